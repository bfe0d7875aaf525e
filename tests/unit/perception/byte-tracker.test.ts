import { expect, test } from 'vitest';
import type { ObjectClass } from '../../../devices/contracts/camera-scene.ts';
import { createByteTracker } from '../../../gateway/perception/objects/byte-tracker.ts';
import type { DetectedObject } from '../../../gateway/perception/objects/object-detector.ts';

/** A person of 50 × 140 pixels with his left upper corner at x, y. */
const seen = (x: number, y = 100, score = 0.8, kind: ObjectClass = 'person'): DetectedObject => ({
  class: kind,
  score,
  box: { x, y, width: 50, height: 140 },
});

function follow(looks: DetectedObject[][], everyMs: number) {
  let names = 0;
  const tracker = createByteTracker(() => `t${++names}`);
  return {
    tracker,
    looks: looks.map((found, n) => tracker.look(found, 1000 + n * everyMs)),
    endMs: 1000 + (looks.length - 1) * everyMs,
  };
}
const range = (count: number) => Array.from({ length: count }, (_, n) => n);

test.each([200, 500])('two people who cross keep their names, at a look every %i ms', (everyMs) => {
  const speed = 0.12 * everyMs;
  // One walks right, the other left, a little nearer to the camera; where they meet the nearer one hides the other.
  const steps = range(Math.round(900 / speed));
  const looks = steps.map((n) => {
    const [a, b] = [100 + n * speed, 900 - n * speed];
    return Math.abs(a - b) < 25 ? [seen(b, 115)] : [seen(a), seen(b, 115)];
  });
  const result = follow(looks, everyMs).looks;
  const first = result[1]!.toSorted((a, b) => a.box.x - b.box.x).map(({ id }) => id);
  const last = result
    .at(-1)!
    .toSorted((a, b) => a.box.x - b.box.x)
    .map(({ id }) => id);
  expect(last).toEqual(first.toReversed());
});

test('somebody who runs past, further than his own width from look to look, is one person', () => {
  const { looks } = follow(
    range(8).map((n) => [seen(50 + n * 150)]),
    400,
  );
  expect(new Set(looks.flat().map(({ id }) => id))).toEqual(new Set(['t1']));
  expect(looks.slice(1).every((objects) => objects.length === 1)).toBe(true);
});

test('a weak detection goes on with a track and begins none', () => {
  const { looks } = follow(
    [[seen(100)], [seen(102)], [seen(104, 100, 0.2), seen(600, 100, 0.2)], [seen(106, 100, 0.15), seen(600, 100, 0.2)]],
    200,
  );
  expect(looks.map((objects) => objects.map(({ id }) => id))).toEqual([[], ['t1'], ['t1'], ['t1']]);
});

test('one look is nobody yet', () => {
  expect(follow([[seen(100)], [], [seen(700)], []], 200).looks.flat()).toEqual([]);
});

test('somebody who is hidden for a second and a half comes back under his name; after ten seconds he is somebody new', () => {
  const walk = (from: number, count: number) => range(count).map((n) => [seen(100 + (from + n) * 12)]);
  const short = follow([...walk(0, 10), ...range(7).map(() => []), ...walk(17, 5)], 200).looks;
  expect(new Set(short.flat().map(({ id }) => id))).toEqual(new Set(['t1']));
  const long = follow([...walk(0, 10), ...range(50).map(() => []), ...walk(17, 5)], 200).looks;
  expect(new Set(long.flat().map(({ id }) => id))).toEqual(new Set(['t1', 't2']));
});

test('a parked car that a lorry hides for fifteen seconds is the same car', () => {
  const parked = range(40).map(() => [seen(300, 200, 0.7, 'car')]);
  const { looks } = follow([...parked, ...range(75).map(() => []), ...parked], 200);
  expect(new Set(looks.flat().map(({ id }) => id))).toEqual(new Set(['t1']));
});

test('a car that is taken for a lorry now and then is one thing, and stays a car', () => {
  const { looks } = follow(
    range(20).map((n) => {
      const car = seen(300 + n, 200, 0.7, 'car');
      const lorry = seen(302 + n, 202, 0.75, 'truck');
      return n % 3 === 2 ? [car, lorry] : [car];
    }),
    200,
  );
  expect(new Set(looks.flat().map(({ id }) => id))).toEqual(new Set(['t1']));
  expect(new Set(looks.flat().map((object) => object.class))).toEqual(new Set(['car']));
});

test('a rider and his motorcycle are two things though their boxes lie on each other', () => {
  const { looks } = follow(
    range(5).map((n) => [seen(100 + n * 20), seen(102 + n * 20, 105, 0.7, 'motorcycle')]),
    200,
  );
  expect(
    looks
      .at(-1)!
      .map((object) => object.class)
      .toSorted(),
  ).toEqual(['motorcycle', 'person']);
});

test('what stands is told from what moves, so that a parked car costs few looks', () => {
  const still = follow(
    range(30).map((n) => [seen(300 + (n % 3), 200, 0.7, 'car')]),
    200,
  );
  expect(still.tracker.liveliness(still.endMs)).toBe('still');
  still.tracker.look([], still.endMs + 200);
  expect(still.tracker.liveliness(still.endMs + 200)).toBe('lively');
  const moving = follow(
    range(30).map((n) => [seen(100 + 20 * n)]),
    200,
  );
  expect(moving.tracker.liveliness(moving.endMs)).toBe('lively');
  expect(follow([[]], 200).tracker.liveliness(1000)).toBe('empty');
});

test('slow looks lose nobody: a car seen every five seconds, missed in every third look', () => {
  const { looks } = follow(
    range(30).map((n) => (n % 3 === 2 && n > 3 ? [] : [seen(300, 200, 0.6, 'car')])),
    5000,
  );
  expect(new Set(looks.flat().map(({ id }) => id))).toEqual(new Set(['t1']));
});
