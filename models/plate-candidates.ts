import { boundsOf, type OrientedBox } from './text-boxes.ts';

/** One or two lines of text that may be a plate: the upper line of a double row first. */
export interface PlateCandidate {
  rows: readonly OrientedBox[];
}

/**
 * Shapes. Single rows are 440×140 mm (3.1) or 480×140 mm (3.4), their text alone up to 5; seen from aside they look
 * narrower. A double row (440×220 mm, motorcycles 220×140 mm) has two characters above and five below.
 */
const singleRow = { min: 1.7, max: 8 };
const upperRow = { min: 0.8, max: 5 };
const lowerRow = { min: 1.6, max: 6.5 };
/** Lines lower than this in the picture's pixels cannot be read. */
const minHeight = 7;

const aspectOf = (box: OrientedBox) => box.width / box.height;
const angleBetween = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

/** `boxes` in the picture's pixels. Candidates most like plates come first. */
export function plateCandidates(boxes: readonly OrientedBox[]): PlateCandidate[] {
  // A car stands upright: its plate leans by far less than 45°.
  const lines = boxes.filter((box) => box.height >= minHeight && Math.abs(box.angle) < Math.PI / 4);
  const singles = lines.filter((box) => aspectOf(box) >= singleRow.min && aspectOf(box) <= singleRow.max);
  const joined = pairs(lines).flatMap(([a, b]) => besideEachOther(a, b) ?? []);
  const doubles = pairs(lines).flatMap(([a, b]) => {
    const rows = aboveEachOther(a, b) ?? aboveEachOther(b, a);
    return rows ? [{ rows }] : [];
  });
  return [...doubles, ...[...singles, ...joined].map((box) => ({ rows: [box] }))];
}

function pairs(boxes: readonly OrientedBox[]): [OrientedBox, OrientedBox][] {
  // More text than this in one picture is a wall of signs; the pairs would grow with its square.
  const few = boxes.slice(0, 40);
  return few.flatMap((a, at) => few.slice(at + 1).map((b): [OrientedBox, OrientedBox] => [a, b]));
}

/** Where the centre of `b` lies in the frame of `a`. */
function offset(a: OrientedBox, b: OrientedBox): { along: number; across: number } {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [cos, sin] = [Math.cos(a.angle), Math.sin(a.angle)];
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}

/** Two pieces of one line, cut where the dot is, as one box. */
function besideEachOther(a: OrientedBox, b: OrientedBox): OrientedBox | undefined {
  const height = Math.max(a.height, b.height);
  if (Math.min(a.height, b.height) < 0.6 * height || angleBetween(a.angle, b.angle) > 0.2) return undefined;
  const { along, across } = offset(a, b);
  const gap = Math.abs(along) - (a.width + b.width) / 2;
  if (Math.abs(across) > 0.35 * height || gap > 1.2 * height || gap < -0.5 * height) return undefined;
  const [left, right] = along > 0 ? [a, b] : [b, a];
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const width = Math.abs(along) + (a.width + b.width) / 2;
  const middle = (right.width - left.width) / 4;
  const joined: OrientedBox = {
    x: (a.x + b.x) / 2 + middle * Math.cos(angle),
    y: (a.y + b.y) / 2 + middle * Math.sin(angle),
    width,
    height,
    angle,
    score: Math.min(a.score, b.score),
  };
  return aspectOf(joined) >= singleRow.min && aspectOf(joined) <= singleRow.max ? joined : undefined;
}

/** `upper` and `lower` as the rows of one plate. */
function aboveEachOther(upper: OrientedBox, lower: OrientedBox): [OrientedBox, OrientedBox] | undefined {
  if (angleBetween(upper.angle, lower.angle) > 0.25) return undefined;
  const [above, below] = [aspectOf(upper), aspectOf(lower)];
  if (above < upperRow.min || above > upperRow.max || below < lowerRow.min || below > lowerRow.max) return undefined;
  const { along, across } = offset(lower, upper);
  const heights = (upper.height + lower.height) / 2;
  const stacked = across < -0.5 * heights && across > -1.7 * heights;
  const alike = upper.height > 0.35 * lower.height && upper.height < 1.4 * lower.height;
  const inside = Math.abs(along) < 0.3 * lower.width && upper.width < 1.15 * lower.width;
  return stacked && alike && inside ? [upper, lower] : undefined;
}

/** The upright rectangle around all rows. */
export function candidateBounds({ rows }: PlateCandidate): { x: number; y: number; width: number; height: number } {
  const bounds = rows.map(boundsOf);
  const x = Math.min(...bounds.map((one) => one.x));
  const y = Math.min(...bounds.map((one) => one.y));
  const right = Math.max(...bounds.map((one) => one.x + one.width));
  const bottom = Math.max(...bounds.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}
