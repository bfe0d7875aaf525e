import type { Point, Polygon, SceneLine } from '../../devices/contracts/camera-scene.ts';

/** Left, top, width and height as parts of the picture, 0…1. */
export interface PartBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Crossing = 'left-to-right' | 'right-to-left';

/** Rules compare distances across and down; nearly all cameras see a picture of this shape. */
const pictureAspect = 16 / 9;
/** A box that ends at the picture's lower edge is cut off there: its feet count as just inside. */
const lowest = 0.995;

/** Where it touches the ground: the middle of the box's lower edge. */
export function footPoint({ x, y, width, height }: PartBox): Point {
  return [x + width / 2, Math.min(lowest, y + height)];
}

/** Even-odd rule, also for polygons that cross themselves. The border counts to one of its sides. */
export function isInside(polygon: Polygon, [x, y]: Point): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of polygon.entries()) {
    const [bx, by] = polygon[(index + 1) % polygon.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}

/** Below 0 left of somebody who walks from `from` to `to` in the picture, above 0 right of him; parts of the picture. */
export function offLine({ from, to }: Pick<SceneLine, 'from' | 'to'>, [x, y]: Point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length === 0 ? 0 : (dx * (y - from[1]) - dy * (x - from[0])) / length;
}

/** Whether one step crosses the line between its ends, and which way. */
export function crossingOf(line: Pick<SceneLine, 'from' | 'to'>, before: Point, after: Point): Crossing | undefined {
  const [a, b] = [offLine(line, before), offLine(line, after)];
  // Exactly on the line counts as right of it, so that a step that ends there and one that goes on are one crossing.
  if (a >= 0 === b >= 0) return undefined;
  const share = a / (a - b);
  const at: Point = [before[0] + share * (after[0] - before[0]), before[1] + share * (after[1] - before[1])];
  const [dx, dy] = [line.to[0] - line.from[0], line.to[1] - line.from[1]];
  const along = ((at[0] - line.from[0]) * dx + (at[1] - line.from[1]) * dy) / (dx * dx + dy * dy);
  if (along < 0 || along > 1) return undefined;
  return a < 0 ? 'left-to-right' : 'right-to-left';
}

/** How far a box reaches at right angles to a line: what its foot point may jitter by is a part of this. */
export function reachAcross({ from, to }: Pick<SceneLine, 'from' | 'to'>, { width, height }: PartBox): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  return length === 0 ? 0 : (Math.abs(dy) * width + Math.abs(dx) * height) / length;
}

/** The larger side, as a part of the picture's height. */
export function sizeOf({ width, height }: PartBox): number {
  return Math.max(width * pictureAspect, height);
}

/** As a part of the picture's height. */
export function distance(a: Point, b: Point): number {
  return Math.hypot((a[0] - b[0]) * pictureAspect, a[1] - b[1]);
}

export function overlapOf(a: PartBox, b: PartBox): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

const movedShare = 0.2;
const grownTimes = 1.3;

/**
 * Whether it has moved from where it stood. Somebody who walks past a parked car hides a part of it, which moves one edge of
 * its box; a car that drives moves both, or grows in both directions.
 */
export function hasMoved(stood: PartBox, now: PartBox): boolean {
  const across = sharedShift(now.x - stood.x, now.x + now.width - stood.x - stood.width) * pictureAspect;
  const down = sharedShift(now.y - stood.y, now.y + now.height - stood.y - stood.height);
  if (Math.hypot(across, down) > movedShare * sizeOf(stood)) return true;
  const [wider, taller] = [now.width / Math.max(1e-6, stood.width), now.height / Math.max(1e-6, stood.height)];
  return Math.min(wider, taller) > grownTimes || Math.max(wider, taller) < 1 / grownTimes;
}

/** What two opposite edges have in common. */
function sharedShift(low: number, high: number): number {
  return low > 0 === high > 0 ? Math.min(Math.abs(low), Math.abs(high)) : 0;
}
