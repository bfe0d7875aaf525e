import { expect, test } from 'vitest';
import { objectClasses } from '../../../devices/contracts/camera-scene.ts';
import { type ObjectLevel, objectNames, readObjectBoxes } from '../../../models/object-boxes.ts';

const planes = 80 + 4 * 11;

/** Outputs for a picture of 64×32 pixels in which nothing is seen. */
function emptyLevels(): ObjectLevel[] {
  return [8, 16, 32].map((stride) => {
    const [width, height] = [64 / stride, 32 / stride];
    const data = new Float32Array(planes * width * height).fill(-9);
    return { stride, width, height, data };
  });
}

/** Lets one cell see an object of a class whose sides are these many strides away. */
function show(level: ObjectLevel, cell: number, plane: number, logit: number, sides: readonly number[]): void {
  const cells = level.width * level.height;
  level.data[plane * cells + cell] = logit;
  for (const [side, distance] of sides.entries()) {
    // Half a stride is told by two neighbouring bins that weigh the same.
    for (const bin of [Math.floor(distance), Math.ceil(distance)]) {
      level.data[(80 + side * 11 + bin) * cells + cell] = 30;
    }
  }
}

test('what ring 2 tells apart is what the rules of a camera speak of', () => {
  expect(objectNames.toSorted()).toEqual([...objectClasses].toSorted());
});

test('a person is where the cell and the distances of the sides say', () => {
  const levels = emptyLevels();
  show(levels[0]!, 8 + 2, 0, 2, [1, 0.5, 1.5, 2]);
  expect(readObjectBoxes(levels, 0.1)).toEqual([
    {
      class: 'person',
      score: expect.closeTo(1 / (1 + Math.exp(-2)), 6),
      box: {
        x: expect.closeTo(20 - 8, 3),
        y: expect.closeTo(12 - 4, 3),
        width: expect.closeTo(20, 3),
        height: expect.closeTo(20, 3),
      },
    },
  ]);
});

test.each([
  ['person', 0],
  ['bicycle', 1],
  ['car', 2],
  ['motorcycle', 3],
  ['bus', 5],
  ['truck', 7],
  ['cat', 15],
  ['dog', 16],
])('a %s is called one', (name, plane) => {
  const levels = emptyLevels();
  show(levels[1]!, 3, plane, 1, [1, 1, 1, 1]);
  expect(readObjectBoxes(levels, 0.1)).toMatchObject([{ class: name }]);
});

test('an aeroplane or a traffic light is nothing that ring 2 asks about', () => {
  const levels = emptyLevels();
  for (const plane of [4, 6, 8, 9, 61, 79]) show(levels[1]!, 3, plane, 5, [1, 1, 1, 1]);
  expect(readObjectBoxes(levels, 0.1)).toEqual([]);
});

test('one person whom two cells see is counted once; a bicycle in the same place stays', () => {
  const levels = emptyLevels();
  show(levels[0]!, 9, 0, 1, [1, 1, 1, 1]);
  show(levels[0]!, 10, 0, 2, [2, 1, 0, 1]);
  show(levels[0]!, 10, 1, 0.5, [2, 1, 0, 1]);
  show(levels[0]!, 29, 0, 0, [1, 1, 1, 1]);
  const found = readObjectBoxes(levels, 0.1);
  expect(found.map((one) => one.class)).toEqual(['person', 'bicycle', 'person']);
  expect(found.map((one) => one.score)).toEqual(found.map((one) => one.score).toSorted((a, b) => b - a));
});

test('what is less likely than asked for is not told', () => {
  const levels = emptyLevels();
  show(levels[2]!, 1, 0, Math.log(0.2 / 0.8), [1, 1, 1, 1]);
  expect(readObjectBoxes(levels, 0.19)).toHaveLength(1);
  expect(readObjectBoxes(levels, 0.21)).toHaveLength(0);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'a model that returns %s sees nobody: it is an error',
  (value) => {
    const unsureWhat = emptyLevels();
    unsureWhat[0]!.data[3] = value;
    expect(() => readObjectBoxes(unsureWhat, 0.1)).toThrow(RangeError);
    const unsureWhere = emptyLevels();
    show(unsureWhere[1]!, 3, 0, 2, [1, 1, 1, 1]);
    const { data, width, height } = unsureWhere[1]!;
    for (let bin = 0; bin < 11; bin += 1) data[(80 + bin) * width * height + 3] = value;
    expect(() => readObjectBoxes(unsureWhere, 0.1)).toThrow(RangeError);
  },
);

test('an output of another size is an error', () => {
  const [first] = emptyLevels();
  expect(() => readObjectBoxes([{ ...first!, width: 7 }], 0.1)).toThrow(/wrong size/);
});

test('an output of noise is cut before every box is held against every other', () => {
  const [width, height] = [200, 200];
  const data = new Float32Array(planes * width * height).fill(3);
  expect(readObjectBoxes([{ stride: 8, width, height, data }], 0.1).length).toBeLessThanOrEqual(1000);
});
