import type { Point, Polygon } from '../../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../../devices/contracts/place.ts';
import {
  addShape,
  type Drawing,
  isSame,
  most,
  removePoint,
  removeShape,
  type ShapeKind,
  type ShapeRef,
  toPart,
} from './drawing.ts';

export type Tool = 'select' | ShapeKind;

/** What a guard has on the drawing board. */
export interface EditorState {
  tool: Tool;
  drawing: Drawing;
  /** What is saved, to tell what has changed. */
  saved: Drawing;
  past: Drawing[];
  future: Drawing[];
  /** Steps of one movement or of one word are undone together. */
  group: string | undefined;
  selected: ShapeRef | undefined;
  /** A point of what is selected. */
  point: number | undefined;
  /** The rule whose form is open. */
  rule: string | undefined;
  /** Corners set so far with a drawing tool. */
  draft: Polygon;
}

export type EditorAction =
  | { type: 'tool'; tool: Tool }
  | { type: 'select'; shape: ShapeRef | undefined; point?: number }
  | { type: 'open-rule'; rule: string | undefined }
  | { type: 'add-point'; at: Point; name: Title }
  | { type: 'close'; name: Title }
  | { type: 'cancel' }
  | { type: 'change'; drawing: Drawing; group?: string; selected?: ShapeRef; rule?: string; point?: number }
  /** The chosen corner, or all of what is chosen. */
  | { type: 'delete' }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'saved'; drawing: Drawing };

const maxSteps = 200;
/** Two clicks at the same place are one point. */
const leastStep = 0.004;

export function createEditor(drawing: Drawing): EditorState {
  return {
    tool: 'select',
    ...{ drawing, saved: drawing, past: [], future: [], draft: [] },
    ...{ group: undefined, selected: undefined, point: undefined, rule: undefined },
  };
}

export const isChanged = ({ drawing, saved }: EditorState) => !isSame(drawing, saved);

export function editScene(state: EditorState, action: EditorAction): EditorState {
  switch (action.type) {
    case 'tool':
      return { ...state, tool: action.tool, draft: [], point: undefined, group: undefined };
    case 'select':
      return { ...state, selected: action.shape, point: action.point, group: undefined };
    case 'open-rule':
      return { ...state, rule: action.rule, group: undefined };
    case 'add-point':
      return addDraftPoint(state, toPart(action.at), action.name);
    case 'close':
      return closeDraft(state, action.name);
    case 'cancel':
      if (state.draft.length > 0) return { ...state, draft: [] };
      return { ...state, tool: 'select', selected: undefined, point: undefined };
    case 'change':
      return change(state, action);
    case 'delete':
      return deleteChosen(state);
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'saved':
      // What was changed while it was being saved stays a change.
      return { ...state, saved: action.drawing, group: undefined };
  }
}

function change(state: EditorState, action: EditorAction & { type: 'change' }): EditorState {
  const { drawing, group, selected = state.selected, rule = state.rule } = action;
  if (drawing === state.drawing) return state;
  const goesOn = group !== undefined && group === state.group;
  const past = goesOn ? state.past : [...state.past.slice(1 - maxSteps), state.drawing];
  const point = 'point' in action ? action.point : state.point;
  return { ...state, drawing, past, future: [], group, selected, rule, point };
}

function addDraftPoint(state: EditorState, at: Point, name: Title): EditorState {
  const { tool, draft, drawing } = state;
  if (tool === 'select' || draft.length >= most.points) return state;
  const listed = { area: drawing.areas, line: drawing.lines, mask: drawing.masks }[tool].length;
  if (listed >= most[tool]) return state;
  const last = draft.at(-1);
  if (last && Math.hypot(at[0] - last[0], at[1] - last[1]) < leastStep) return state;
  const next = { ...state, draft: [...draft, at], selected: undefined, point: undefined };
  return tool === 'line' && next.draft.length === 2 ? closeDraft(next, name) : next;
}

function closeDraft(state: EditorState, name: Title): EditorState {
  const { tool, draft } = state;
  if (tool === 'select' || draft.length < (tool === 'line' ? 2 : 3)) return state;
  const { drawing, shape } = addShape(state.drawing, tool, draft, name);
  return change(
    { ...state, tool: 'select', draft: [], point: undefined },
    { type: 'change', drawing, selected: shape },
  );
}

function deleteChosen(state: EditorState): EditorState {
  const { selected, point, drawing } = state;
  if (!selected) return state;
  const without = point === undefined ? drawing : removePoint(drawing, selected, point);
  if (point !== undefined) return change({ ...state, point: undefined }, { type: 'change', drawing: without });
  return change({ ...state, selected: undefined }, { type: 'change', drawing: removeShape(drawing, selected) });
}

function undo(state: EditorState): EditorState {
  const { draft, past, drawing, future } = state;
  if (draft.length > 0) return { ...state, draft: draft.slice(0, -1) };
  const before = past.at(-1);
  if (!before) return state;
  return settle({ ...state, drawing: before, past: past.slice(0, -1), future: [drawing, ...future] });
}

function redo(state: EditorState): EditorState {
  const { past, drawing, future } = state;
  const [next, ...rest] = future;
  return next ? settle({ ...state, drawing: next, past: [...past, drawing], future: rest, draft: [] }) : state;
}

/** What is no longer there cannot be chosen. */
function settle(state: EditorState): EditorState {
  const { drawing, selected, rule } = state;
  const { areas, lines, masks } = drawing;
  const list = selected && { area: areas, line: lines, mask: masks }[selected.kind];
  return {
    ...state,
    group: undefined,
    point: undefined,
    selected: list?.some(({ id }) => id === selected?.id) ? selected : undefined,
    rule: drawing.rules.some(({ key }) => key === rule) ? rule : undefined,
  };
}
