import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import type { TwinList, TwinRow, TwinView } from '../../../cloud/twin/twin-views.ts';
import type { TwinDocument } from '../../../devices/contracts/twin.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const password = 'correct horse battery';
const tokens = { 'gw-1': 'a-token-of-this-gateway-0001', 'gw-2': 'a-token-of-this-gateway-0002' };
type Name = keyof typeof tokens;
let folder: string;
let cloud: Cloud;
let cookie: string;
const links = new Map<Name, CuttableLink>();
const gateways = new Map<Name, GatewayProcess>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-twins-'));
  writeFileSync(join(folder, 'password'), `${password}\n`);
  const list = Object.entries(tokens).map(([id, token]) => ({ id, token }));
  const file = { data: 'data', operatorPasswordFile: 'password', gateways: list };
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify(file));
  const config = loadCloudConfig({ config: join(folder, 'cloud.yaml'), port: '0' });
  cloud = await startCloud({ config, log: quietLog });
  const answer = await ask('POST', '/v1/session', { password, sign: 'duty-3' });
  cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
});

afterEach(async () => {
  await Promise.all([...gateways.values()].map((gateway) => gateway.remove()));
  await Promise.all([...links.values()].map((link) => link.close()));
  await cloud.close();
  gateways.clear();
  links.clear();
  rmSync(folder, { recursive: true, force: true });
});

function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, cloud.url), {
    method,
    headers: { cookie: cookie ?? '', ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

async function read<T>(path: string): Promise<T> {
  const answer = await ask('GET', path);
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
}

const etagOf = async (layer: string) => (await ask('GET', `/v1/layers/${layer}`)).headers.get('etag')!;
/** As the page does it: with the state that was looked at. */
async function change(layer: string, content: object, more: object = {}): Promise<Response> {
  return ask(
    'PUT',
    `/v1/layers/${layer}`,
    { content, why: 'for the test', ...more },
    { 'if-match': await etagOf(layer) },
  );
}
const twinOf = async (gateway: Name): Promise<TwinRow> => (await read<TwinView>(`/v1/twins/${gateway}`)).twin;
const runs = async (gateway: Name) => (await read<TwinView>(`/v1/twins/${gateway}`)).runs;
const standing = async (gateway: Name) => (await twinOf(gateway)).standing;
const eventually = <T>(look: () => Promise<T>) => expect.poll(look, { timeout: 40_000, interval: 100 });
/** Settings that prove themselves in two seconds. */
const soon = { apply: { probationS: 2 } };

async function startGateway(name: Name): Promise<GatewayProcess> {
  const link = await createCuttableLink(Number(new URL(cloud.url).port));
  links.set(name, link);
  const plan = smallSite({ cloud: { url: `http://127.0.0.1:${link.port}`, token: tokens[name] } });
  const gateway = await openGatewayProcess({ ...plan, gateway: { ...plan.gateway, id: name } });
  gateways.set(name, gateway);
  await gateway.start();
  await eventually(async () => (await twinOf(name)).reported?.state).toBe('applied');
  return gateway;
}

const keptAt = ({ dir }: GatewayProcess) =>
  JSON.parse(readFileSync(join(dir, 'data', 'twin.json'), 'utf8')) as {
    good: { version: number; document: TwinDocument };
  };

test('an operator changes a setting for the site: both gateways run with it and say so, and it stands in their ledger', async () => {
  const [first] = [await startGateway('gw-1'), await startGateway('gw-2')];
  expect((await change('site:linden', { ...soon, log: { level: 'warn' } })).status).toBe(200);
  await eventually(() => standing('gw-1')).toBe('on-probation');
  await eventually(() => standing('gw-1')).toBe('in-step');
  await eventually(() => standing('gw-2')).toBe('in-step');
  expect(await runs('gw-2')).toEqual({ ...soon, log: { level: 'warn' } });
  expect(keptAt(first).good.document).toEqual({ ...soon, log: { level: 'warn' } });
  const manager = await first.signIn('manager');
  const { entries } = await manager.get<{ entries: { action: string }[] }>('/api/ledger?action=twin');
  expect(entries.map(({ action }) => action)).toEqual(['twin.applied', 'twin.on-probation']);
}, 120_000);

test('a setting that needs a restart waits for it, and the gateway that may does it by itself', async () => {
  const gateway = await startGateway('gw-1');
  await change('gateway:gw-1', { ...soon, evidence: { beforeS: 4 } });
  await eventually(() => standing('gw-1')).toBe('pending-restart');
  expect(await runs('gw-1')).toEqual({});
  await change('gateway:gw-1', { apply: { probationS: 2, restart: 'at-once' }, evidence: { beforeS: 5 } });
  await eventually(() => standing('gw-1')).toBe('in-step');
  expect(keptAt(gateway).good.document.evidence).toEqual({ beforeS: 5 });
  expect((await twinOf('gw-1')).reported).toMatchObject({ state: 'applied', problems: [] });
}, 120_000);

test('what no gateway could take is refused before it is saved, and names gateway or field', async () => {
  const loud = await change('fleet', { log: { level: 'loud' } });
  expect([loud.status, ((await loud.json()) as { error: { message: string } }).error.message]).toEqual([
    422,
    'log.level must be equal to one of the allowed values',
  ]);
  expect((await change('fleet', { retention: { passages: 9000 } })).status).toBe(422);
  expect((await change('fleet', { residents: [] })).status).toBe(422);
  expect((await read<{ layers: unknown[] }>('/v1/layers')).layers).toEqual([]);
  expect((await read<TwinList>('/v1/twins')).counts['in-step']).toBe(2);
});

test('what the law forbids at this site is refused by the gateway in its own words, and the last good settings stay', async () => {
  const gateway = await startGateway('gw-1');
  await change('fleet', { ...soon, log: { level: 'warn' } });
  await eventually(() => standing('gw-1')).toBe('in-step');
  // ten days may be right elsewhere: the profile of the site knows
  await change('fleet', { ...soon, retention: { passages: 10 } });
  await eventually(() => standing('gw-1')).toBe('refused');
  const { reported } = await twinOf('gw-1');
  expect(reported).toMatchObject({ version: 1, answers: 2, problems: [expect.stringContaining('passages')] });
  expect(await runs('gw-1')).toEqual({ ...soon, log: { level: 'warn' } });
  await gateway.kill();
  await gateway.start();
  expect(keptAt(gateway).good.version).toBe(1);
  expect(await standing('gw-1')).toBe('refused');
}, 120_000);

test('a gateway that was offline gets the newest settings only', async () => {
  const gateway = await startGateway('gw-1');
  links.get('gw-1')!.cut();
  for (const level of ['debug', 'error', 'warn']) await change('fleet', { ...soon, log: { level } });
  await eventually(() => standing('gw-1')).toBe('waiting');
  links.get('gw-1')!.restore();
  await eventually(() => standing('gw-1')).toBe('in-step');
  const manager = await gateway.signIn('manager');
  const { entries } = await manager.get<{ entries: { detail: object }[] }>('/api/ledger?action=twin');
  expect(entries.map(({ detail }) => detail)).toMatchObject([{ version: 3 }, { version: 3 }]);
}, 120_000);

test('of two operators who change the same layer at once, one is told that the other was faster', async () => {
  const etag = await etagOf('fleet');
  const race = (level: string) =>
    ask('PUT', '/v1/layers/fleet', { content: { log: { level } }, why: 'race' }, { 'if-match': etag });
  const answers = await Promise.all(['debug', 'warn', 'error'].map(race));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  const { versions } = await read<{ versions: unknown[] }>('/v1/layers/fleet/versions');
  expect(versions).toHaveLength(1);
  expect((await ask('PUT', '/v1/layers/fleet', { content: {}, why: 'blind' })).status).toBe(428);
});

test('different layers may be changed at the same moment, and every gateway gets both', async () => {
  const answers = await Promise.all([
    change('fleet', { log: { level: 'debug' } }),
    change('gateway:gw-1', { evidence: { beforeS: 3 } }),
    change('group:pilot', { parking: { bayMinutes: 5 } }, { members: ['gw-1'], priority: 1 }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const { desired } = await read<TwinView>('/v1/twins/gw-1');
  const given = await fetch(new URL('/v1/twin', cloud.url), { headers: { authorization: `Bearer ${tokens['gw-1']}` } });
  expect(await given.json()).toMatchObject({ document: desired.document });
  expect(desired).toEqual({
    document: { log: { level: 'debug' }, evidence: { beforeS: 3 }, parking: { bayMinutes: 5 } },
    origins: { 'log.level': 'fleet', 'evidence.beforeS': 'gateway:gw-1', 'parking.bayMinutes': 'group:pilot' },
  });
});

test('a change goes to one gateway first, is looked at, and then counts for all or is taken back', async () => {
  await startGateway('gw-1');
  await change('fleet', { ...soon, log: { level: 'error' } });
  expect((await change('fleet', { ...soon, log: { level: 'debug' } }, { only: ['gw-1'] })).status).toBe(200);
  const desired = async (gateway: Name) => (await read<TwinView>(`/v1/twins/${gateway}`)).desired.document.log;
  await eventually(() => standing('gw-1')).toBe('in-step');
  expect([await desired('gw-1'), await desired('gw-2')]).toEqual([{ level: 'debug' }, { level: 'error' }]);
  const act = async (what: string, body: object) =>
    ask('POST', `/v1/layers/fleet/${what}`, { why: 'went well', ...body }, { 'if-match': await etagOf('fleet') });
  expect((await act('take-back', {})).status).toBe(200);
  expect(await desired('gw-1')).toEqual({ level: 'error' });
  expect((await act('widen', {})).status).toBe(409);
  await change('fleet', { ...soon, log: { level: 'debug' } }, { only: ['gw-1'] });
  expect((await act('widen', {})).status).toBe(200);
  expect([await desired('gw-1'), await desired('gw-2')]).toEqual([{ level: 'debug' }, { level: 'debug' }]);
  const { deeds } = await read<{ deeds: { kind: string; by: string; only: string[] | null }[] }>(
    '/v1/layers/fleet/versions',
  );
  expect(deeds.map(({ kind, only }) => [kind, only])).toEqual([
    ['widened', null],
    ['saved', ['gw-1']],
    ['taken-back', null],
    ['saved', ['gw-1']],
    ['saved', null],
  ]);
  expect(deeds[0]!.by).toBe('duty-3');
}, 120_000);

test('going back to an old version makes its content a new one, and the gateway follows', async () => {
  await startGateway('gw-1');
  await change('fleet', { ...soon, log: { level: 'error' } });
  await change('fleet', { ...soon, log: { level: 'debug' } });
  const back = await ask('POST', '/v1/layers/fleet/rollback', { version: 1, why: 'too loud' }, { 'if-match': '"2"' });
  expect(await back.json()).toMatchObject({
    latest: 3,
    released: { version: 3, content: { log: { level: 'error' } } },
  });
  await eventually(() => standing('gw-1')).toBe('in-step');
  expect(await runs('gw-1')).toEqual({ ...soon, log: { level: 'error' } });
}, 120_000);

test('settings under which the gateway dies again and again are left, and the gateway says so', async () => {
  const gateway = await startGateway('gw-1');
  await change('fleet', { ...soon, log: { level: 'error' } });
  await eventually(() => standing('gw-1')).toBe('in-step');
  await change('fleet', { apply: { probationS: 600 }, log: { level: 'debug' } });
  await eventually(() => standing('gw-1')).toBe('on-probation');
  for (let death = 1; death <= 4; death += 1) {
    await gateway.kill();
    await gateway.start();
  }
  await eventually(() => standing('gw-1')).toBe('refused');
  expect((await twinOf('gw-1')).reported).toMatchObject({
    version: 1,
    answers: 2,
    problems: [expect.stringContaining('ended 3 times')],
  });
  expect(await runs('gw-1')).toEqual({ ...soon, log: { level: 'error' } });
  // the operator gives it another chance
  expect((await ask('POST', '/v1/twins/gw-1/resend')).status).toBe(200);
  await eventually(() => standing('gw-1')).toBe('on-probation');
}, 180_000);

test('killed at any moment while settings change, the gateway comes back with whole settings and ends with the newest', async () => {
  const gateway = await startGateway('gw-1');
  for (let round = 1; round <= 4; round += 1) {
    await change('fleet', { ...soon, alarms: { delays: { smoke: { onS: round } } } });
    // a little later in each round
    await new Promise((resolve) => setTimeout(resolve, round * 20));
    await gateway.kill();
    if (existsSync(join(gateway.dir, 'data', 'twin.json'))) {
      const { document } = keptAt(gateway).good;
      const onS = document.alarms?.delays?.smoke?.onS ?? 0;
      expect(document).toEqual(onS === 0 ? {} : { ...soon, alarms: { delays: { smoke: { onS } } } });
    }
    await gateway.start();
  }
  await eventually(() => standing('gw-1')).toBe('in-step');
  expect(await runs('gw-1')).toEqual({ ...soon, alarms: { delays: { smoke: { onS: 4 } } } });
}, 180_000);
