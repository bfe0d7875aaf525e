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
const bothRows = { min: 1.1, max: 2.4 };
const upperRow = { min: 0.8, max: 5 };
const lowerRow = { min: 1.6, max: 6.5 };
/** Lines lower than this in the picture's pixels cannot be read. */
const minHeight = 7;
const minWidth = 14;

const aspectOf = (box: OrientedBox) => box.width / box.height;
const angleBetween = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

/** A car stands upright: its plate leans by far less than 45°. */
function readable(boxes: readonly OrientedBox[]): OrientedBox[] {
  return boxes.filter((box) => box.height >= minHeight && box.width >= minWidth && Math.abs(box.angle) < Math.PI / 4);
}

/** Lines that may be a whole plate, also where the detector cut one in two. `boxes` in the picture's pixels. */
export function singleRows(boxes: readonly OrientedBox[]): PlateCandidate[] {
  const lines = readable(boxes);
  const whole = lines.filter((box) => aspectOf(box) >= singleRow.min && aspectOf(box) <= singleRow.max);
  const joined = pairs(lines).flatMap(([a, b]) => besideEachOther(a, b) ?? []);
  return [...whole, ...joined].map((box) => ({ rows: [box] }));
}

/** Two lines that may be the rows of one plate. */
export function doubleRows(boxes: readonly OrientedBox[]): PlateCandidate[] {
  return pairs(readable(boxes)).flatMap(([a, b]) => {
    const rows = aboveEachOther(a, b) ?? aboveEachOther(b, a);
    return rows ? [{ rows }] : [];
  });
}

/** Boxes that may hold both rows of a plate as one block. */
export function blockCandidates(boxes: readonly OrientedBox[]): OrientedBox[] {
  return readable(boxes).filter((box) => aspectOf(box) >= bothRows.min && aspectOf(box) <= bothRows.max);
}

/** A block as an upper and a lower row. */
export function rowsOf(block: OrientedBox): PlateCandidate {
  return { rows: [partOf(block, 0, 0.42, 0.78), partOf(block, 0.38, 1, 1)] };
}

/** A horizontal slice of a box that holds both rows, from and to in shares of its height. */
function partOf(box: OrientedBox, from: number, to: number, width: number): OrientedBox {
  const down = ((from + to) / 2 - 0.5) * box.height;
  return {
    ...box,
    x: box.x - Math.sin(box.angle) * down,
    y: box.y + Math.cos(box.angle) * down,
    width: box.width * width,
    height: box.height * (to - from),
  };
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

/**
 * Where the upper row of a double-row plate lies above its lower one. Its two characters stand so far apart that the
 * detector often finds one of them only; the plate's measures (GA 36: 60 mm above 110 mm, 15 mm between them, cars; 45
 * above 64, 8 between them, motorcycles) say where both must be.
 */
export function upperRowAbove(lower: OrientedBox): OrientedBox {
  const rise = 0.76 * lower.height;
  return {
    ...lower,
    x: lower.x + Math.sin(lower.angle) * rise,
    y: lower.y - Math.cos(lower.angle) * rise,
    width: 0.72 * lower.width,
    height: 0.68 * lower.height,
  };
}

/**
 * A line with room for province and office letter before it, where the detector stopped at the dot: they take 136 of 421 mm of a
 * blue plate and 146 of 449 of a green one (GA 36), half as much again as the rest.
 */
export function withFront(rest: OrientedBox): OrientedBox {
  const width = 1.5 * rest.width;
  const back = (width - rest.width) / 2;
  return { ...rest, x: rest.x - Math.cos(rest.angle) * back, y: rest.y - Math.sin(rest.angle) * back, width };
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
