import type { Polygon } from '../../../devices/contracts/camera-scene.ts';

/** The pixels that polygons cover in a picture of one size: row, first column, column after the last, and so on. */
export type MaskSpans = Int32Array;

/**
 * Every pixel that a polygon touches, however little, is covered. Where an outline crosses itself, all that it goes around is
 * covered: too much is no harm. Coordinates are parts of the picture, 0…1.
 */
export function rasteriseMasks(polygons: readonly Polygon[], width: number, height: number): MaskSpans {
  const spans: number[] = [];
  const outlines = polygons.map((polygon) => polygon.map(([x, y]) => [x * width, y * height] as const));
  for (let row = 0; row < height; row++) {
    const covered = outlines.flatMap((outline) => [...touched(outline, row), ...inside(outline, row + 0.5)]);
    for (const [from, to] of join(covered, width)) spans.push(row, from, to);
  }
  return Int32Array.from(spans);
}

type Outline = readonly (readonly [number, number])[];
type Interval = readonly [from: number, to: number];

/** Where the outline itself runs through a row. */
function touched(outline: Outline, row: number): Interval[] {
  return outline.flatMap(([x1, y1], at): Interval[] => {
    const [x2, y2] = outline[(at + 1) % outline.length]!;
    const [top, bottom] = [Math.max(Math.min(y1, y2), row), Math.min(Math.max(y1, y2), row + 1)];
    if (top > bottom) return [];
    const at1 = y1 === y2 ? x1 : x1 + ((top - y1) / (y2 - y1)) * (x2 - x1);
    const at2 = y1 === y2 ? x2 : x1 + ((bottom - y1) / (y2 - y1)) * (x2 - x1);
    return [[Math.floor(Math.min(at1, at2)), Math.floor(Math.max(at1, at2)) + 1]];
  });
}

/** What the outline goes around at height `y`, by the non-zero rule. */
function inside(outline: Outline, y: number): Interval[] {
  const crossings = outline.flatMap(([x1, y1], at) => {
    const [x2, y2] = outline[(at + 1) % outline.length]!;
    if (y1 <= y === y2 <= y) return [];
    return [{ x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), turn: y1 < y2 ? 1 : -1 }];
  });
  crossings.sort((a, b) => a.x - b.x);
  const intervals: Interval[] = [];
  let turns = 0;
  for (const [at, { x, turn }] of crossings.entries()) {
    turns += turn;
    const next = crossings[at + 1];
    if (turns !== 0 && next) intervals.push([Math.floor(x), Math.ceil(next.x)]);
  }
  return intervals;
}

/** Overlapping intervals as one, inside the picture. */
function join(intervals: readonly Interval[], width: number): Interval[] {
  const joined: [number, number][] = [];
  for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    const [left, right] = [Math.max(0, from), Math.min(width, to)];
    if (left >= right) continue;
    if (last && left <= last[1]) last[1] = Math.max(last[1], right);
    else joined.push([left, right]);
  }
  return joined;
}

/** One plane of a picture: bytes a sample, and by how many bits columns and rows are fewer than the picture's. */
export interface PlaneLayout {
  shiftX: number;
  shiftY: number;
  sampleBytes: number;
}

/** Writes `value` over all samples of a plane that belong to a covered pixel. */
export function coverPlane(
  data: Uint8Array,
  stride: number,
  spans: MaskSpans,
  { shiftX, shiftY, sampleBytes }: PlaneLayout,
  value: number,
): void {
  for (let at = 0; at < spans.length; at += 3) {
    const row = (spans[at]! >> shiftY) * stride;
    const from = (spans[at + 1]! >> shiftX) * sampleBytes;
    const to = (((spans[at + 2]! - 1) >> shiftX) + 1) * sampleBytes;
    data.fill(value, row + from, row + to);
  }
}
