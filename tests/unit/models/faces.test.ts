import { expect, test } from 'vitest';
import {
  alignedSize,
  alignmentOf,
  fitSimilarity,
  fivePointsOf,
  invertSimilarity,
  mirrorAligned,
  type Similarity,
  sampleAligned,
} from '../../../models/face-align.ts';
import { detectorSizeFor, overlapOf, readFaceBoxes, suppressOverlaps } from '../../../models/face-boxes.ts';
import { readLandmarks } from '../../../models/face-landmarks.ts';
import { livenessRegion, readLiveness } from '../../../models/face-liveness.ts';
import { poseOf } from '../../../models/face-pose.ts';
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
  const region = { x: 100, y: 50, width: 640, height: 480 };
  // Of 320×240, the anchor of 16 pixels in the second column of the first row; everything else is background.
  const [anchors, at] = [4420, 3 + 1];
  const boxes = new Float32Array(4 * anchors);
  const scores = new Float32Array(2 * anchors).map((_, index) => (index % 2 === 0 ? 5 : -5));
  scores.set([0, 2], 2 * at);
  const box = { x: 100 + 24 - 16, y: 50 + 8 - 16, width: 32, height: 32 };
  const near = Object.fromEntries(Object.entries(box).map(([key, value]) => [key, expect.closeTo(value, 3)]));
  expect(readFaceBoxes(scores, boxes, region, 0.65)).toEqual([{ box: near, score: expect.closeTo(0.881, 3) }]);
  expect(readFaceBoxes(scores, boxes, region, 0.9)).toEqual([]);
  boxes.set([10, 0, Math.log(2) / 0.2, 0], 4 * at);
  const [moved] = readFaceBoxes(scores, boxes, region, 0.65);
  expect(moved!.box).toMatchObject({ x: expect.closeTo(box.x + 32 - 16, 3), width: expect.closeTo(64, 3) });
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => readFaceBoxes(scores, boxes.slice().fill(bad, 4 * at), region, 0.65)).toThrow(/not finite/);
    expect(() => readFaceBoxes(scores.slice().fill(bad, 2 * at, 2 * at + 2), boxes, region, 0.65)).toThrow(
      /not finite/,
    );
  }
  expect(() => readFaceBoxes(scores.subarray(2), boxes, region, 0.65)).toThrow(/4419 anchors instead of 4420/);
  expect(() => readLandmarks(new Float32Array(136).fill(Number.NaN), region)).toThrow(/not finite/);
});

test('a wide picture is shown to the detector in its own shape, and no picture larger than it is made for', () => {
  expect(detectorSizeFor({ width: 1280, height: 720 })).toEqual({ width: 320, height: 192 });
  expect(detectorSizeFor({ width: 640, height: 480 })).toEqual({ width: 320, height: 240 });
  expect(detectorSizeFor({ width: 250, height: 250 })).toEqual({ width: 320, height: 240 });
  expect(detectorSizeFor({ width: 5000, height: 10 })).toEqual({ width: 320, height: 64 });
  // Its anchors are those of that shape: 40 × 24, 20 × 12, 10 × 6 and 5 × 3 cells.
  const none = new Float32Array(2 * 3525).map((_, index) => (index % 2 === 0 ? 9 : -9));
  const whole = { x: 0, y: 0, width: 1280, height: 720 };
  expect(readFaceBoxes(none, new Float32Array(4 * 3525), whole, 0.65, { width: 320, height: 192 })).toEqual([]);
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

/** Points of a head in millimetres from the tip of the nose: right, down, towards the camera. */
const headPoints: readonly (readonly [indices: readonly number[], x: number, y: number, z: number])[] = [
  [[36], -45, -37, -40],
  [[37, 38, 40, 41], -31, -36.5, -35],
  [[39], -17, -36, -31],
  [[42], 17, -36, -31],
  [[43, 44, 46, 47], 31, -36.5, -35],
  [[45], 45, -37, -40],
  [[27], 0, -40, -20],
  [[30], 0, 0, 0],
  [[31], -14, 8, -20],
  [[33], 0, 12, -15],
  [[35], 14, 8, -20],
  [[48, 60], -26, 33, -27],
  [[51], 0, 25, -13],
  [[54, 64], 26, 33, -27],
  [[57], 0, 42, -15],
  [[8], 0, 72, -24],
];

/** The 68 points of a head turned by these degrees, seen from far away; `scale` 1 is about the size of an aligned face. */
function landmarks(scale: number, turn: { yaw?: number; pitch?: number; roll?: number } = {}): Float32Array {
  const radians = (degrees = 0) => (degrees * Math.PI) / 180;
  const [yaw, pitch, roll] = [radians(turn.yaw), radians(turn.pitch), radians(turn.roll)];
  const points = new Float32Array(136);
  for (const [indices, x0, y0, z0] of headPoints) {
    const [y1, z1] = [y0 * Math.cos(pitch) + z0 * Math.sin(pitch), z0 * Math.cos(pitch) - y0 * Math.sin(pitch)];
    const x2 = x0 * Math.cos(yaw) + z1 * Math.sin(yaw);
    const x = x2 * Math.cos(roll) - y1 * Math.sin(roll);
    const y = x2 * Math.sin(roll) + y1 * Math.cos(roll);
    for (const index of indices) points.set([(56 + x * 0.57) * scale, (72 + y * 0.57) * scale], 2 * index);
  }
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
  const wanted = [38, 52, 74, 52, 56, 72, 42, 92, 71, 92];
  [...fivePointsOf(landmarks(1))].forEach((value, at) => {
    expect(Math.abs(value - wanted[at]!)).toBeLessThan(2.5);
  });
});

function facePicture(value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: alignedSize * alignedSize * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return value(pixel % alignedSize, Math.floor(pixel / alignedSize));
  });
}

/** Lines across the face where eyes and mouth are, weaker ones elsewhere. */
function faceWith(hidden: { eyes?: number; leftEye?: number; mouth?: number } = {}): Float32Array {
  return facePicture((x, y) => {
    const base = 120 + 12 * Math.sin(x / 3);
    const leftEye = x >= 28 && x < 48 && y >= 42 && y < 62;
    const rightEye = x >= 64 && x < 84 && y >= 42 && y < 62;
    const mouth = x >= 38 && x < 74 && y >= 82 && y < 102;
    const flat = leftEye ? (hidden.leftEye ?? hidden.eyes) : rightEye ? hidden.eyes : mouth ? hidden.mouth : undefined;
    if (flat !== undefined) return flat;
    return base + (leftEye || rightEye || mouth ? 30 : 12) * Math.sin(y / 2);
  });
}

const seen = faceWith();

test.each([
  ['a face across the yard is too small', seen, landmarks(0.4), 'too-small'],
  ['a face at night without a lamp is too dark', seen.map((value) => value / 10), landmarks(1), 'too-dark'],
  ['a face in the headlights is too bright', seen.map((value) => 222 + value / 6), landmarks(1), 'too-bright'],
  ['somebody who looks at the lift is turned', seen, landmarks(1, { yaw: 55 }), 'turned'],
  ['somebody who looks the other way is turned', seen, landmarks(1, { yaw: -55 }), 'turned'],
  ['somebody who reads on the telephone is turned', seen, landmarks(1, { pitch: 50 }), 'turned'],
  ['somebody who looks at the sky is turned', seen, landmarks(1, { pitch: -50 }), 'turned'],
  ['somebody who runs past is blurred', facePicture((x, y) => 80 + x / 2 + y / 3), landmarks(1), 'blurred'],
  ['somebody behind dark glasses is covered', faceWith({ eyes: 25 }), landmarks(1), 'covered'],
  ['somebody with a mask is covered', faceWith({ mouth: 190 }), landmarks(1), 'covered'],
  ['somebody with a hand before one eye is covered', faceWith({ leftEye: 125 }), landmarks(1), 'covered'],
  ['a resident who looks at the camera is usable', seen, landmarks(1), undefined],
  ['a resident at night, in grey and half the light, is usable', seen.map((v) => v / 2), landmarks(1), undefined],
  ['a resident who leans their head is usable', seen, landmarks(1, { roll: 30 }), undefined],
  ['a resident half turned is usable, though one eye is seen edge-on', seen, landmarks(1, { yaw: 38 }), undefined],
] as const)('%s', (_, aligned, points, problem) => {
  expect(faceProblem(measureFace(aligned, points), defaultFaceLimits)).toBe(problem);
});

test('the turn of a head is what it was turned by', () => {
  for (const yaw of [-40, 0, 25]) {
    for (const pitch of [-30, 0, 20]) {
      for (const roll of [-25, 0, 15]) {
        const pose = poseOf(landmarks(1.7, { yaw, pitch, roll }));
        expect(pose, `${yaw} ${pitch} ${roll}`).toEqual({
          yaw: expect.closeTo(yaw, 1),
          pitch: expect.closeTo(pitch, 1),
          roll: expect.closeTo(roll, 1),
        });
      }
    }
  }
});

test('a face in the mirror is the same face, swapped', () => {
  const picture = facePicture((x, y) => x * 2 + y);
  const mirror = picture.slice();
  mirrorAligned(mirror);
  expect(mirror[(7 * alignedSize + 3) * 3 + 1]).toBe(picture[(7 * alignedSize + 108) * 3 + 1]);
  mirrorAligned(mirror);
  expect(mirror).toEqual(picture);
});

test('the liveness model sees the surroundings of a face, and never beyond the picture', () => {
  const picture = { width: 640, height: 480 };
  expect(livenessRegion({ x: 270, y: 190, width: 100, height: 100 }, picture)).toEqual({
    x: 185,
    y: 105,
    width: 270,
    height: 270,
  });
  for (const face of [box(0, 0, 100), box(560, 400, 120), box(100, 20, 400), box(-40, -40, 60)]) {
    const { x, y, width, height } = livenessRegion(face, picture);
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(picture.width + 1e-9);
    expect(y + height).toBeLessThanOrEqual(picture.height + 1e-9);
  }
});

test('a liveness model that returns NaN says of nobody that they live: it is an error', () => {
  expect(readLiveness(Float32Array.of(2, 0, -9))).toBeCloseTo(0.881, 3);
  expect(readLiveness(Float32Array.of(900, 0, -900))).toBe(1);
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => readLiveness(Float32Array.of(0, bad, 0))).toThrow(/not finite/);
  }
  expect(() => readLiveness(Float32Array.of(1, 0))).toThrow(RangeError);
});
