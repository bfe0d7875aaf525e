import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCommitQueue } from '../../../gateway/ingest/commit-queue.ts';

/** Commits that end when the test says so. */
function openQueue() {
  const acknowledged: number[] = [];
  const problems: unknown[] = [];
  const queue = createCommitQueue((error) => problems.push(error));
  const under = new Map<number, { done(): void; failed(error: Error): void }>();
  const add = (number: number) =>
    queue.add({
      commit: () => new Promise((done, failed) => under.set(number, { done, failed })),
      acknowledge: () => acknowledged.push(number),
    });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { queue, add, under, acknowledged, problems, settled };
}

test('nothing is acknowledged before it is written down, and what came meanwhile is written together', async () => {
  const { add, under, acknowledged, settled } = openQueue();
  add(1);
  add(2);
  add(3);
  expect([...under.keys()]).toEqual([1]);
  expect(acknowledged).toEqual([]);
  under.get(1)!.done();
  await settled();
  expect(acknowledged).toEqual([1]);
  expect([...under.keys()]).toEqual([1, 2, 3]);
  under.get(3)!.done();
  await settled();
  expect(acknowledged).toEqual([1]);
  under.get(2)!.done();
  await settled();
  expect(acknowledged).toEqual([1, 2, 3]);
});

test('from the first that cannot be written on nothing is acknowledged, and it is told once', async () => {
  const { add, under, acknowledged, problems, settled } = openQueue();
  for (const number of [1, 2, 3, 4]) add(number);
  under.get(1)!.done();
  await settled();
  const full = new Error('disk full');
  under.get(2)!.done();
  under.get(3)!.failed(full);
  under.get(4)!.done();
  await settled();
  add(5);
  expect(acknowledged).toEqual([1, 2]);
  expect(problems).toEqual([full]);
  expect(under.has(5)).toBe(false);
});

test('a stopped queue acknowledges nothing more and waits for what is under way', async () => {
  const { queue, add, under, acknowledged } = openQueue();
  add(1);
  add(2);
  let isStopped = false;
  const stopped = queue.stop().then(() => {
    isStopped = true;
  });
  await Promise.resolve();
  expect(isStopped).toBe(false);
  under.get(1)!.done();
  await stopped;
  expect(acknowledged).toEqual([]);
  expect(under.has(2)).toBe(false);
});

test('whatever fails whenever, what is acknowledged is the beginning of what came, and all of it is written', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ fails: fc.boolean(), turns: fc.nat(3) }), { maxLength: 30 }),
      async (plan) => {
        const [written, acknowledged]: [Set<number>, number[]] = [new Set(), []];
        const queue = createCommitQueue(() => {});
        for (const [number, { fails, turns }] of plan.entries())
          queue.add({
            commit: async () => {
              for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
              if (fails) throw new Error('no');
              written.add(number);
            },
            acknowledge: () => acknowledged.push(number),
          });
        for (let round = 0; round < plan.length + 2; round += 1) await new Promise((resolve) => setImmediate(resolve));
        const firstLost = plan.findIndex(({ fails }) => fails);
        expect(acknowledged).toEqual([...plan.keys()].slice(0, firstLost < 0 ? plan.length : firstLost));
        expect(acknowledged.every((number) => written.has(number))).toBe(true);
      },
    ),
  );
});

test('whoever reads is held up while too much waits, and goes on when a commit has taken it, or when all is over', async () => {
  const { queue, add, under, settled } = openQueue();
  let read = 0;
  const readOn = () => queue.whenRoom(2, () => (read += 1));
  add(1);
  readOn();
  add(2);
  add(3);
  expect(read).toBe(1);
  readOn();
  expect(read).toBe(1);
  under.get(1)!.done();
  await settled();
  expect(read).toBe(2);
  add(4);
  add(5);
  readOn();
  expect(read).toBe(2);
  const stopped = queue.stop();
  expect(read).toBe(3);
  for (const number of [2, 3]) under.get(number)!.done();
  await stopped;
});
