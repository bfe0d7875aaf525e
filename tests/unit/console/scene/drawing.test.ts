import { expect, test } from 'vitest';
import type { CameraScene, Point } from '../../../../devices/contracts/camera-scene.ts';
import {
  addRule,
  addShape,
  completeNames,
  type Drawing,
  flipLine,
  insertPoint,
  movePoint,
  moveShape,
  pointsOf,
  removePoint,
  removeShape,
  renameShape,
  toDrawing,
  toScene,
} from '../../../../gateway/console/web/scene/drawing.ts';
import { arrowAcross, centreOf, isNear } from '../../../../gateway/console/web/scene/picture-geometry.ts';
import { offLine } from '../../../../gateway/watch/geometry.ts';

const name = { zh: '草坪', en: 'Lawn' };
const square: Point[] = [
  [0.2, 0.2],
  [0.6, 0.2],
  [0.6, 0.6],
  [0.2, 0.6],
];
const scene: CameraScene = {
  masks: [
    [
      [0, 0],
      [0.1, 0],
      [0, 0.1],
    ],
  ],
  areas: [{ id: 'lawn', name, polygon: square }],
  lines: [{ id: 'step', name: { zh: '台阶', en: 'Step' }, from: [0.5, 0.1], to: [0.5, 0.9] }],
  rules: [
    { kind: 'intrusion', area: 'lawn' },
    { kind: 'line-crossing', line: 'step', direction: 'either' },
  ],
};
const drawn = toDrawing(scene);
const lawn = { kind: 'area', id: 'lawn' } as const;
const step = { kind: 'line', id: 'step' } as const;
const bare: Drawing = toDrawing({});

test('a scene that nobody touched goes back as it came', () => {
  expect(toScene(toDrawing(scene))).toEqual(scene);
  expect(toScene(bare)).toEqual({});
});

test('a corner is put where the guard lets it go, and never outside the picture', () => {
  expect(pointsOf(movePoint(drawn, lawn, 1, [0.70004, -0.2]), lawn)[1]).toEqual([0.7, 0]);
  expect(pointsOf(movePoint(drawn, step, 1, [1.4, 0.9]), step)).toEqual([
    [0.5, 0.1],
    [1, 0.9],
  ]);
  expect(movePoint(drawn, lawn, 9, [0, 0])).toBe(drawn);
});

test('a whole area stops at the picture’s edge and keeps its shape', () => {
  expect(pointsOf(moveShape(drawn, lawn, [0.9, -0.1]), lawn)).toEqual([
    [0.6, 0.1],
    [1, 0.1],
    [1, 0.5],
    [0.6, 0.5],
  ]);
});

test('a corner comes in on an edge and goes again; a triangle keeps its three, a line its two', () => {
  const five = insertPoint(drawn, lawn, 3, [0.2, 0.4]);
  expect(pointsOf(five, lawn)).toEqual([...square, [0.2, 0.4]]);
  expect(pointsOf(removePoint(five, lawn, 4), lawn)).toEqual(square);
  const triangle = removePoint(drawn, lawn, 0);
  expect(removePoint(triangle, lawn, 0)).toBe(triangle);
  expect(removePoint(drawn, step, 0)).toBe(drawn);
  expect(insertPoint(drawn, step, 0, [0.5, 0.5])).toBe(drawn);
});

test('with an area go the rules that watch it, and no others', () => {
  expect(removeShape(drawn, lawn).rules.map(({ rule }) => rule.kind)).toEqual(['line-crossing']);
  expect(removeShape(drawn, step).rules.map(({ rule }) => rule.kind)).toEqual(['intrusion']);
  expect(removeShape(drawn, { kind: 'mask', id: 'mask-1' })).toMatchObject({ masks: [], rules: drawn.rules });
});

test('a façade’s rule follows the ground below it when that is renamed, and does without when it is gone', () => {
  const rule = {
    kind: 'falling-object' as const,
    area: 'wall',
    storeyHeight: 0.08,
    lowestFloor: 1,
    groundArea: 'lawn',
  };
  const facade = { ...drawn, rules: [{ key: 'rule-1', rule }] };
  const renamed = renameShape(facade, lawn, { zh: '小路', en: 'Path' }, []);
  expect(renamed.drawing.rules[0]!.rule).toEqual({ ...rule, groundArea: 'path' });
  const { groundArea: _, ...rest } = rule;
  expect(removeShape(facade, lawn).rules.map((one) => one.rule)).toEqual([rest]);
});

test('what is drawn gets an id of its name, which nothing else has', () => {
  const first = addShape(drawn, 'area', square, { zh: '草坪', en: 'Lawn!' });
  expect(first.shape).toEqual({ kind: 'area', id: 'lawn-2' });
  const chinese = addShape(
    bare,
    'line',
    [
      [0, 0],
      [1, 1],
    ],
    { zh: '台阶', en: '台阶' },
  );
  expect(chinese.shape.id).toBe('line');
  expect(
    addShape(
      chinese.drawing,
      'line',
      [
        [0, 0],
        [1, 0],
      ],
      { zh: '台阶', en: '台阶' },
    ).shape.id,
  ).toBe('line-2');
});

test('a new area takes its id from its name while it is typed, and its rules follow; a saved one keeps its id', () => {
  const added = addRule(drawn, { kind: 'loitering', area: 'lawn' }).drawing;
  const fresh = renameShape(added, lawn, { zh: '消防通道', en: 'Fire lane' }, []);
  expect(fresh.shape.id).toBe('fire-lane');
  expect(fresh.drawing.rules.map(({ rule }) => ('area' in rule ? rule.area : rule.kind))).toEqual([
    'fire-lane',
    'line-crossing',
    'fire-lane',
  ]);
  const known = renameShape(added, lawn, { zh: '消防通道', en: 'Fire lane' }, ['lawn']);
  expect(known.shape.id).toBe('lawn');
  expect(known.drawing.areas[0]!.name.en).toBe('Fire lane');
});

test('a name in one language stands for both, so that nobody reads an empty one', () => {
  const half = toDrawing({ areas: [{ id: 'lawn', name: { zh: '草坪', en: ' ' }, polygon: square }] });
  expect(completeNames(half).areas[0]!.name).toEqual({ zh: '草坪', en: '草坪' });
  expect(completeNames(drawn)).toBe(drawn);
});

test('side A is where the rules see the left, on any line and on a picture of any shape', () => {
  const screens = [
    { width: 1280, height: 720 },
    { width: 300, height: 900 },
  ];
  const lines: [Point, Point][] = [
    [
      [0.5, 0.1],
      [0.5, 0.9],
    ],
    [
      [0.9, 0.7],
      [0.1, 0.2],
    ],
    [
      [0.2, 0.5],
      [0.8, 0.5],
    ],
  ];
  for (const { width, height } of screens) {
    for (const [from, to] of lines) {
      const arrow = arrowAcross({ from, to }, { width, height }, 40);
      const part = ([x, y]: Point): Point => [x / width, y / height];
      expect(offLine({ from, to }, part(arrow.from))).toBeLessThan(0);
      expect(offLine({ from, to }, part(arrow.to))).toBeGreaterThan(0);
    }
  }
});

test('turning a line round swaps its sides', () => {
  const [line] = flipLine(drawn, 'step').lines;
  expect(line).toMatchObject({ from: [0.5, 0.9], to: [0.5, 0.1] });
});

test('nearness is measured on the screen, not in parts of the picture', () => {
  const screen = { width: 1000, height: 100 };
  expect(isNear([0.5, 0.5], [0.51, 0.5], screen, 12)).toBe(true);
  expect(isNear([0.5, 0.5], [0.52, 0.5], screen, 12)).toBe(false);
  expect(isNear([0.5, 0.5], [0.5, 0.6], screen, 12)).toBe(true);
  expect(centreOf(square).map((part) => part.toFixed(2))).toEqual(['0.40', '0.40']);
});
