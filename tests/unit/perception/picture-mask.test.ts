import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { coverPlane, rasteriseMasks } from '../../../gateway/perception/streams/picture-mask.ts';

const whole = { shiftX: 0, shiftY: 0, sampleBytes: 1 };

/** The picture as text: `#` where it is covered. */
function draw(polygons: Polygon[], width: number, height: number): string[] {
  const plane = new Uint8Array(width * height).fill(46);
  coverPlane(plane, width, rasteriseMasks(polygons, width, height), whole, 35);
  return Array.from({ length: height }, (_, y) => Buffer.from(plane.subarray(y * width, (y + 1) * width)).toString());
}

describe('what a mask covers', () => {
  test('follows a concave outline and leaves the bay in it free', () => {
    const bay: Polygon = [
      [0, 0],
      [0.35, 0],
      [0.35, 0.65],
      [0.65, 0.65],
      [0.65, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ];
    expect(draw([bay], 10, 10)).toEqual([
      ...Array<string>(6).fill('####..####'),
      ...Array<string>(4).fill('##########'),
    ]);
  });

  test('is every pixel that the outline touches, however little', () => {
    expect(
      draw(
        [
          [
            [0.25, 0.25],
            [0.65, 0.25],
            [0.65, 0.65],
            [0.25, 0.65],
          ],
        ],
        10,
        10,
      ),
    ).toEqual([
      '..........',
      '..........',
      '..#####...',
      '..#####...',
      '..#####...',
      '..#####...',
      '..#####...',
      '..........',
      '..........',
      '..........',
    ]);
    const hair: Polygon = [
      [0.05, 0.35],
      [0.95, 0.35],
      [0.95, 0.3500001],
    ];
    expect(draw([hair], 10, 10)[3]).toBe('##########');
  });

  test('is all that an outline goes around, also where it crosses itself', () => {
    const star: Polygon = [
      [0.5, 0],
      [0.8, 1],
      [0, 0.4],
      [1, 0.4],
      [0.2, 1],
    ];
    expect(draw([star], 41, 41)[20]![20]).toBe('#');
  });

  test('ends at the edge of the picture', () => {
    expect(
      draw(
        [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
        7,
        5,
      ),
    ).toEqual(Array<string>(5).fill('#######'));
  });

  test('holds every point of any triangle', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const point = fc.tuple(part, part);
    fc.assert(
      fc.property(point, point, point, part, part, (a, b, c, u, v) => {
        const [p, q] = u + v > 1 ? [1 - u, 1 - v] : [u, v];
        const x = a[0] + p * (b[0] - a[0]) + q * (c[0] - a[0]);
        const y = a[1] + p * (b[1] - a[1]) + q * (c[1] - a[1]);
        const rows = draw([[a, b, c]], 32, 18);
        const near = [-1e-9, 1e-9].map((nudge) => {
          const column = Math.min(31, Math.max(0, Math.floor((x + nudge) * 32)));
          return rows[Math.min(17, Math.max(0, Math.floor((y + nudge) * 18)))]![column];
        });
        expect(near).toContain('#');
      }),
    );
  });

  test('covers a whole colour sample if it covers one of its pixels', () => {
    const spans = rasteriseMasks(
      [
        [
          [0.3, 0.3],
          [0.35, 0.3],
          [0.35, 0.35],
          [0.3, 0.35],
        ],
      ],
      10,
      10,
    );
    const chroma = new Uint8Array(25);
    coverPlane(chroma, 5, spans, { shiftX: 1, shiftY: 1, sampleBytes: 1 }, 1);
    expect([...chroma.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([6]);
    const interleaved = new Uint8Array(50);
    coverPlane(interleaved, 10, spans, { shiftX: 1, shiftY: 1, sampleBytes: 2 }, 1);
    expect([...interleaved.entries()].filter(([, value]) => value === 1).map(([at]) => at)).toEqual([12, 13]);
  });
});
