import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { decideAct } from '../../../cloud/rollout/decide-act.ts';
import { roomNow } from '../../../cloud/rollout/gateway-desk.ts';
import { decideNow } from '../../../cloud/rollout/rollout-desk.ts';
import type { RolloutPlan } from '../../../cloud/rollout/rollout-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import type { RolloutState } from '../../../devices/contracts/rollout.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';
import { onEveryEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const terms = {
  ...{ percents: [100], successShare: 1, errorShare: 0.2, openShare: 0.3, silentAfterS: 60, healthS: 5 },
};

async function begin({ rollouts }: CloudStore, count: number, change: Partial<RolloutPlan> = {}): Promise<string> {
  const manifest = manifestOf(Buffer.from('bytes'));
  const release = { id: 'release', manifest, signed: signAll(manifest, [makeSigner('a')]) };
  await rollouts.addRelease({ ...release, fileName: 'x.bin', by: 'a', atMs: nowMs });
  await rollouts.setStored('release', { sha1: 's', md5: 'm' });
  const id = randomUUID();
  const plan = { ...{ id, title: 't', release: 'release', terms, preparedBy: 'a', sign: 'a', atMs: nowMs }, ...change };
  const places = Array.from({ length: count }, (_, order) => ({
    gateway: `gw-${order}`,
    site: `s-${order}`,
    group: 0,
    order,
  }));
  const standing = { phase: 'prepared', why: null, forgiven: [0], passed: 0 } as const;
  const act = { by: 'a', atMs: nowMs, deed: 'rollout.prepare', subject: id };
  await rollouts.addRollout({ plan, standing, kind: 'gateway', name: 'gateway' }, places, act);
  return id;
}

const approve = ({ rollouts }: CloudStore, id: string) =>
  rollouts.decide(id, (row, tallies) => decideAct('approve', 'b', row, tallies), nowMs, {
    ...{ by: 'b', atMs: nowMs, deed: 'rollout.approve', subject: id },
  });
const take = ({ rollouts }: CloudStore, gateway: string) => rollouts.take(gateway, roomNow(nowMs), randomUUID, nowMs);
const tell = ({ rollouts }: CloudStore, gateway: string, attempt: string, step: number, state: RolloutState) =>
  rollouts.hear(gateway, { attempt, step, state, atMs: nowMs }, decideNow(nowMs), nowMs);

onEveryEngine((engine) => {
  test('gateways that come at once, to whichever process, take no more places than there are', async () => {
    const place = await engine.place();
    const stores = [await engine.open(place), await engine.open(place)] as const;
    const id = await begin(stores[0], 10);
    expect(await take(stores[0], 'gw-1')).toEqual([]);
    await approve(stores[0], id);
    const taken = await Promise.all(Array.from({ length: 10 }, (_, index) => take(stores[index % 2]!, `gw-${index}`)));
    expect(taken.flat()).toHaveLength(3);
    expect(await stores[1].rollouts.tallies(id)).toMatchObject([{ size: 10, waiting: 7, open: 3 }]);
    // whoever asks again has the same try
    const [mine] = taken.flat();
    expect(await take(stores[1], mine!.gateway)).toMatchObject([{ attempt: mine!.attempt, tries: 1 }]);
  });

  test('a report counts once; too many bad ends halt it and call off what has not switched', async () => {
    const store = await engine.open(await engine.place());
    const id = await begin(store, 10, { terms: { ...terms, openShare: 0.6 } });
    await approve(store, id);
    const taken = (await Promise.all(Array.from({ length: 6 }, (_, index) => take(store, `gw-${index}`)))).flat();
    const attemptOf = (index: number) => taken[index]!.attempt!;
    const nameOf = (index: number) => taken[index]!.gateway;
    expect(await tell(store, 'gw-9', attemptOf(0), 1, 'downloading')).toBeUndefined();
    await tell(store, nameOf(5), attemptOf(5), 1, 'switching');
    for (const index of [0, 1, 2]) {
      expect(await tell(store, nameOf(index), attemptOf(index), 2, 'failed')).toMatchObject({ ended: true });
      expect(await tell(store, nameOf(index), attemptOf(index), 2, 'failed')).toMatchObject({ ended: false });
    }
    expect((await store.rollouts.rollout(id))?.standing).toMatchObject({ phase: 'halted', why: 'errors' });
    expect((await store.rollouts.calledOff(id)).sort()).toEqual([nameOf(3), nameOf(4)].sort());
    expect(await take(store, nameOf(3))).toEqual([]);
    // amid the switch there is no stopping
    expect(await take(store, nameOf(5))).toHaveLength(1);
    await tell(store, nameOf(5), attemptOf(5), 2, 'committed');
    expect(await store.rollouts.tallies(id)).toMatchObject([{ bad: 3, committed: 1, open: 2 }]);
    expect((await store.rollouts.rolloutActs(id)).map(({ deed, by }) => `${deed} ${by}`)).toEqual([
      'rollout.halted cloud',
      'rollout.approve b',
      'rollout.prepare a',
    ]);
  });

  test('of firmware each gateway shows how many of its devices have it, and a new try begins at nothing', async () => {
    const store = await engine.open(await engine.place());
    const id = await begin(store, 10);
    await approve(store, id);
    const [mine] = await take(store, 'gw-4');
    const attempt = mine!.attempt!;
    const hear = (step: number, state: RolloutState, more: object = {}) =>
      store.rollouts.hear('gw-4', { attempt, step, state, atMs: nowMs, ...more }, decideNow(nowMs), nowMs);
    const devices = async () => (await store.rollouts.placesOf('gw-4'))[0]?.devices;
    expect(await devices()).toBeNull();
    await hear(1, 'switching', { devicesDone: 1, devicesTotal: 4, device: { id: 'gate-1', state: 'committed' } });
    expect(await devices()).toEqual({ done: 1, total: 4 });
    await hear(2, 'failed', { problem: 'unhealthy' });
    expect(await devices()).toEqual({ done: 1, total: 4 });
    await store.rollouts.decide(id, (row, tallies) => decideAct('retry', 'b', row, tallies), nowMs);
    await take(store, 'gw-4');
    expect(await devices()).toBeNull();
  });

  test('a gateway that told all its devices is known to have none of a kind; one that told nothing is not', async () => {
    const { deviceLists } = await engine.open(await engine.place());
    const standing = { standing: 'approved', revision: 0, state: 'online', sinceMs: nowMs, ring: 3 } as const;
    const device = { ...standing, id: 'd-1', name: { zh: '"kind":"lift"', en: '"kind":"lift"' } };
    const keep = (gateway: string, kind: 'smoke' | 'lift', omitted = 0) =>
      deviceLists.keep({
        ...{ gateway, receivedMs: nowMs },
        list: { etag: '0123456789abcdef', atMs: nowMs, omitted, devices: [{ ...device, kind }] },
      });
    await keep('gw-smoke', 'smoke');
    await keep('gw-lift', 'lift');
    await keep('gw-huge', 'smoke', 12);
    expect(await deviceLists.without('lift')).toEqual(['gw-smoke']);
    expect((await deviceLists.without('barrier')).sort()).toEqual(['gw-lift', 'gw-smoke']);
  });

  test('whoever falls silent counts as lost, until it says that it has it', async () => {
    const store = await engine.open(await engine.place());
    const id = await begin(store, 10);
    await approve(store, id);
    const [mine] = await take(store, 'gw-4');
    expect(await store.rollouts.markSilent(id, nowMs)).toBe(0);
    expect(await store.rollouts.markSilent(id, nowMs + 1)).toBe(1);
    expect(await store.rollouts.tallies(id)).toMatchObject([{ bad: 1, open: 0 }]);
    await tell(store, 'gw-4', mine!.attempt!, 5, 'committed');
    expect(await store.rollouts.tallies(id)).toMatchObject([{ bad: 0, committed: 1 }]);
  });

  test('those that wait are asked in turn, so that one that is away keeps nobody waiting', async () => {
    const store = await engine.open(await engine.place());
    const id = await begin(store, 4);
    const asked = [];
    for (const turn of [1, 2, 3]) asked.push(await store.rollouts.askNext(id, 1, 2, nowMs + turn));
    expect(asked.map((each) => each.sort())).toEqual([
      ['gw-0', 'gw-1'],
      ['gw-2', 'gw-3'],
      ['gw-0', 'gw-1'],
    ]);
  });

  test('devices with a client of their own are kept with what they say of themselves', async () => {
    const { rollouts } = await engine.open(await engine.place());
    const target = { id: 'board-1', site: null, tokenHash: 'h', by: 'a', atMs: nowMs };
    expect([await rollouts.addDdiTarget(target), await rollouts.addDdiTarget(target)]).toEqual([true, false]);
    await rollouts.setDdiAttributes('board-1', { hw: '2' });
    await rollouts.ddiPolled('board-1', nowMs);
    expect(await rollouts.ddiTarget('board-1')).toMatchObject({
      tokenHash: 'h',
      polledMs: nowMs,
      attributes: { hw: '2' },
    });
    expect([await rollouts.removeDdiTarget('board-1'), await rollouts.ddiTargets()]).toEqual([true, []]);
  });
});
