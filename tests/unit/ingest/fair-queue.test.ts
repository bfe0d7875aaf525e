import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFairQueue } from '../../../gateway/ingest/fair-queue.ts';

test('a card is taken with the next that leave, however much one device has said before it', () => {
  const queue = createFairQueue<string>();
  for (let n = 0; n < 10_000; n += 1) queue.add('babbler', `b${n}`);
  queue.add('reader', 'card');
  expect(queue.take(4)).toEqual(['b0', 'b1', 'b2', 'card']);
  expect(queue.size).toBe(9997);
});

test('what many say leaves in turn, and nobody is passed over twice', () => {
  const queue = createFairQueue<string>();
  for (let n = 0; n < 3; n += 1) for (const sender of ['a', 'b', 'c', 'd']) queue.add(sender, `${sender}${n}`);
  const rounds = [queue.take(3), queue.take(3), queue.take(3), queue.take(3)];
  expect(rounds.flat().toSorted()).toEqual(
    ['a', 'b', 'c', 'd'].flatMap((sender) => [0, 1, 2].map((n) => `${sender}${n}`)),
  );
  for (const round of rounds) expect(new Set(round.map(([sender]) => sender)).size).toBe(3);
});

test('all that fits leaves in the order in which it came, and what one device said always does', () => {
  const said = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 });
  fc.assert(
    fc.property(said, fc.integer({ min: 1, max: 20 }), (senders, most) => {
      const queue = createFairQueue<{ sender: string; n: number }>();
      for (const [n, sender] of senders.entries()) queue.add(sender, { sender, n });
      const left: { sender: string; n: number }[] = [];
      while (queue.size > 0) {
        const [waiting, taken] = [queue.size, queue.take(most)];
        expect(taken).toHaveLength(Math.min(waiting, most));
        expect(taken.map(({ n }) => n)).toEqual(taken.map(({ n }) => n).toSorted((one, other) => one - other));
        left.push(...taken);
      }
      for (const own of Map.groupBy(left, ({ sender }) => sender).values())
        expect(own.map(({ n }) => n)).toEqual(own.map(({ n }) => n).toSorted((one, other) => one - other));
      expect(left).toHaveLength(senders.length);
    }),
  );
});
