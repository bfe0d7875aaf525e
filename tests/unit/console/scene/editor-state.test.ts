import { expect, test } from 'vitest';
import type { Point } from '../../../../devices/contracts/camera-scene.ts';
import { movePoint, moveShape, pointsOf, toDrawing, toScene } from '../../../../gateway/console/web/scene/drawing.ts';
import {
  createEditor,
  type EditorAction,
  type EditorState,
  editScene,
  isChanged,
} from '../../../../gateway/console/web/scene/editor-state.ts';

const name = { zh: '区域 1', en: 'Area 1' };
const triangle: Point[] = [
  [0.1, 0.1],
  [0.5, 0.1],
  [0.3, 0.5],
];
const empty = createEditor(toDrawing({}));
const play = (state: EditorState, ...actions: EditorAction[]) => actions.reduce(editScene, state);
const click = (at: Point): EditorAction => ({ type: 'add-point', at, name });
const drawn = play(empty, { type: 'tool', tool: 'area' }, ...triangle.map(click), { type: 'close', name });
const area = { kind: 'area', id: 'area-1' } as const;

test('an area is drawn point by point, closed, and then chosen for its name and rules', () => {
  expect(toScene(drawn.drawing)).toEqual({ areas: [{ id: 'area-1', name, polygon: triangle }] });
  expect(drawn).toMatchObject({ tool: 'select', selected: area, draft: [] });
  expect(isChanged(drawn)).toBe(true);
});

test('two points make a line at once, two clicks at one place are one point, and two points make no area', () => {
  const line = play(empty, { type: 'tool', tool: 'line' }, click([0.1, 0.1]), click([0.1, 0.1]), click([0.9, 0.1]));
  expect(line.drawing.lines).toMatchObject([{ from: [0.1, 0.1], to: [0.9, 0.1] }]);
  const half = play(empty, { type: 'tool', tool: 'mask' }, click([0, 0]), click([1, 1]), { type: 'close', name });
  expect(half.drawing.masks).toEqual([]);
  expect(half.draft).toHaveLength(2);
});

test('undo takes back the last point, then the last shape; redo brings the shape again', () => {
  const drafting = play(empty, { type: 'tool', tool: 'area' }, click([0, 0]), click([1, 0]), { type: 'undo' });
  expect(drafting.draft).toEqual([[0, 0]]);
  const undone = play(drawn, { type: 'undo' });
  expect(toScene(undone.drawing)).toEqual({});
  expect(undone.selected).toBeUndefined();
  expect(isChanged(undone)).toBe(false);
  expect(play(undone, { type: 'redo' }).drawing).toEqual(drawn.drawing);
  expect(play(empty, { type: 'undo' }, { type: 'redo' })).toEqual(empty);
});

test('one movement of a point is one step back, and two movements are two', () => {
  const drag = (state: EditorState, group: string, ...xs: number[]) =>
    xs.reduce(
      (now, x) => editScene(now, { type: 'change', drawing: movePoint(now.drawing, area, 0, [x, 0.1]), group }),
      state,
    );
  const moved = drag(drag(drawn, 'drag 1', 0.11, 0.12, 0.13), 'drag 2', 0.2, 0.3);
  expect(pointsOf(moved.drawing, area)[0]).toEqual([0.3, 0.1]);
  expect(pointsOf(play(moved, { type: 'undo' }).drawing, area)[0]).toEqual([0.13, 0.1]);
  expect(pointsOf(play(moved, { type: 'undo' }, { type: 'undo' }).drawing, area)[0]).toEqual([0.1, 0.1]);
});

test('after something new is done the undone is not brought back', () => {
  const other = moveShape(empty.drawing, area, [0.1, 0.1]);
  expect(other).toBe(empty.drawing);
  const anew = play(drawn, { type: 'undo' }, { type: 'tool', tool: 'line' }, click([0, 0]), click([1, 1]));
  expect(anew.future).toEqual([]);
  expect(play(anew, { type: 'redo' })).toEqual(anew);
});

test('delete takes the chosen point where one can go, then the whole shape', () => {
  const square = play(drawn, {
    type: 'change',
    drawing: toDrawing({ areas: [{ id: 'area-1', name, polygon: [...triangle, [0.1, 0.4]] }] }),
  });
  const point = play(square, { type: 'select', shape: area, point: 3 }, { type: 'delete' });
  expect(pointsOf(point.drawing, area)).toEqual(triangle);
  expect(play(point, { type: 'delete' }).drawing.areas).toEqual([]);
});

test('Esc first drops the draft, then the tool and what was chosen', () => {
  const drafting = play(drawn, { type: 'tool', tool: 'area' }, click([0, 0]));
  const dropped = play(drafting, { type: 'cancel' });
  expect(dropped).toMatchObject({ tool: 'area', draft: [] });
  expect(play(dropped, { type: 'cancel' })).toMatchObject({ tool: 'select', selected: undefined });
});

test('what was changed while the last was being saved is still to be saved', () => {
  const sent = drawn.drawing;
  const later = play(drawn, { type: 'change', drawing: movePoint(sent, area, 0, [0.2, 0.2]) });
  expect(isChanged(play(later, { type: 'saved', drawing: sent }))).toBe(true);
  expect(isChanged(play(drawn, { type: 'saved', drawing: sent }))).toBe(false);
});

test('no more is drawn than a scene takes', () => {
  const full = createEditor(
    toDrawing({ masks: Array.from({ length: 16 }, () => triangle), areas: [{ id: 'a', name, polygon: triangle }] }),
  );
  expect(play(full, { type: 'tool', tool: 'mask' }, click([0, 0])).draft).toEqual([]);
  expect(play(full, { type: 'tool', tool: 'area' }, click([0, 0])).draft).toHaveLength(1);
});
