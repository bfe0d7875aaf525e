import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Point, Polygon } from '../../../devices/contracts/camera-scene.ts';
import { crossingOf, hasMoved, isInside, offLine } from '../../../gateway/watch/geometry.ts';

const part = fc.double({ min: 0.01, max: 0.99, noNaN: true });
const point: fc.Arbitrary<Point> = fc.tuple(part, part);
const line = fc
  .record({ from: point, to: point })
  .filter(({ from, to }) => Math.hypot(from[0] - to[0], from[1] - to[1]) > 0.05);

/** A triangle with a surface. */
const triangle = fc
  .tuple(point, point, point)
  .filter(([a, b, c]) => Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) > 0.01);

test('a mixture of a triangle’s corners lies inside it, and what is mirrored at a side does not', () => {
  const share = fc.double({ min: 0.05, max: 0.3, noNaN: true });
  fc.assert(
    fc.property(triangle, share, share, (corners, p, q) => {
      const [a, b, c] = corners as unknown as [Point, Point, Point];
      const mix = (r: number, s: number): Point => [
        a[0] + r * (b[0] - a[0]) + s * (c[0] - a[0]),
        a[1] + r * (b[1] - a[1]) + s * (c[1] - a[1]),
      ];
      expect(isInside(corners as Polygon, mix(p, q))).toBe(true);
      expect(isInside(corners as Polygon, mix(-p, q))).toBe(false);
      expect(isInside(corners as Polygon, mix(p, 1 - p + q))).toBe(false);
    }),
  );
});

test('inside does not depend on where a polygon begins or which way round it is drawn', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 3, maxLength: 8 }), point, fc.nat(7), (polygon, at, turn) => {
      const edges = polygon.map((from, index) => ({ from, to: polygon[(index + 1) % polygon.length]! }));
      fc.pre(edges.every((edge) => Math.abs(offLine(edge, at)) > 1e-6 || edge.from === edge.to));
      const turned = [...polygon.slice(turn % polygon.length), ...polygon.slice(0, turn % polygon.length)];
      expect(isInside(turned, at)).toBe(isInside(polygon, at));
      expect(isInside(polygon.toReversed(), at)).toBe(isInside(polygon, at));
    }),
  );
});

test('a way back crosses the other way, and a line drawn the other way round swaps its sides', () => {
  fc.assert(
    fc.property(line, point, point, (drawn, before, after) => {
      const way = { from: before, to: after };
      const touches = (at: typeof way, points: Point[]) => points.some((end) => Math.abs(offLine(at, end)) < 1e-3);
      // Whether an end that lies on the other line belongs to it is left to the last digit.
      fc.pre(!touches(drawn, [before, after]) && !touches(way, [drawn.from, drawn.to]));
      const there = crossingOf(drawn, before, after);
      const other = { 'left-to-right': 'right-to-left', 'right-to-left': 'left-to-right' } as const;
      expect(crossingOf(drawn, after, before)).toBe(there && other[there]);
      expect(crossingOf({ from: drawn.to, to: drawn.from }, before, after)).toBe(there && other[there]);
    }),
  );
});

test('a way over the middle of a line crosses it from the side on which it begins', () => {
  fc.assert(
    fc.property(line, point, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (drawn, before, share) => {
      const off = offLine(drawn, before);
      fc.pre(Math.abs(off) > 0.01);
      const middle: Point = [
        drawn.from[0] + share * (drawn.to[0] - drawn.from[0]),
        drawn.from[1] + share * (drawn.to[1] - drawn.from[1]),
      ];
      const after: Point = [2 * middle[0] - before[0], 2 * middle[1] - before[1]];
      expect(crossingOf(drawn, before, after)).toBe(off < 0 ? 'left-to-right' : 'right-to-left');
    }),
  );
});

test('who walks from the top to the bottom of the picture has its right half on the left', () => {
  const down = { from: [0.5, 0] as Point, to: [0.5, 1] as Point };
  expect(offLine(down, [0.8, 0.5])).toBeLessThan(0);
  expect(crossingOf(down, [0.8, 0.5], [0.2, 0.5])).toBe('left-to-right');
});

test('a box of which a part is hidden has not moved, one that was shifted has', () => {
  const box = fc.record({
    x: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
    y: fc.double({ min: 0.1, max: 0.4, noNaN: true }),
    width: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
    height: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
  });
  fc.assert(
    fc.property(box, fc.double({ min: 0.3, max: 1, noNaN: true }), (stood, left) => {
      expect(hasMoved(stood, { ...stood, width: stood.width * left })).toBe(false);
      expect(hasMoved(stood, { ...stood, y: stood.y + stood.height * (1 - left), height: stood.height * left })).toBe(
        false,
      );
      const size = Math.max(stood.width * (16 / 9), stood.height);
      expect(hasMoved(stood, { ...stood, y: stood.y + 0.25 * size })).toBe(true);
    }),
  );
});
