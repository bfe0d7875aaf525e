import { expect, test } from 'vitest';
import type { DetectedObject } from '../../../gateway/perception/objects/object-detector.ts';
import { choosePart, mergeLooks } from '../../../gateway/perception/objects/object-search.ts';

const picture = { width: 1280, height: 720 };
const near = { x: 300, y: 200, width: 150, height: 400 };
const far = (x: number, y = 100) => ({ x, y, width: 30, height: 80 });
const person = (box: DetectedObject['box'], score: number): DetectedObject => ({ class: 'person', score, box });

test('somebody who is near is seen well enough in the whole picture', () => {
  expect(choosePart(picture, { moving: [], followed: [near] }, 0)).toBeUndefined();
  expect(choosePart(picture, { moving: [], followed: [] }, 0)).toBeUndefined();
});

test('somebody far away is looked at closer, also where only a movement tells of him', () => {
  const followed = choosePart(picture, { moving: [], followed: [far(600)] }, 0)!;
  const moving = choosePart(
    picture,
    { moving: [{ x: 600 / 1280, y: 100 / 720, width: 30 / 1280, height: 80 / 720 }], followed: [] },
    0,
  );
  expect(moving).toEqual(followed);
  expect(followed.width).toBeLessThanOrEqual(picture.width / 2);
  expect(followed.x).toBeLessThan(600);
  expect(followed.x + followed.width).toBeGreaterThan(630);
});

test('a part never leaves the picture', () => {
  for (const [x, y] of [
    [0, 0],
    [1250, 640],
    [0, 640],
  ] as const) {
    const part = choosePart(picture, { moving: [], followed: [far(x, y)] }, 0)!;
    expect(part.x).toBeGreaterThanOrEqual(0);
    expect(part.y).toBeGreaterThanOrEqual(0);
    expect(part.x + part.width).toBeLessThanOrEqual(picture.width);
    expect(part.y + part.height).toBeLessThanOrEqual(picture.height);
  }
});

test('two who stand together are one part; two far apart take turns', () => {
  const together = { moving: [], followed: [far(600), far(660)] };
  expect(choosePart(picture, together, 0)).toEqual(choosePart(picture, together, 1));
  const apart = { moving: [], followed: [far(100), far(1100)] };
  const [first, second] = [choosePart(picture, apart, 0)!, choosePart(picture, apart, 1)!];
  expect([first.x < 200, second.x < 200].toSorted()).toEqual([false, true]);
});

test('a small picture has nothing to look at closer', () => {
  expect(choosePart({ width: 640, height: 360 }, { moving: [], followed: [far(100)] }, 0)).toBeUndefined();
});

test('what both looks show is one thing, with the better box; what a part cuts off is not measured by it', () => {
  const part = { x: 400, y: 0, width: 512, height: 288 };
  const whole = [person(far(600), 0.2), person({ x: 390, y: 100, width: 60, height: 160 }, 0.6)];
  const closer = [
    person({ x: 601, y: 101, width: 31, height: 80 }, 0.7),
    person({ x: 400, y: 100, width: 50, height: 160 }, 0.9),
    person(far(800), 0.5),
  ];
  const merged = mergeLooks(whole, closer, part, picture);
  expect(merged.map(({ score }) => score)).toEqual([0.7, 0.6, 0.5]);
});

test('at the picture’s own edge nothing is cut off', () => {
  const part = { x: 0, y: 432, width: 512, height: 288 };
  const atEdge = person({ x: 0, y: 640, width: 30, height: 80 }, 0.6);
  expect(mergeLooks([], [atEdge], part, picture)).toEqual([atEdge]);
});
