import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import type { CommandList, CommandView } from '../../../cloud/command/command-views.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import type { CommandWhat } from '../../../devices/contracts/command.ts';
import type { SiteRemote } from '../../../devices/contracts/site-remote.ts';
import { type GatewayProcess, openGatewayProcess } from '../../fixtures/gateway-process.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { playDevice, type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const token = 'a-token-of-this-gateway-0001';
const password = 'correct horse battery';
let folder: string;
let cloud: Cloud;
let gateway: RunningGateway | undefined;
let box: GatewayProcess | undefined;
const cookies: Record<string, string> = {};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-commands-'));
  writeFileSync(join(folder, 'password'), `${password}\n`);
  const file = {
    data: 'data',
    operatorPasswordFile: 'password',
    gateways: [
      { id: 'gw-1', token },
      { id: 'gw-2', token: `${token}2` },
    ],
  };
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify(file));
  cloud = await startCloud({
    config: loadCloudConfig({ config: join(folder, 'cloud.yaml'), port: '0' }),
    log: quietLog,
  });
  await logIn('duty-3', { password, sign: 'duty-3' });
  const grants = [{ place: 'cloud', role: 'approver' }];
  const made = await call('duty-3', 'POST', '/v1/operators', { sign: 'lead-1', grants });
  await logIn('lead-1', { user: 'lead-1', password: ((await made.json()) as { password: string }).password });
});

async function logIn(sign: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(new URL('/v1/session', cloud.url), {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  cookies[sign] = answer.headers.get('set-cookie')!.split(';')[0]!;
}

afterEach(async () => {
  await gateway?.stop();
  await box?.remove();
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
  gateway = undefined;
  box = undefined;
});

const siteWith = (remote: SiteRemote | undefined) =>
  smallSite({ cloud: { url: cloud.url, token }, ...(remote ? { remote } : {}) });
function call(sign: string, method: string, path: string, body?: object): Promise<Response> {
  return fetch(new URL(path, cloud.url), {
    method,
    headers: { cookie: cookies[sign]!, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}
async function ask(what: CommandWhat, sign = 'duty-3'): Promise<CommandView> {
  const answer = await call(sign, 'POST', '/v1/gateways/gw-1/commands', { what, why: 'resident locked out' });
  expect(answer.status).toBe(200);
  return (await answer.json()) as CommandView;
}
const look = async (id: string) => (await (await call('duty-3', 'GET', `/v1/commands/${id}`)).json()) as CommandView;
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const ended = (id: string, state: string) =>
  expect.poll(async () => (await look(id)).state, { timeout: 30_000, interval: 50 }).toBe(state);

test('a door opens from afar after a second operator has approved it, as a guard would open it, and both stand in the ledger', async () => {
  gateway = await runGateway(siteWith({ doors: ['gate'] }));
  const controller = await gateway.device('gate-controller');
  const asked = await ask({ kind: 'open-door', door: 'gate' });
  expect(asked).toMatchObject({ state: 'asked', own: true, askedBy: 'duty-3' });
  const own = await call('duty-3', 'POST', `/v1/commands/${asked.id}/approve`);
  expect([own.status, await codeOf(own)]).toEqual([403, 'command-own']);
  const waiting = (await (await call('lead-1', 'GET', '/v1/commands?state=asked')).json()) as CommandList;
  expect(waiting.commands).toMatchObject([{ id: asked.id, own: false }]);
  expect((await call('lead-1', 'POST', `/v1/commands/${asked.id}/approve`)).status).toBe(200);
  await expect
    .poll(() => controller.commands.filter(({ action }) => action === 'access').length, { timeout: 20_000 })
    .toBe(1);
  await controller.answer(controller.commands.find(({ action }) => action === 'access')!);
  await ended(asked.id, 'done');
  const manager = await gateway.signIn('manager');
  const { entries } = await manager.get<{ entries: { action: string; detail: object; reason: string }[] }>(
    '/api/ledger?action=remote',
  );
  expect(entries[1]).toMatchObject({
    ...{ action: 'remote.asked', reason: 'resident locked out' },
    detail: { by: 'cloud:duty-3', approved: 'cloud:lead-1', kind: 'open-door', command: asked.id },
  });
  expect(entries[0]).toMatchObject({ action: 'remote.done', detail: { outcome: 'done' } });
  const [passage] = await gateway.guard.get<{ method: string }[]>('/api/passages?limit=5');
  expect(passage).toMatchObject({ method: 'remote' });
}, 60_000);

test('a lockdown keeps a door shut for operators of the cloud as it does for guards', async () => {
  gateway = await runGateway(siteWith({ doors: 'all' }));
  await gateway.device('gate-controller');
  const manager = await gateway.signIn('manager');
  await manager.post('/api/modes', { order: { kind: 'lockdown', zones: ['gate'] }, reason: 'drill of the test' });
  const { id } = await ask({ kind: 'open-door', door: 'gate' });
  await call('lead-1', 'POST', `/v1/commands/${id}/approve`);
  await ended(id, 'refused');
  expect((await look(id)).code).toBe('lockdown');
}, 60_000);

test('a site that has said nothing gives figures and its log, and neither a picture nor a door', async () => {
  gateway = await runGateway(siteWith(undefined));
  await gateway.device('gate-controller');
  const refused = [await ask({ kind: 'snapshot', camera: 'cam-gate' }), await ask({ kind: 'open-door', door: 'gate' })];
  await call('lead-1', 'POST', `/v1/commands/${refused[1]!.id}/approve`);
  for (const { id } of refused) {
    await ended(id, 'refused');
    expect((await look(id)).code).toBe('remote-not-allowed');
  }
  const figures = await ask({ kind: 'diagnostics' });
  await ended(figures.id, 'done');
  expect((await call('lead-1', 'GET', `/v1/commands/${figures.id}/result`)).status).toBe(403);
  const answer = await call('duty-3', 'GET', `/v1/commands/${figures.id}/result`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="diagnostics-${figures.id.slice(0, 8)}.json"`,
  );
  expect(createHash('sha256').update(bytes).digest('hex')).toBe((await look(figures.id)).result!.sha256);
  const report = JSON.parse(bytes.toString()) as {
    devices: { id: string; state: string }[];
    disk: { freeBytes: number };
  };
  expect(report.devices).toContainEqual(expect.objectContaining({ id: 'gate-controller', state: 'online' }));
  expect(report.disk.freeBytes).toBeGreaterThan(0);
  const log = await ask({ kind: 'log-bundle', sinceMs: 3_600_000 });
  await ended(log.id, 'done');
  const bundle = await call('duty-3', 'GET', `/v1/commands/${log.id}/result`);
  const lines = gunzipSync(Buffer.from(await bundle.arrayBuffer())).toString();
  expect(lines).toContain('"level":"info"');
  expect(lines).not.toContain('林测试');
  const restart = await ask({ kind: 'restart' });
  await ended(restart.id, 'refused');
  expect((await look(restart.id)).code).toBe('no-restart-here');
}, 60_000);

test('a gateway that is killed while a door’s order is out does not give it again, and says that it was interrupted', async () => {
  box = await openGatewayProcess(siteWith({ doors: 'all' }));
  await box.start();
  const port = box.site.gateway.mqtt!.port;
  const before = await playDevice(port, box.site, 'gate-controller');
  const { id } = await ask({ kind: 'open-door', door: 'gate' });
  await call('lead-1', 'POST', `/v1/commands/${id}/approve`);
  const accesses = (commands: { action: string }[]) => commands.filter(({ action }) => action === 'access').length;
  await expect.poll(() => accesses(before.commands), { timeout: 30_000, interval: 5 }).toBe(1);
  await box.kill();
  before.client.end(true);
  await box.start();
  const after = await playDevice(port, box.site, 'gate-controller');
  await ended(id, 'failed');
  expect((await look(id)).code).toBe('interrupted');
  expect(accesses(after.commands)).toBe(0);
  after.client.end(true);
}, 90_000);

test('a gateway killed at any moment after an approval opens the door once at most, and the cloud hears what became of it', async () => {
  box = await openGatewayProcess(siteWith({ doors: 'all' }));
  await box.start();
  const port = box.site.gateway.mqtt!.port;
  for (const afterMs of [0, 15, 60]) {
    const devices = [await playDevice(port, box.site, 'gate-controller')];
    const { id } = await ask({ kind: 'open-door', door: 'gate' });
    await call('lead-1', 'POST', `/v1/commands/${id}/approve`);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await box.kill();
    devices[0]!.client.end(true);
    await box.start();
    devices.push(await playDevice(port, box.site, 'gate-controller'));
    const orders = () => devices.flatMap(({ commands }) => commands).filter(({ action }) => action === 'access');
    // it had not begun: it opens now, in its time, if the controller is back by then; or it had, and is interrupted
    const isOver = async () => ['done', 'failed', 'refused'].includes((await look(id)).state);
    const again = () => devices[1]!.commands.find(({ action }) => action === 'access');
    await expect.poll(async () => again() !== undefined || (await isOver()), { timeout: 30_000 }).toBe(true);
    const order = again();
    if (order) {
      await devices[1]!.answer(order);
      await ended(id, 'done');
    }
    expect(await isOver()).toBe(true);
    expect(orders().length).toBeLessThanOrEqual(1);
    devices[1]!.client.end(true);
  }
}, 120_000);

test('a gateway that is asked to start anew does so once, and says so when it is back', async () => {
  box = await openGatewayProcess(siteWith(undefined));
  await box.start();
  // not while people run: who wants it all the same is told why not
  const guard = await box.signIn('guard');
  const order = { kind: 'evacuate' };
  const mode = await guard.post<{ id: string }>('/api/modes', { order, reason: 'smoke in the basement' });
  const early = await ask({ kind: 'restart' });
  await ended(early.id, 'refused');
  expect((await look(early.id)).code).toBe('evacuation-stands');
  await guard.delete(`/api/modes/${mode.id}?reason=over`);
  const { id } = await ask({ kind: 'restart' });
  const answers = () =>
    fetch(box!.url()).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 30_000 }).toBe(false);
  expect((await look(id)).state).toBe('begun');
  await box.kill();
  await box.start();
  await ended(id, 'done');
  const again = await ask({ kind: 'restart' });
  await ended(again.id, 'refused');
  expect((await look(again.id)).code).toBe('restarted-lately');
  expect(await answers()).toBe(true);
}, 120_000);

test('what is no command, no gateway, no result or somebody else’s is refused by name', async () => {
  const post = (path: string, body: object) => call('duty-3', 'POST', path, body);
  const why = 'test';
  const at = '/v1/gateways/gw-1/commands';
  for (const [path, body, status, code] of [
    [at, { what: { kind: 'explode' }, why }, 400, 'request-invalid'],
    [at, { what: { kind: 'open-door' }, why }, 400, 'request-invalid'],
    [at, { what: { kind: 'restart', door: 'gate' }, why }, 400, 'request-invalid'],
    [at, { what: { kind: 'restart' }, why: '   ' }, 400, 'request-invalid'],
    [at, { what: { kind: 'log-bundle', sinceMs: 1e12 }, why }, 400, 'request-invalid'],
    ['/v1/gateways/gw-9/commands', { what: { kind: 'restart' }, why }, 404, 'not-found'],
    ['/v1/commands/0123456789abcdef/approve', {}, 404, 'not-found'],
  ] as const) {
    const answer = await post(path, body);
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
  }
  const { id } = await ask({ kind: 'snapshot', camera: 'cam-gate' });
  expect((await call('duty-3', 'GET', `/v1/commands/${id}/result`)).status).toBe(404);
  expect((await fetch(new URL(`/v1/commands/${id}`, cloud.url))).status).toBe(401);
  const asGateway = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Uint8Array,
    bearer = token,
  ) =>
    fetch(new URL(path, cloud.url), {
      method,
      headers: { authorization: `Bearer ${bearer}`, ...headers },
      ...(body ? { body: body as BodyInit } : {}),
    });
  const put = async (bytes: Uint8Array, more: Record<string, string> = {}, bearer = token) => {
    const sha = createHash('sha256').update(bytes).digest('hex');
    const headers = { 'content-type': 'image/jpeg', 'x-content-sha256': sha, ...more };
    const answer = await asGateway('PUT', `/v1/commands/${id}/result`, headers, bytes, bearer);
    return answer.status === 204 ? 204 : `${answer.status} ${await codeOf(answer)}`;
  };
  const picture = Buffer.from('a picture');
  expect(await put(picture)).toBe('409 result-unwanted');
  const begin = (bearer = token) => asGateway('POST', `/v1/commands/${id}/begin`, {}, undefined, bearer);
  expect(await (await begin(`${token}2`)).json()).toMatchObject({ leave: 'no', why: 'unknown' });
  expect(await (await begin()).json()).toMatchObject({ leave: 'go' });
  expect(await put(picture, {}, `${token}2`)).toBe('404 not-found');
  expect(await put(picture, { 'x-content-sha256': 'zz' })).toBe('400 request-invalid');
  expect(await put(picture, { 'x-content-sha256': '0'.repeat(64) })).toBe('400 result-corrupt');
  expect(await put(picture, { 'content-type': 'text/html' })).toBe('409 result-unwanted');
  expect(await put(Buffer.alloc(0))).toBe('400 request-invalid');
  expect(await put(Buffer.alloc(2 * 1024 * 1024 + 1))).toBe('413 body-too-large');
  expect(await put(picture)).toBe(204);
  expect(await put(picture)).toBe(204);
  expect(await (await call('duty-3', 'GET', `/v1/commands/${id}/result`)).text()).toBe('a picture');
}, 60_000);
