import { expect, test } from 'vitest';
import {
  alignedSize,
  alignmentOf,
  fitSimilarity,
  fivePointsOf,
  invertSimilarity,
  type Similarity,
  sampleAligned,
} from '../../../models/face-align.ts';
import { overlapOf, readFaceBoxes, suppressOverlaps } from '../../../models/face-boxes.ts';
import { readLandmarks } from '../../../models/face-landmarks.ts';
import { defaultFaceLimits, faceProblem, measureFace } from '../../../models/face-quality.ts';

const box = (x: number, y: number, size: number) => ({ x, y, width: size, height: size });
const apply = ({ a, b, tx, ty }: Similarity, x: number, y: number) => [a * x - b * y + tx, b * x + a * y + ty];

test('of several boxes on one face the best stays, and the neighbour keeps his own', () => {
  const kept = suppressOverlaps(
    [
      { box: box(0, 0, 100), score: 0.8 },
      { box: box(5, 5, 100), score: 0.95 },
      { box: box(10, 0, 95), score: 0.7 },
      { box: box(120, 0, 100), score: 0.66 },
    ],
    0.4,
  );
  expect(kept.map(({ score }) => score)).toEqual([0.95, 0.66]);
});

test('overlap is shared area over covered area', () => {
  expect(overlapOf(box(0, 0, 10), box(5, 0, 10))).toBeCloseTo(50 / 150);
  expect(overlapOf(box(0, 0, 10), box(10, 0, 10))).toBe(0);
});

test('a detector that returns NaN finds nobody: it is an error', () => {
  const region = { x: 100, y: 50, width: 200, height: 100 };
  const boxes = Float32Array.of(0.1, 0.2, 0.3, 0.6);
  expect(readFaceBoxes(Float32Array.of(0.1, 0.9), boxes, region, 0.65)).toEqual([
    {
      box: {
        x: expect.closeTo(120, 3),
        y: expect.closeTo(70, 3),
        width: expect.closeTo(40, 3),
        height: expect.closeTo(40, 3),
      },
      score: expect.closeTo(0.9),
    },
  ]);
  expect(() => readFaceBoxes(Float32Array.of(0.1, Number.NaN), boxes, region, 0.65)).toThrow(/not finite/);
  expect(() => readFaceBoxes(Float32Array.of(0, 0.9), boxes.fill(Number.NaN, 2), region, 0.65)).toThrow(/not finite/);
  expect(() => readLandmarks(new Float32Array(136).fill(Number.NaN), region)).toThrow(/not finite/);
});

test('a turned, scaled and shifted face is brought back to where the embedder wants it', () => {
  const move: Similarity = { a: 1.4, b: 0.6, tx: 31, ty: -12 };
  const points = [10, 12, 70, 15, 40, 44, 22, 80, 66, 79];
  const moved = points.flatMap((x, at) => (at % 2 === 0 ? apply(move, x, points[at + 1]!) : []));
  const found = fitSimilarity(points, moved)!;
  for (const key of ['a', 'b', 'tx', 'ty'] as const) expect(found[key]).toBeCloseTo(move[key], 9);
  const [x, y] = apply(invertSimilarity(move), ...(apply(move, 7, 9) as [number, number]));
  expect([x, y]).toEqual([expect.closeTo(7), expect.closeTo(9)]);
});

test('landmarks all in one place give no alignment instead of a wrong one', () => {
  expect(alignmentOf(new Float32Array(136).fill(5))).toBeUndefined();
});

/** A face whose five points lie where an aligned face has them, `scale` times as large. */
function landmarks(scale: number, noseAside = 0): Float32Array {
  const points = new Float32Array(136);
  const put = (indices: number[], x: number, y: number) => {
    for (const index of indices) points.set([x * scale, y * scale], 2 * index);
  };
  put([37, 38, 40, 41], 38.29, 51.7);
  put([43, 44, 46, 47], 73.53, 51.5);
  put([30], 56.03 + noseAside, 71.74);
  put([48, 60], 41.55, 92.37);
  put([54, 64], 70.73, 92.2);
  return points;
}

test('the aligned crop shows the face in the middle whatever its size in the frame', () => {
  for (const scale of [0.5, 1, 3]) {
    const size = Math.round(alignedSize * scale);
    const image = { width: size, height: size, data: new Uint8Array(size * size * 3) };
    // A smooth ramp keeps its values under resizing.
    for (let at = 0; at < size * size; at += 1) {
      image.data.fill(Math.round(((at % size) / size) * 200), at * 3, at * 3 + 3);
    }
    const aligned = new Float32Array(alignedSize * alignedSize * 3);
    sampleAligned(image, alignmentOf(landmarks(scale))!, aligned);
    expect(aligned[(56 * alignedSize + 56) * 3]).toBeCloseTo(100, -1);
    expect(aligned[(56 * alignedSize + 90) * 3]).toBeCloseTo(161, -1);
  }
  expect([...fivePointsOf(landmarks(1))].map(Math.round)).toEqual([38, 52, 74, 52, 56, 72, 42, 92, 71, 92]);
});

function facePicture(value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: alignedSize * alignedSize * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return value(pixel % alignedSize, Math.floor(pixel / alignedSize));
  });
}

const textured = facePicture((x, y) => 120 + 40 * Math.sin(x / 3) + 30 * Math.sin(y / 2));

test.each([
  ['a face across the yard is too small', textured, landmarks(0.4), 'too-small'],
  ['a face at night without a lamp is too dark', textured.map((value) => value / 10), landmarks(1), 'too-dark'],
  ['a face in the headlights is too bright', textured.map((value) => 215 + value / 5), landmarks(1), 'too-bright'],
  ['somebody who looks at the lift is turned', textured, landmarks(1, 20), 'turned'],
  ['somebody who runs past is blurred', facePicture((x, y) => 80 + x / 2 + y / 3), landmarks(1), 'blurred'],
  ['a resident who looks at the camera is usable', textured, landmarks(1), undefined],
] as const)('%s', (_, aligned, points, problem) => {
  expect(faceProblem(measureFace(aligned, points), defaultFaceLimits)).toBe(problem);
});
