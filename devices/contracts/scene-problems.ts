import type { CameraScene, Point, Polygon, WatchRule } from './camera-scene.ts';
import { createStoreyScale } from './storey-scale.ts';

export const sceneProblemCodes = [
  'invalid-scene',
  'id-twice',
  'line-without-length',
  'no-surface',
  'crosses-itself',
  'unknown-area',
  'unknown-line',
  'unknown-door',
  'alarm-before-warning',
  'too-few-storeys',
] as const;
export type SceneProblemCode = (typeof sceneProblemCodes)[number];

/** What is wrong with a scene, at which of its fields (`rules.2.area`), and one sentence about it. */
export interface SceneProblem {
  code: SceneProblemCode;
  field: string;
  what: string;
}

/** A ten-thousandth of the picture is 9 × 10 pixels of 720p. */
const leastArea = 1e-4;
const defaultWarnAfterS = 180;
const defaultAlarmAfterS = 600;
/** A fall over two storeys has to begin and end in the picture. */
const leastStoreys = 2.5;

/** What a schema cannot say of a scene; `doors` are the ids of the site's doors. */
export function findSceneProblems(scene: CameraScene, doors: ReadonlySet<string>): SceneProblem[] {
  const { masks = [], areas = [], lines = [], rules = [] } = scene;
  return [
    ...repeatedIds(scene),
    ...lines.flatMap(({ id, from, to }, index) =>
      from[0] === to[0] && from[1] === to[1]
        ? [problem('line-without-length', `lines.${index}`, `the line "${id}" begins and ends at the same point`)]
        : [],
    ),
    ...areas.flatMap(({ id, polygon }, index) => shapeProblems(polygon, `areas.${index}`, `the area "${id}"`)),
    ...masks.flatMap((polygon, index) => shapeProblems(polygon, `masks.${index}`, `the mask ${index + 1}`)),
    ...rules.flatMap((rule, index) => ruleProblems(rule, `rules.${index}`, scene, doors)),
  ];
}

function problem(code: SceneProblemCode, field: string, what: string): SceneProblem {
  return { code, field, what };
}

function repeatedIds({ areas = [], lines = [] }: CameraScene): SceneProblem[] {
  const named = [
    ...areas.map(({ id }, index) => ({ id, field: `areas.${index}` })),
    ...lines.map(({ id }, index) => ({ id, field: `lines.${index}` })),
  ];
  const again = named.filter(({ id }, index) => named.findIndex((other) => other.id === id) < index);
  return [...new Map(again.map((one) => [one.id, one])).values()].map(({ id, field }) =>
    problem('id-twice', `${field}.id`, `there are two areas or lines with the id "${id}"`),
  );
}

function shapeProblems(polygon: Polygon, field: string, whose: string): SceneProblem[] {
  if (crossesItself(polygon)) return [problem('crosses-itself', field, `the outline of ${whose} crosses itself`)];
  return surfaceOf(polygon) < leastArea ? [problem('no-surface', field, `${whose} has no surface`)] : [];
}

function ruleProblems(
  rule: WatchRule,
  field: string,
  { areas = [], lines = [] }: CameraScene,
  doors: ReadonlySet<string>,
): SceneProblem[] {
  const problems: SceneProblem[] = [];
  const whose = `a ${rule.kind} rule`;
  if ('area' in rule && rule.area !== undefined && !areas.some(({ id }) => id === rule.area)) {
    const what = `${whose} names the area "${rule.area}", which is not among the areas`;
    problems.push(problem('unknown-area', `${field}.area`, what));
  }
  if ('line' in rule && !lines.some(({ id }) => id === rule.line)) {
    const what = `${whose} names the line "${rule.line}", which is not among the lines`;
    problems.push(problem('unknown-line', `${field}.line`, what));
  }
  if ('door' in rule && !doors.has(rule.door)) {
    problems.push(
      problem('unknown-door', `${field}.door`, `${whose} names the door "${rule.door}", which does not exist`),
    );
  }
  if (rule.kind === 'fire-lane' && (rule.alarmAfterS ?? defaultAlarmAfterS) <= (rule.warnAfterS ?? defaultWarnAfterS)) {
    const what = `${whose} raises its alarm before or with its warning; alarmAfterS must be more than warnAfterS`;
    problems.push(problem('alarm-before-warning', `${field}.alarmAfterS`, what));
  }
  return rule.kind === 'falling-object' ? [...problems, ...fallProblems(rule, field, areas)] : problems;
}

function fallProblems(
  rule: WatchRule & { kind: 'falling-object' },
  field: string,
  areas: NonNullable<CameraScene['areas']>,
): SceneProblem[] {
  const problems: SceneProblem[] = [];
  const { area, groundArea } = rule;
  if (groundArea !== undefined && !areas.some(({ id }) => id === groundArea)) {
    const what = `a falling-object rule names the area "${groundArea}", which is not among the areas`;
    problems.push(problem('unknown-area', `${field}.groundArea`, what));
  }
  const facade = areas.find(({ id }) => id === area);
  if (facade && createStoreyScale(facade.polygon, rule).storeys < leastStoreys) {
    const what = `the area "${area}" shows fewer than ${leastStoreys} storeys, so that no fall over two can be seen in it`;
    problems.push(problem('too-few-storeys', `${field}.storeyHeight`, what));
  }
  return problems;
}

function surfaceOf(polygon: Polygon): number {
  const doubled = polygon.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = polygon[(index + 1) % polygon.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(doubled) / 2;
}

/** Whether two sides that are no neighbours meet: what lies inside such an outline is anybody's guess. */
export function crossesItself(polygon: Polygon): boolean {
  const sides = polygon.map((from, index) => [from, polygon[(index + 1) % polygon.length]!] as const);
  return sides.some(([a, b], index) =>
    sides.some(([c, d], other) => {
      const apart = other - index;
      return apart > 1 && apart < sides.length - 1 && sidesMeet(a, b, c, d);
    }),
  );
}

function sidesMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const [abc, abd] = [turn(a, b, c), turn(a, b, d)];
  const [cda, cdb] = [turn(c, d, a), turn(c, d, b)];
  return Math.sign(abc) !== Math.sign(abd) && Math.sign(cda) !== Math.sign(cdb);
}

/** Above 0 where the way from `a` over `b` to `c` turns right in the picture, below 0 left. */
function turn([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
