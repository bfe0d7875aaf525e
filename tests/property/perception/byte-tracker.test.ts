import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectClasses } from '../../../devices/contracts/camera-scene.ts';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';
import { intersectionOverUnion } from '../../../gateway/perception/analysis/box-tracks.ts';
import { assignPairs } from '../../../gateway/perception/objects/assign-pairs.ts';
import { createByteTracker, defaultTrackerPolicy } from '../../../gateway/perception/objects/byte-tracker.ts';
import type { DetectedObject } from '../../../gateway/perception/objects/object-detector.ts';
import { createCrowd } from '../../fixtures/walking-crowd.ts';

function createTracker() {
  let names = 0;
  return createByteTracker(() => `t${++names}`);
}

/** People who each keep to their own part of the yard, as a detector sees them that misses one in five. */
function playApart(seed: number, people: number, fps: number, seconds: number) {
  const random = createSeededRandom(seed).next;
  const normal = () => random() + random() + random() - 1.5;
  const walkers = Array.from({ length: people }, (_, n) => ({ x: 0, y: 0, vx: 0, vy: 0, lane: n }));
  const tracker = createTracker();
  const names: Map<string, number>[] = walkers.map(() => new Map());
  let atMs = 0;
  for (let n = 0; n < seconds * fps; n++) {
    const elapsedS = (0.75 + 0.5 * random()) / fps;
    atMs += elapsedS * 1000;
    const boxes = walkers.map((walker) => {
      walker.vx = 0.8 * walker.vx + 50 * normal();
      walker.vy = 0.8 * walker.vy + 15 * normal();
      walker.x = Math.min(90, Math.max(-90, walker.x + walker.vx * elapsedS));
      walker.y = Math.min(60, Math.max(-60, walker.y + walker.vy * elapsedS));
      const jitter = () => 4 * normal();
      return {
        x: 150 + 300 * (walker.lane % 4) + walker.x + jitter(),
        y: 120 + 300 * Math.floor(walker.lane / 4) + walker.y + jitter(),
        width: 50 + jitter(),
        height: 140 + jitter(),
      };
    });
    const detections = boxes.flatMap((box): DetectedObject[] => {
      const luck = random();
      if (n > 1 && luck < 0.1) return [];
      return [{ class: 'person', score: n > 1 && luck < 0.25 ? 0.15 + 0.25 * random() : 0.55 + 0.4 * random(), box }];
    });
    for (const { id, box } of tracker.look(detections, atMs)) {
      const best = boxes
        .map((truth, walker) => ({ walker, overlap: intersectionOverUnion(truth, box) }))
        .reduce((a, b) => (b.overlap > a.overlap ? b : a));
      const known = names[best.walker]!;
      known.set(id, (known.get(id) ?? 0) + 1);
    }
  }
  return names;
}

describe('people who keep apart', () => {
  test('keep one name each for a minute at 5 looks a second, with weak and missed detections', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 8 }), (seed, people) => {
        const names = playApart(seed, people, 5, 60);
        const all = names.flatMap((known) => [...known.keys()]);
        expect(all).toHaveLength(people);
        expect(new Set(all).size).toBe(people);
      }),
      { numRuns: 25 },
    );
  });

  test('at 2 looks a second, where a turn can go unseen, hardly ever get a second name', () => {
    const crowds = Array.from({ length: 40 }, (_, seed) => playApart(seed, 8, 2, 60));
    const names = crowds.flat().reduce((sum, known) => sum + known.size, 0);
    // Of 3,200 people a minute each, three got another: 1 in 1,000. Of these 320, at most three.
    expect(names).toBeLessThanOrEqual(320 + 3);
  });
});

const box = fc.record({
  x: fc.integer({ min: -50, max: 1280 }),
  y: fc.integer({ min: -50, max: 720 }),
  width: fc.integer({ min: 1, max: 600 }),
  height: fc.integer({ min: 1, max: 600 }),
});
const detection = fc.record({
  class: fc.constantFrom(...objectClasses),
  score: fc.double({ min: 0.1, max: 1, noNaN: true }),
  box,
});
const looks = fc.array(
  fc.record({ elapsedMs: fc.integer({ min: 0, max: 8000 }), found: fc.array(detection, { maxLength: 100 }) }),
  { minLength: 1, maxLength: 25 },
);

test('whatever a detector says, no thing has two names, no name is used again, and there are never too many', () => {
  fc.assert(
    fc.property(looks, (sequence) => {
      const tracker = createTracker();
      const lastSeen = new Map<string, number>();
      let atMs = 0;
      for (const { elapsedMs, found } of sequence) {
        atMs += elapsedMs;
        const followed = tracker.look(found, atMs);
        expect(followed.length).toBeLessThanOrEqual(Math.min(found.length, defaultTrackerPolicy.maxTracks));
        expect(new Set(followed.map(({ id }) => id)).size).toBe(followed.length);
        for (const { id, box, looks } of followed) {
          expect([box.x, box.y, box.width, box.height].every(Number.isFinite)).toBe(true);
          expect(looks).toBeGreaterThan(lastSeen.get(id) ?? 1);
          lastSeen.set(id, looks);
        }
      }
      tracker.clear();
      expect(tracker.liveliness(atMs)).toBe('empty');
      const again = { class: 'person' as const, score: 0.9, box: { x: 10, y: 10, width: 40, height: 100 } };
      tracker.look([again], atMs + 100);
      for (const { id } of tracker.look([again], atMs + 200)) expect(lastSeen.has(id)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

test('a crowd in which people hide each other: no two names for one box, and few new names', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const crowd = createCrowd({ seed, people: 8, fps: 5, missed: 0.1 });
      const tracker = createTracker();
      const names = new Set<string>();
      for (let n = 0; n < 300; n++) {
        const { detections, atMs } = crowd.look();
        const followed = tracker.look(detections, atMs);
        for (const { id } of followed) names.add(id);
        for (const [index, one] of followed.entries()) {
          for (const other of followed.slice(index + 1)) {
            expect(intersectionOverUnion(one.box, other.box)).toBeLessThan(0.97);
          }
        }
      }
      expect(names.size).toBeLessThan(8 * 8);
    }),
    { numRuns: 15 },
  );
});

test('pairs are the cheapest there are, each row and column once', () => {
  const cell = fc.integer({ min: -3, max: 14 }).map((value) => value / 10);
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
  const cheapest = (costs: number[][], row = 0, used = new Set<number>()): number => {
    if (row === costs.length) return 0;
    const without = cheapest(costs, row + 1, used);
    const withOne = costs[row]!.flatMap((cost, column) =>
      cost < 1 && !used.has(column) ? [cost - 1 + cheapest(costs, row + 1, new Set([...used, column]))] : [],
    );
    return Math.min(without, ...withOne);
  };
  fc.assert(
    fc.property(matrix, (costs) => {
      const pairs = assignPairs(costs.length, costs[0]!.length, (row, column) => costs[row]![column]!, 1);
      const total = pairs.reduce((sum, { row, column }) => sum + costs[row]![column]! - 1, 0);
      expect(total).toBeCloseTo(cheapest(costs), 9);
      expect(new Set(pairs.map(({ row }) => row)).size).toBe(pairs.length);
      expect(new Set(pairs.map(({ column }) => column)).size).toBe(pairs.length);
    }),
  );
});
