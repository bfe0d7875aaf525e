import type { Point, Polygon, SceneLine } from '../../../../devices/contracts/camera-scene.ts';

/** The picture on the screen, in pixels. */
export interface Screen {
  width: number;
  height: number;
}

export const toPixel = ([x, y]: Point, { width, height }: Screen): Point => [x * width, y * height];

export const middleOf = ([ax, ay]: Point, [bx, by]: Point): Point => [(ax + bx) / 2, (ay + by) / 2];

/** `points` of an SVG polygon or polyline. */
export function pathOf(points: readonly Point[], screen: Screen): string {
  return points
    .map((point) =>
      toPixel(point, screen)
        .map((pixel) => pixel.toFixed(1))
        .join(','),
    )
    .join(' ');
}

export function isNear(a: Point, b: Point, screen: Screen, pixels: number): boolean {
  const [ax, ay] = toPixel(a, screen);
  const [bx, by] = toPixel(b, screen);
  return Math.hypot(ax - bx, ay - by) <= pixels;
}

/** Where a name is written: the middle of the corners. */
export function centreOf(polygon: Polygon): Point {
  const sum = polygon.reduce<Point>(([x, y], [px, py]) => [x + px, y + py], [0, 0]);
  return [sum[0] / polygon.length, sum[1] / polygon.length];
}

export interface Arrow {
  from: Point;
  to: Point;
}

/**
 * In pixels: an arrow through the middle of a line, at right angles to it on the screen, from its left to its right. Left
 * and right are those of somebody who walks from `from` to `to`.
 */
export function arrowAcross({ from, to }: Pick<SceneLine, 'from' | 'to'>, screen: Screen, length: number): Arrow {
  const [ax, ay] = toPixel(from, screen);
  const [bx, by] = toPixel(to, screen);
  const [dx, dy] = [bx - ax, by - ay];
  const long = Math.hypot(dx, dy) || 1;
  const [mx, my] = [(ax + bx) / 2, (ay + by) / 2];
  // The picture's y grows downwards: turning the way to the right means (-dy, dx).
  const [rx, ry] = [(-dy / long) * (length / 2), (dx / long) * (length / 2)];
  return { from: [mx - rx, my - ry], to: [mx + rx, my + ry] };
}
