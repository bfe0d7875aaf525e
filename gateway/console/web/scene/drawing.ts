import type {
  CameraScene,
  Point,
  Polygon,
  SceneArea,
  SceneLine,
  WatchRule,
} from '../../../../devices/contracts/camera-scene.ts';
import type { Title } from '../../../../devices/contracts/place.ts';

/** A scene while it is drawn: what has no id in the contract has a key here, so that it can be chosen and changed. */
export interface Drawing {
  areas: SceneArea[];
  lines: SceneLine[];
  masks: { id: string; polygon: Polygon }[];
  rules: { key: string; rule: WatchRule }[];
}

export type ShapeKind = 'area' | 'line' | 'mask';
export interface ShapeRef {
  kind: ShapeKind;
  id: string;
}

/** As many as the contract takes. */
export const most = { area: 16, line: 16, mask: 16, rule: 32, points: 32 } as const;

/** A hundredth of a percent: finer than a pixel of any camera, and short on the wire. */
const round = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 10_000;
export const toPart = ([x, y]: Point): Point => [round(x), round(y)];

export function toDrawing({ areas = [], lines = [], masks = [], rules = [] }: CameraScene): Drawing {
  return {
    areas,
    lines,
    masks: masks.map((polygon, index) => ({ id: `mask-${index + 1}`, polygon })),
    rules: rules.map((rule, index) => ({ key: `rule-${index + 1}`, rule })),
  };
}

/** Lists that are empty are left out, as the site file does. */
export function toScene({ areas, lines, masks, rules }: Drawing): CameraScene {
  return {
    ...(masks.length === 0 ? {} : { masks: masks.map(({ polygon }) => polygon) }),
    ...(areas.length === 0 ? {} : { areas }),
    ...(lines.length === 0 ? {} : { lines }),
    ...(rules.length === 0 ? {} : { rules: rules.map(({ rule }) => rule) }),
  };
}

export function isSame(one: Drawing, other: Drawing): boolean {
  return JSON.stringify(toScene(one)) === JSON.stringify(toScene(other));
}

/** The corners of an area or mask, the two ends of a line; none if it is gone. */
export function pointsOf(drawing: Drawing, { kind, id }: ShapeRef): Polygon {
  if (kind === 'line') {
    const line = drawing.lines.find((one) => one.id === id);
    return line ? [line.from, line.to] : [];
  }
  const list: { id: string; polygon: Polygon }[] = kind === 'area' ? drawing.areas : drawing.masks;
  return list.find((one) => one.id === id)?.polygon ?? [];
}

export function withPoints(drawing: Drawing, { kind, id }: ShapeRef, points: Polygon): Drawing {
  const rounded = points.map(toPart);
  if (kind === 'line') {
    const [from, to] = [rounded[0]!, rounded[1]!];
    return { ...drawing, lines: drawing.lines.map((line) => (line.id === id ? { ...line, from, to } : line)) };
  }
  const put = <T extends { id: string; polygon: Polygon }>(list: T[]) =>
    list.map((one) => (one.id === id ? { ...one, polygon: rounded } : one));
  return kind === 'area' ? { ...drawing, areas: put(drawing.areas) } : { ...drawing, masks: put(drawing.masks) };
}

export function movePoint(drawing: Drawing, shape: ShapeRef, index: number, to: Point): Drawing {
  const points = pointsOf(drawing, shape);
  return index in points ? withPoints(drawing, shape, points.with(index, to)) : drawing;
}

/** Moves all of it, and only as far as all of it stays in the picture. */
export function moveShape(drawing: Drawing, shape: ShapeRef, [dx, dy]: Point): Drawing {
  const points = pointsOf(drawing, shape);
  const within = (by: number, parts: number[]) => Math.min(1 - Math.max(...parts), Math.max(-Math.min(...parts), by));
  const x = within(
    dx,
    points.map(([part]) => part),
  );
  const y = within(
    dy,
    points.map(([, part]) => part),
  );
  return points.length === 0
    ? drawing
    : withPoints(
        drawing,
        shape,
        points.map(([px, py]) => [px + x, py + y] as Point),
      );
}

/** A new corner after corner `index`. */
export function insertPoint(drawing: Drawing, shape: ShapeRef, index: number, at: Point): Drawing {
  const points = pointsOf(drawing, shape);
  if (shape.kind === 'line' || points.length >= most.points) return drawing;
  return withPoints(drawing, shape, points.toSpliced(index + 1, 0, at));
}

/** A triangle keeps its corners, a line its ends. */
export function removePoint(drawing: Drawing, shape: ShapeRef, index: number): Drawing {
  const points = pointsOf(drawing, shape);
  if (shape.kind === 'line' || points.length <= 3) return drawing;
  return withPoints(drawing, shape, points.toSpliced(index, 1));
}

/** With an area or line go the rules that watch it. */
export function removeShape(drawing: Drawing, { kind, id }: ShapeRef): Drawing {
  const others = <T extends { id: string }>(list: T[]) => list.filter((one) => one.id !== id);
  if (kind === 'mask') return { ...drawing, masks: others(drawing.masks) };
  const rules = drawing.rules
    .filter(({ rule }) => placeOf(rule) !== id)
    .map(({ key, rule }) => ({ key, rule: withGround(rule, id, undefined) }));
  return kind === 'area'
    ? { ...drawing, areas: others(drawing.areas), rules }
    : { ...drawing, lines: others(drawing.lines), rules };
}

export function flipLine(drawing: Drawing, id: string): Drawing {
  const lines = drawing.lines.map((line) => (line.id === id ? { ...line, from: line.to, to: line.from } : line));
  return { ...drawing, lines };
}

export const placeOf = (rule: WatchRule) => ('area' in rule ? rule.area : 'line' in rule ? rule.line : undefined);

/** An id that nothing has yet, of the words of a name or of what it is. */
export function freshId(taken: readonly string[], name: string, otherwise: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const base = words === '' ? otherwise : words;
  if (!taken.includes(base)) return base;
  let n = 2;
  while (taken.includes(`${base}-${n}`)) n += 1;
  return `${base}-${n}`;
}

const idsOf = ({ areas, lines }: Drawing) => [...areas, ...lines].map(({ id }) => id);

/** Adds what has just been drawn, and says what it is called. */
export function addShape(
  drawing: Drawing,
  kind: ShapeKind,
  points: Polygon,
  name: Title,
): { drawing: Drawing; shape: ShapeRef } {
  const rounded = points.map(toPart);
  if (kind === 'mask') {
    const id = freshId(
      drawing.masks.map((mask) => mask.id),
      '',
      'mask',
    );
    return { drawing: { ...drawing, masks: [...drawing.masks, { id, polygon: rounded }] }, shape: { kind, id } };
  }
  const id = freshId(idsOf(drawing), name.en, kind);
  const shape = { kind, id };
  if (kind === 'area')
    return { drawing: { ...drawing, areas: [...drawing.areas, { id, name, polygon: rounded }] }, shape };
  const line = { id, name, from: rounded[0]!, to: rounded[1]! };
  return { drawing: { ...drawing, lines: [...drawing.lines, line] }, shape };
}

/**
 * Gives an area or line another name. What was never saved takes its id from its name as well, because alarms speak of the
 * id; `saved` are the ids that are known to the gateway.
 */
export function renameShape(
  drawing: Drawing,
  { kind, id }: ShapeRef,
  name: Title,
  saved: readonly string[],
): { drawing: Drawing; shape: ShapeRef } {
  const taken = idsOf(drawing).filter((other) => other !== id);
  const next = saved.includes(id) ? id : freshId([...taken, ...saved], name.en, kind);
  const put = <T extends { id: string; name: Title }>(list: T[]) =>
    list.map((one) => (one.id === id ? { ...one, id: next, name } : one));
  const rules = drawing.rules.map(({ key, rule }) => ({ key, rule: renamePlace(rule, id, next) }));
  const shape = { kind, id: next };
  return kind === 'area'
    ? { drawing: { ...drawing, areas: put(drawing.areas), rules }, shape }
    : { drawing: { ...drawing, lines: put(drawing.lines), rules }, shape };
}

/** A rule whose ground is the area `id` gets another one, or none. */
function withGround(rule: WatchRule, id: string, next: string | undefined): WatchRule {
  if (rule.kind !== 'falling-object' || rule.groundArea !== id) return rule;
  const { groundArea: _, ...rest } = rule;
  return next === undefined ? rest : { ...rest, groundArea: next };
}

function renamePlace(before: WatchRule, id: string, next: string): WatchRule {
  const rule = withGround(before, id, next);
  if (placeOf(rule) !== id) return rule;
  return 'area' in rule ? { ...rule, area: next } : 'line' in rule ? { ...rule, line: next } : rule;
}

export function putRule(drawing: Drawing, key: string, rule: WatchRule): Drawing {
  return { ...drawing, rules: drawing.rules.map((one) => (one.key === key ? { key, rule } : one)) };
}

export function addRule(drawing: Drawing, rule: WatchRule): { drawing: Drawing; key: string } {
  const key = freshId(
    drawing.rules.map((one) => one.key),
    '',
    'rule',
  );
  return { drawing: { ...drawing, rules: [...drawing.rules, { key, rule }] }, key };
}

export function removeRule(drawing: Drawing, key: string): Drawing {
  return { ...drawing, rules: drawing.rules.filter((one) => one.key !== key) };
}

/** An area or line that was given a name in one language only carries it in both. */
export function completeNames(drawing: Drawing): Drawing {
  const complete = <T extends { id: string; name: Title }>(list: T[]) =>
    list.map((one) => {
      const [zh, en] = [one.name.zh.trim(), one.name.en.trim()];
      return { ...one, name: { zh: zh || en || one.id, en: en || zh || one.id } };
    });
  const named = { ...drawing, areas: complete(drawing.areas), lines: complete(drawing.lines) };
  return isSame(named, drawing) ? drawing : named;
}
