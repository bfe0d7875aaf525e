import { expect, onTestFinished, test, vi } from 'vitest';
import { Fault } from '../../../cloud/fault.ts';
import { createCommitQueue } from '../../../cloud/intake/commit-queue.ts';
import type { IntakeStore, ReadBatch, Work, WorkResult } from '../../../cloud/store/store.ts';

const batch = (gateway: string, events = 1): Work => ({
  kind: 'batch',
  batch: {
    gateway,
    epoch: 'epoch0001',
    lane: 'event',
    first: 1,
    events: Array(events).fill({ kind: 'misfit' }),
  } as ReadBatch,
});
const gatewayOf = (work: Work) => (work.kind === 'batch' ? work.batch.gateway : work.status.gateway);
const resultOf = (work: Work) => ({ gateway: gatewayOf(work), acked: 1 }) as WorkResult;

/** A store whose disk fails, or on which one gateway's work is at fault. */
function faultyStore(problem: { disk?: boolean; gateway?: string }) {
  const groups: string[][] = [];
  const store: IntakeStore = {
    async commit(works) {
      groups.push(works.map(gatewayOf));
      if (problem.disk) throw new Fault('store-unavailable', 'the disk is full', { retryAfterS: 5 });
      if (works.some((work) => gatewayOf(work) === problem.gateway)) throw new Error('a row is at fault');
      return works.map(resultOf);
    },
  };
  return { store, groups };
}

test('gateways that speak at the same time share one write to the disk', async () => {
  const { store, groups } = faultyStore({});
  const queue = createCommitQueue(store, () => 0);
  const results = await Promise.all(['gw-1', 'gw-2', 'gw-3'].map((gateway) => queue.submit(batch(gateway))));
  expect(results.map(({ gateway }) => gateway)).toEqual(['gw-1', 'gw-2', 'gw-3']);
  expect(groups).toEqual([['gw-1', 'gw-2', 'gw-3']]);
});

test("one gateway's trouble is not everybody's", async () => {
  const { store } = faultyStore({ gateway: 'gw-2' });
  const queue = createCommitQueue(store, () => 0);
  const results = await Promise.allSettled(['gw-1', 'gw-2', 'gw-3'].map((gateway) => queue.submit(batch(gateway))));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('when the disk is full everybody is told at once, without trying one by one', async () => {
  const { store, groups } = faultyStore({ disk: true });
  const queue = createCommitQueue(store, () => 0);
  const results = await Promise.allSettled(['gw-1', 'gw-2'].map((gateway) => queue.submit(batch(gateway))));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(groups).toHaveLength(1);
});

test('what cannot wait any more is told to come back, and nothing that waits is forgotten', async () => {
  const { store } = faultyStore({});
  const queue = createCommitQueue(store, () => 0);
  const results = await Promise.allSettled(Array.from({ length: 100 }, () => queue.submit(batch('gw-1', 500))));
  const refused = results.filter((result) => result.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'cloud-busy', retryAfterS: 2 });
  expect(results.length - refused.length).toBeGreaterThanOrEqual(40);
  expect(await queue.submit(batch('gw-1'))).toMatchObject({ acked: 1 });
});

test('nobody begins to wait behind what has waited for longer than a gateway does', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const { store } = faultyStore({});
  const commits: (() => void)[] = [];
  const slow: IntakeStore = {
    commit: async (works, nowMs) => {
      await new Promise<void>((resolve) => commits.push(resolve));
      return store.commit(works, nowMs);
    },
  };
  const queue = createCommitQueue(slow, () => 0);
  const taken = [queue.submit(batch('gw-1'))];
  await expect.poll(() => commits.length).toBe(1);
  taken.push(queue.submit(batch('gw-2')));
  vi.advanceTimersByTime(1900);
  taken.push(queue.submit(batch('gw-3')));
  vi.advanceTimersByTime(200);
  await expect(queue.submit(batch('gw-4'))).rejects.toMatchObject({ code: 'cloud-busy', retryAfterS: 2 });
  commits[0]!();
  await expect.poll(() => commits.length).toBe(2);
  commits[1]!();
  expect((await Promise.all(taken)).map(({ gateway }) => gateway)).toEqual(['gw-1', 'gw-2', 'gw-3']);
});
