import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { PlaceView, RolloutView } from '../../../cloud/rollout/rollout-views.ts';
import { rolloutKnowsHeader } from '../../../devices/contracts/rollout.ts';
import {
  openRolloutCloud,
  type RolloutCloud,
  type RolloutCloudOptions,
  type SignedIn,
  terms,
  tokenOf,
} from '../../fixtures/rollout-cloud.ts';
import type { SimulatedGateway } from '../../fixtures/simulated-gateway.ts';

const opened: RolloutCloud[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});
async function open(options: RolloutCloudOptions): Promise<RolloutCloud> {
  const cloud = await openRolloutCloud(options);
  opened.push(cloud);
  return cloud;
}

const fleetOf = (count: number) => Array.from({ length: count }, (_, index) => ({ id: `gw-${index + 1}` }));
const read = (as: SignedIn, id: string) =>
  as.get<{ rollout: RolloutView; gateways: PlaceView[]; acts: { deed: string; by: string }[] }>(`/v1/rollouts/${id}`);
const codeOf = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
const why = 'for the test';

interface Prepared {
  cloud: RolloutCloud;
  ada: SignedIn;
  bo: SignedIn;
  id: string;
}

async function prepare(cloud: RolloutCloud, change: object = {}, release = {}): Promise<Prepared> {
  const [ada, bo] = [await cloud.signIn(), await cloud.signInNew('bo', 'approver')];
  const id = await cloud.publish(ada, randomBytes(2000), release);
  const draft = { title: 'spring', release: id, target: { layer: 'fleet' }, terms: terms(), ...change };
  const rollout = await ada.post<RolloutView>('/v1/rollouts', draft);
  return { cloud, ada, bo, id: rollout.id };
}

const approve = ({ bo, id }: Prepared) => bo.post<RolloutView>(`/v1/rollouts/${id}/approve`, { why });
async function pollAll(gateways: readonly SimulatedGateway[]): Promise<number> {
  let ended = 0;
  for (const gateway of gateways) ended += await gateway.poll();
  return ended;
}

test('a second person lets it begin; every gateway gets it, one group after the other, and says what it runs', async () => {
  const cloud = await open({ gateways: fleetOf(20) });
  const prepared = await prepare(cloud);
  const gateways = fleetOf(20).map(({ id }) => cloud.gateway(id));
  expect(await pollAll(gateways)).toBe(0);
  const own = await prepared.ada.ask('POST', `/v1/rollouts/${prepared.id}/approve`, { why });
  expect([own.status, await codeOf(own)]).toEqual([403, 'rollout-own']);
  expect((await approve(prepared)).groups.map(({ size }) => size)).toEqual([2, 18]);
  let ended = 0;
  for (let round = 0; round < 3; round += 1) ended += await pollAll(gateways);
  expect(ended).toBe(20);
  const { rollout, gateways: places, acts } = await read(prepared.ada, prepared.id);
  expect(rollout).toMatchObject({ phase: 'done', groups: [{ committed: 2 }, { committed: 18 }] });
  expect(places.every(({ before, running }) => before === '0.9.0' && running === '1.0.0')).toBe(true);
  expect(acts.map(({ deed, by }) => `${deed} ${by}`)).toEqual([
    'rollout.done cloud',
    'rollout.approve bo',
    'rollout.prepare operator',
  ]);
});

test('where too many of a group go wrong it halts by itself, and whoever has not switched yet stops', async () => {
  const cloud = await open({ gateways: fleetOf(40) });
  const prepared = await prepare(cloud, { terms: terms({ percents: [50, 50], errorShare: 0.1, openShare: 0.5 }) });
  await approve(prepared);
  // one holds before its switch while others fail
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slow = fleetOf(40).map(({ id }) =>
    cloud.gateway(id, { before: (state) => (state === 'staged' ? held : undefined) }),
  );
  const waiting = slow.map((gateway) => gateway.poll());
  await expect
    .poll(async () => (await read(prepared.ada, prepared.id)).rollout.groups[0]?.open, { timeout: 20_000 })
    .toBe(20);
  const faulty = (await read(prepared.ada, prepared.id)).gateways.filter(({ stage }) => stage === 'open').slice(0, 3);
  for (const { gateway } of faulty) {
    // the same gateway, by another line: what it says of its attempt counts
    const { assignments } = (await (
      await fetch(new URL('/v1/rollout/assignments', cloud.cloud().url), {
        headers: { authorization: `Bearer ${tokenOf(gateway)}` },
      })
    ).json()) as { assignments: { attempt: string }[] };
    const answer = await fetch(new URL('/v1/rollout/reports', cloud.cloud().url), {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(gateway)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ attempt: assignments[0]!.attempt, step: 9, state: 'rolled-back', atMs: 1, problem: 'unhealthy' },
      }),
    });
    expect(answer.status).toBe(204);
  }
  expect((await read(prepared.ada, prepared.id)).rollout).toMatchObject({ phase: 'halted', why: 'errors' });
  release();
  await Promise.allSettled(waiting);
  expect(slow.reduce((sum, { switched }) => sum + switched, 0)).toBe(0);
  const { rollout } = await read(prepared.ada, prepared.id);
  expect(rollout.groups[0]).toMatchObject({ bad: 3, open: 0, waiting: 17 });
  expect(await pollAll(slow)).toBe(0);
});

test('paused nobody begins; resumed they do; those that ended badly get another try, and cancelled it is over', async () => {
  const cloud = await open({ gateways: fleetOf(4) });
  const prepared = await prepare(cloud, { terms: terms({ percents: [100], errorShare: 0.5 }) });
  await approve(prepared);
  const { bo, id } = prepared;
  const act = (name: string) => bo.post<RolloutView>(`/v1/rollouts/${id}/${name}`, { why });
  await act('pause');
  const broken = cloud.gateway('gw-1', { faulty: true });
  expect(await broken.poll()).toBe(0);
  await act('resume');
  expect(await broken.poll()).toBe(1);
  const mended = cloud.gateway('gw-1');
  expect(await mended.poll()).toBe(0);
  await act('retry');
  expect(await mended.poll()).toBe(1);
  expect((await act('cancel')).phase).toBe('cancelled');
  expect(await cloud.gateway('gw-2').poll()).toBe(0);
  const again = await bo.ask('POST', `/v1/rollouts/${id}/resume`, { why });
  expect([again.status, await codeOf(again)]).toEqual([409, 'rollout-refused']);
});

test('what was rolled out goes back to what ran before, at all who have it', async () => {
  const cloud = await open({ gateways: fleetOf(6) });
  const ada = await cloud.signIn();
  await cloud.publish(ada, randomBytes(500), { version: '0.9.0', serial: 1 });
  const prepared = await prepare(cloud, { terms: terms({ percents: [100] }) }, { version: '1.0.0', serial: 2 });
  await approve(prepared);
  const gateways = fleetOf(6).map(({ id }) => cloud.gateway(id, { runs: { version: '0.9.0', serial: 1 } }));
  await pollAll(gateways);
  expect(gateways.map(({ runs }) => runs.serial)).toEqual([2, 2, 2, 2, 2, 2]);
  const back = await prepared.bo.post<RolloutView>(`/v1/rollouts/${prepared.id}/roll-back`, { why });
  expect(back).toMatchObject({ phase: 'running', backFrom: prepared.id });
  await pollAll(gateways);
  expect(gateways.map(({ runs }) => runs.version)).toEqual(Array(6).fill('0.9.0'));
  expect((await read(ada, back.id)).rollout.phase).toBe('done');
});

test('gateways of one site never have it at the same time, and where one was lost the other keeps what it runs', async () => {
  const twins = [1, 2, 3].flatMap((site) =>
    ['a', 'b'].map((side) => ({ id: `gw-${site}${side}`, site: `site-${site}` })),
  );
  const cloud = await open({ gateways: twins });
  const ada = await cloud.signIn();
  for (const { id, site } of twins) {
    const answer = await fetch(new URL('/v1/uplink/status', cloud.cloud().url), {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(id)}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ gateway: id, site, siteName: site, version: '1', epoch: 'epoch0001', bootid: 'boot-1' },
        ...{ startedAtMs: 1, nowMs: 2, lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 0, acked: 0 } } },
        ...{ devices: { online: 0, total: 0 }, cameras: { streaming: 0, total: 0 } },
      }),
    });
    expect(answer.status).toBe(204);
  }
  const prepared = await prepare(cloud, { terms: terms({ percents: [100], errorShare: 1, successShare: 0 }) });
  await approve(prepared);
  const { rollout, gateways } = await read(ada, prepared.id);
  expect(rollout.groups.map(({ size }) => size)).toEqual([3, 3]);
  const first = gateways.filter(({ group }) => group === 0).map(({ gateway }) => gateway);
  expect(new Set(first.map((id) => id.slice(0, 4))).size).toBe(3);
  await pollAll(first.map((id) => cloud.gateway(id, { faulty: id === first[0] })));
  const others = twins.map(({ id }) => id).filter((id) => !first.includes(id));
  await pollAll(others.map((id) => cloud.gateway(id)));
  const after = (await read(ada, prepared.id)).rollout;
  expect(after).toMatchObject({
    phase: 'done',
    groups: [
      { committed: 2, bad: 1 },
      { committed: 2, held: 1 },
    ],
  });
});

test('an artefact with one bit flipped, a release without its signatures, and an older serial are refused and named', async () => {
  const cloud = await open({ gateways: fleetOf(1) });
  const ada = await cloud.signIn();
  const artefact = randomBytes(3000);
  const release = cloud.signers.release(artefact, { serial: 7 });
  const forged = { ...release, text: release.text.replace('"serial":7', '"serial":8') };
  const refused = await ada.ask('POST', '/v1/releases', { release: forged });
  expect([refused.status, await codeOf(refused)]).toEqual([422, 'release-refused']);
  const half = { ...release, signatures: release.signatures.slice(1) };
  expect((await ada.ask('POST', '/v1/releases', { release: half })).status).toBe(422);
  const { id } = await ada.post<{ id: string }>('/v1/releases', { release });
  const flipped = Buffer.from(artefact);
  flipped[1500]! ^= 1;
  const wrong = await ada.send('PUT', `/v1/releases/${id}/artefact`, flipped);
  expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'artefact-refused']);
  const early = await ada.ask('POST', '/v1/rollouts', {
    ...{ title: 'early', release: id, target: { layer: 'fleet' }, terms: terms() },
  });
  expect([early.status, await codeOf(early)]).toEqual([409, 'rollout-refused']);
  // in pieces; one that does not follow, and one too long, are refused
  expect(await (await ada.send('PUT', `/v1/releases/${id}/artefact`, artefact.subarray(0, 1000))).json()).toEqual({
    come: 1000,
    whole: false,
  });
  const apart = await ada.send('PUT', `/v1/releases/${id}/artefact?offset=1500`, artefact.subarray(1500));
  expect(await codeOf(apart)).toBe('artefact-refused');
  const long = Buffer.concat([artefact.subarray(1000), Buffer.from([1])]);
  expect(await codeOf(await ada.send('PUT', `/v1/releases/${id}/artefact?offset=1000`, long))).toBe('artefact-refused');
  expect((await ada.send('PUT', `/v1/releases/${id}/artefact?offset=0`, artefact)).status).toBe(200);
  const older = await ada.ask('POST', '/v1/releases', { release: cloud.signers.release(artefact, { serial: 6 }) });
  expect(await older.text()).toMatch(/6 does not follow 7/);
});

test('an artefact goes to whom it is assigned, whole or in parts, and to nobody else', async () => {
  const cloud = await open({ gateways: fleetOf(2) });
  const prepared = await prepare(cloud, { target: { gateways: ['gw-1'] }, terms: terms({ percents: [100] }) });
  await approve(prepared);
  const { releases } = await prepared.ada.get<{ releases: { manifest: { artefact: { sha256: string } } }[] }>(
    '/v1/releases',
  );
  const { sha256 } = releases[0]!.manifest.artefact;
  const get = (gateway: string, headers: Record<string, string> = {}) =>
    fetch(new URL(`/v1/artefacts/${sha256}`, cloud.cloud().url), {
      headers: { authorization: `Bearer ${tokenOf(gateway)}`, ...headers },
    });
  expect((await get('gw-1')).status).toBe(404);
  await fetch(new URL('/v1/rollout/assignments', cloud.cloud().url), {
    headers: { authorization: `Bearer ${tokenOf('gw-1')}` },
  });
  const whole = await get('gw-1');
  expect([whole.status, whole.headers.get('etag'), whole.headers.get('content-length')]).toEqual([
    200,
    `"${sha256}"`,
    '2000',
  ]);
  const bytes = Buffer.from(await whole.arrayBuffer());
  const part = await get('gw-1', { range: 'bytes=500-', 'if-range': `"${sha256}"` });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 500-1999/2000']);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(500))).toBe(true);
  expect((await get('gw-1', { range: 'bytes=500-', 'if-range': '"other"' })).status).toBe(200);
  const beyond = await get('gw-1', { range: 'bytes=2000-' });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */2000']);
  expect((await get('gw-1', { 'if-none-match': `"${sha256}"` })).status).toBe(304);
  expect((await get('gw-2')).status).toBe(404);
  expect((await fetch(new URL(`/v1/artefacts/${sha256}`, cloud.cloud().url))).status).toBe(401);
});

test('the cloud ends amid a rollout and starts again: everything goes on where it stood, and nothing twice', async () => {
  const cloud = await open({ gateways: fleetOf(10) });
  const prepared = await prepare(cloud, { terms: terms({ percents: [100] }) });
  await approve(prepared);
  const gateways = fleetOf(10).map(({ id }) => cloud.gateway(id));
  await pollAll(gateways.slice(0, 4));
  await cloud.restart();
  const ada = await cloud.signIn();
  expect((await read(ada, prepared.id)).rollout).toMatchObject({ phase: 'running', groups: [{ committed: 4 }] });
  await pollAll(gateways);
  const { rollout, gateways: places } = await read(ada, prepared.id);
  expect(rollout.phase).toBe('done');
  expect(places.map(({ tries }) => tries)).toEqual(Array(10).fill(1));
});

test('reports that make no sense are refused; one that was heard before changes nothing', async () => {
  const cloud = await open({ gateways: fleetOf(2) });
  const prepared = await prepare(cloud, { terms: terms({ percents: [100] }) });
  await approve(prepared);
  const ask = (gateway: string, path: string, body?: object) =>
    fetch(new URL(path, cloud.cloud().url), {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${tokenOf(gateway)}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const { assignments } = (await (await ask('gw-1', '/v1/rollout/assignments')).json()) as {
    assignments: { attempt: string }[];
  };
  const { attempt } = assignments[0]!;
  const report = { attempt, step: 2, state: 'downloading', atMs: 5 };
  const tell = (gateway: string, change: object) => ask(gateway, '/v1/rollout/reports', { ...report, ...change });
  expect((await tell('gw-1', {})).status).toBe(204);
  expect((await tell('gw-1', { step: 2, state: 'failed', problem: 'no-space' })).status).toBe(204);
  const stranger = await tell('gw-2', {});
  expect([stranger.status, await codeOf(stranger)]).toEqual([409, 'attempt-unknown']);
  expect((await tell('gw-1', { attempt: 'never-was-one' })).status).toBe(409);
  expect((await tell('gw-1', { state: 'flying' })).status).toBe(400);
  expect((await tell('gw-1', { detail: 'x'.repeat(20_000) })).status).toBe(413);
  const mine = (await read(prepared.ada, prepared.id)).gateways.find(({ gateway }) => gateway === 'gw-1');
  expect(mine).toMatchObject({ stage: 'open', state: 'downloading', problem: null });
});

test('a gateway that takes it and falls silent counts as lost by itself, and halts it', async () => {
  const cloud = await open({ gateways: fleetOf(4) });
  const prepared = await prepare(cloud, { terms: terms({ percents: [100], silentAfterS: 10, errorShare: 0 }) });
  await approve(prepared);
  const lost = cloud.gateway('gw-1', {
    before: (state) => {
      if (state === 'switching') throw new Error('the power is gone');
    },
  });
  await expect(lost.poll()).rejects.toThrow('the power is gone');
  const look = async () => (await read(prepared.ada, prepared.id)).rollout;
  await expect.poll(look, { timeout: 40_000, interval: 500 }).toMatchObject({ phase: 'halted', why: 'errors' });
  const mine = (await read(prepared.ada, prepared.id)).gateways.find(({ gateway }) => gateway === 'gw-1');
  expect(mine).toMatchObject({ stage: 'bad', state: 'staged', problem: 'silent' });
}, 60_000);

test('a window of the day by the clock of each site goes along to the gateways; a client that knows no site is refused it', async () => {
  const cloud = await open({ gateways: fleetOf(1) });
  const window = { from: '01:00', to: '05:00', timeZone: 'site' };
  const prepared = await prepare(cloud, { terms: terms({ percents: [100], window }) });
  await approve(prepared);
  const ask = async (knows: Record<string, string>) => {
    const headers = { authorization: `Bearer ${tokenOf('gw-1')}`, ...knows };
    const answer = await fetch(new URL('/v1/rollout/assignments', cloud.cloud().url), { headers });
    return ((await answer.json()) as { assignments: object[] }).assignments;
  };
  // an older gateway would throw the whole answer away: it takes no place, so that its silence halts nothing
  expect(await ask({})).toEqual([]);
  expect((await read(prepared.ada, prepared.id)).gateways).toMatchObject([{ stage: 'waiting' }]);
  const today = { [rolloutKnowsHeader]: 'window' };
  expect(await ask(today)).toMatchObject([{ window: { from: '01:00', to: '05:00' } }]);
  // … and one that goes back to its older version amid it still reads what else there is
  expect(await ask({})).toEqual([]);
  for (const closed of [window, { ...window, timeZone: 'Asia/Shanghai' }]) {
    const never = { terms: terms({ window: { ...closed, to: closed.from } }), target: { gateways: ['gw-1'] } };
    const shut = await prepared.ada.ask('POST', '/v1/rollouts/preview', never);
    expect([shut.status, await codeOf(shut)]).toEqual([400, 'request-invalid']);
  }
  const target = { ddi: ['controller-1'] };
  const refused = await prepared.ada.ask('POST', '/v1/rollouts/preview', { target, terms: terms({ window }) });
  expect([refused.status, await codeOf(refused)]).toEqual([400, 'request-invalid']);
});
