import { expect, onTestFinished, test, vi } from 'vitest';
import { createRetentionPolicy, dueBefore } from '../../../cloud/retention/retention-policy.ts';
import type { RetentionStore, SweptKind } from '../../../cloud/retention/retention-store.ts';
import { createRetentionSweeper } from '../../../cloud/retention/retention-sweeper.ts';
import { retentionKinds, retentionTerms } from '../../../cloud/retention/retention-terms.ts';

const nowMs = 1_790_000_000_000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const nothing = { taken: [], oldest: {}, more: false, days: [] };

test('a tenant’s own days count for its gateways, the file’s for all others, and the usual ones where nobody says any', () => {
  const policy = createRetentionPolicy({
    days: { event: 100, claim: 200 },
    tenants: [{ tenant: 'a', days: { event: 40 } }],
  });
  expect(policy.days('event', 'a')).toBe(40);
  expect(policy.days('event', 'b')).toBe(100);
  expect(policy.days('claim')).toBe(200);
  expect(policy.days('alarm', 'a')).toBe(retentionTerms.alarm.days);
  expect(dueBefore(policy, nowMs, 'a')).toMatchObject({ event: nowMs - 40 * dayMs, claim: nowMs - 200 * dayMs });
  expect(() => createRetentionPolicy({ tenants: [1, 2].map(() => ({ tenant: 'a', days: {} })) })).toThrow('a twice');
});

test('each usual term lies within its bounds', () => {
  for (const kind of retentionKinds) {
    const { days, least, most } = retentionTerms[kind];
    expect(least).toBeLessThanOrEqual(days);
    expect(days).toBeLessThanOrEqual(most);
  }
});

/** A store of two gateways that remembers what it was asked, and a clock that is moved by hand. */
function createRoom({
  lastMs = 0,
  heardMs = 0,
  onSlice = () => {},
}: {
  lastMs?: number;
  heardMs?: number;
  onSlice?: () => unknown;
} = {}) {
  const asked: [gateway: string, eventBeforeMs: number][] = [];
  let kinds: SweptKind[] =
    lastMs === 0 ? [] : [{ kind: 'event', sweptMs: lastMs, deleted: 0, upToMs: null, oldestMs: null }];
  const store: RetentionStore = {
    alone: (work) => work(),
    begin: async () => ({ gateways: ['gw-1', 'gw-2'], below: 9 }),
    async sweepGateway({ gateway, site, before }) {
      expect(site).toBe(`at-${gateway}`);
      asked.push([gateway, before.event]);
      await onSlice();
      return {
        ...nothing,
        taken: [{ kind: 'event', count: 2 }],
        more: asked.length % 2 === 1,
        oldest: { event: nowMs },
      };
    },
    sweepRest: async () => nothing,
    async end(oldest, sweptMs) {
      kinds = [{ kind: 'event', sweptMs, deleted: 8, upToMs: null, oldestMs: oldest.event ?? null }];
      return kinds;
    },
    kinds: async () => kinds,
    orders: async () => [],
    addOrder: async () => {},
    endOrder: async () => {},
    giveBack: async () => {},
    lastHeardMs: async () => 0,
  };
  const time = { wallMs: nowMs, monotonicMs: 5000 };
  let counted = 0;
  const sweeper = createRetentionSweeper({
    ...{ store, policy: createRetentionPolicy({ tenants: [{ tenant: 'a', days: { event: 30 } }] }), log: silent },
    siteOf: (gateway) => `at-${gateway}`,
    heardMs,
    tenantOf: (gateway) => (gateway === 'gw-2' ? 'a' : undefined),
    metrics: {
      swept(_kind, count) {
        counted += count;
      },
    },
    clock: { wallMs: () => time.wallMs, monotonicMs: () => time.monotonicMs },
  });
  const pass = (ms: number) => {
    time.wallMs += ms;
    time.monotonicMs += ms;
  };
  return { sweeper, asked, kinds: () => kinds, time, pass, counted: () => counted };
}

test('once a day each gateway is swept to its end, by the days of its tenant', async () => {
  const { sweeper, asked, pass, counted, kinds } = createRoom();
  expect(await sweeper.sweep()).toBe(true);
  const [usual, own] = [nowMs - retentionTerms.event.days * dayMs, nowMs - 30 * dayMs];
  expect(asked).toEqual([...[1, 2].map(() => ['gw-1', usual]), ...[1, 2].map(() => ['gw-2', own])]);
  expect(counted()).toBe(8);
  expect(kinds()).toMatchObject([{ oldestMs: nowMs }]);
  pass(22 * hourMs);
  expect(await sweeper.sweep()).toBe(false);
  pass(2 * hourMs);
  expect(await sweeper.sweep()).toBe(true);
  expect(asked).toHaveLength(8);
});

test('a clock that jumps ahead makes nothing old until it has gone on for a day', async () => {
  const { sweeper, asked, time, pass } = createRoom({ lastMs: nowMs - hourMs });
  expect(await sweeper.sweep()).toBe(false);
  time.wallMs += 3000 * dayMs;
  expect(await sweeper.sweep()).toBe(false);
  pass(23 * hourMs);
  expect(await sweeper.sweep()).toBe(false);
  expect(asked).toEqual([]);
  pass(hourMs);
  expect(await sweeper.sweep()).toBe(true);
});

test.each([
  ['a sweep', { lastMs: nowMs - 50 * dayMs }],
  ['a word of a gateway, before the first sweep', { heardMs: nowMs - 50 * dayMs }],
])('after months without %s the clock is heard for a day, too', async (_what, before) => {
  const { sweeper, pass } = createRoom(before);
  expect(await sweeper.sweep()).toBe(false);
  pass(dayMs);
  expect(await sweeper.sweep()).toBe(true);
});

test('who is told to stop ends after the slice at hand, and the next sweep begins anew', async () => {
  const room: ReturnType<typeof createRoom> = createRoom({ onSlice: () => void room.sweeper.close() });
  expect(await room.sweeper.sweep()).toBe(false);
  expect(room.asked).toHaveLength(1);
  expect(room.kinds()).toEqual([]);
});

test('from its start on it looks every ten minutes whether it is time; its end waits for the slice at hand', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [held, { promise, resolve }] = [{ slice: Promise.resolve() }, Promise.withResolvers<void>()];
  const { sweeper, asked, kinds, pass, counted } = createRoom({ onSlice: () => held.slice });
  sweeper.start();
  vi.advanceTimersByTime(600_000);
  await expect.poll(kinds).toMatchObject([{ sweptMs: nowMs }]);
  pass(24 * hourMs);
  held.slice = promise;
  vi.advanceTimersByTime(600_000);
  await expect.poll(() => asked.length).toBe(5);
  const closed = sweeper.close();
  expect(vi.getTimerCount()).toBe(0);
  resolve();
  await closed;
  expect([asked.length, counted()]).toEqual([5, 10]);
  expect(kinds()).toMatchObject([{ sweptMs: nowMs }]);
});
