import type { RgbImage } from './image.ts';

/** `x' = a·x − b·y + tx`, `y' = b·x + a·y + ty`: turn, scale and shift, no shear. */
export interface Similarity {
  a: number;
  b: number;
  tx: number;
  ty: number;
}

export const alignedSize = 112;

/** Where eyes, nose and mouth corners of an aligned face lie, x and y in turn, in 112×112 (the ArcFace convention). */
const alignedPoints = Float64Array.of(38.29, 51.7, 73.53, 51.5, 56.03, 71.74, 41.55, 92.37, 70.73, 92.2);

/** Indices into the 68 points whose mean is: left eye, right eye, nose tip, mouth corners. */
const fivePoints: readonly (readonly number[])[] = [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]];

/** 68 points (x, y in turn, pixels) → the five that alignment needs, x and y in turn. */
export function fivePointsOf(landmarks: Float32Array): Float64Array {
  const points = new Float64Array(10);
  fivePoints.forEach((indices, at) => {
    for (const index of indices) {
      points[2 * at]! += landmarks[2 * index]! / indices.length;
      points[2 * at + 1]! += landmarks[2 * index + 1]! / indices.length;
    }
  });
  return points;
}

/** The similarity that brings `from` nearest to `to` (least squares); points as x, y in turn. Undefined if they coincide. */
export function fitSimilarity(from: ArrayLike<number>, to: ArrayLike<number>): Similarity | undefined {
  const count = from.length / 2;
  let [fx, fy, gx, gy] = [0, 0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    fx += from[2 * at]! / count;
    fy += from[2 * at + 1]! / count;
    gx += to[2 * at]! / count;
    gy += to[2 * at + 1]! / count;
  }
  let [along, across, spread] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const x = from[2 * at]! - fx;
    const y = from[2 * at + 1]! - fy;
    const u = to[2 * at]! - gx;
    const v = to[2 * at + 1]! - gy;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  if (!(spread > 1e-9)) return undefined;
  const a = along / spread;
  const b = across / spread;
  return { a, b, tx: gx - a * fx + b * fy, ty: gy - b * fx - a * fy };
}

export function invertSimilarity({ a, b, tx, ty }: Similarity): Similarity {
  const scale = a * a + b * b;
  const [ia, ib] = [a / scale, -b / scale];
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/** From the picture to the aligned face, out of 68 points. */
export function alignmentOf(landmarks: Float32Array): Similarity | undefined {
  return fitSimilarity(fivePointsOf(landmarks), alignedPoints);
}

/**
 * Samples the aligned 112×112 face straight from the picture (nothing is cut out or resized before), RGB interleaved, into
 * `target`: bilinearly, and where a target pixel covers several source pixels, as the mean of up to 3×3 of them.
 * What lies outside the picture is black.
 */
export function sampleAligned(image: RgbImage, toAligned: Similarity, target: Float32Array): void {
  const back = invertSimilarity(toAligned);
  const samples = Math.min(3, Math.max(1, Math.round(Math.hypot(back.a, back.b) / 1.25)));
  if (samples > 1) averageAligned(image, back, samples, target);
  else interpolateAligned(image, back, target);
}

function interpolateAligned({ width, height, data }: RgbImage, back: Similarity, target: Float32Array): void {
  target.fill(0);
  for (let y = 0, to = 0; y < alignedSize; y += 1) {
    for (let x = 0; x < alignedSize; x += 1, to += 3) {
      const px = back.a * x - back.b * y + back.tx;
      const py = back.b * x + back.a * y + back.ty;
      const left = Math.floor(px);
      const top = Math.floor(py);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const across = px - left;
      const down = py - top;
      const at = (top * width + left) * 3;
      const below = at + width * 3;
      const d = across * down;
      const c = down - d;
      const b = across - d;
      const a = 1 - across - c;
      target[to] = data[at]! * a + data[at + 3]! * b + data[below]! * c + data[below + 3]! * d;
      target[to + 1] = data[at + 1]! * a + data[at + 4]! * b + data[below + 1]! * c + data[below + 4]! * d;
      target[to + 2] = data[at + 2]! * a + data[at + 5]! * b + data[below + 2]! * c + data[below + 5]! * d;
    }
  }
}

function averageAligned(image: RgbImage, back: Similarity, samples: number, target: Float32Array): void {
  const { width, height, data } = image;
  const share = 1 / (samples * samples);
  const step = 1 / samples;
  for (let y = 0, to = 0; y < alignedSize; y += 1) {
    for (let x = 0; x < alignedSize; x += 1, to += 3) {
      let [r, g, b] = [0, 0, 0];
      for (let row = 0; row < samples; row += 1) {
        const v = y + (row + 0.5) * step - 0.5;
        for (let column = 0; column < samples; column += 1) {
          const u = x + (column + 0.5) * step - 0.5;
          const px = Math.round(back.a * u - back.b * v + back.tx);
          const py = Math.round(back.b * u + back.a * v + back.ty);
          if (px < 0 || py < 0 || px >= width || py >= height) continue;
          const at = (py * width + px) * 3;
          r += data[at]!;
          g += data[at + 1]!;
          b += data[at + 2]!;
        }
      }
      target[to] = r * share;
      target[to + 1] = g * share;
      target[to + 2] = b * share;
    }
  }
}

/** Swaps left and right of an aligned face in place. */
export function mirrorAligned(aligned: Float32Array): void {
  for (let y = 0; y < alignedSize; y += 1) {
    for (let x = 0; x < alignedSize / 2; x += 1) {
      const left = (y * alignedSize + x) * 3;
      const right = (y * alignedSize + alignedSize - 1 - x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = aligned[left + channel]!;
        aligned[left + channel] = aligned[right + channel]!;
        aligned[right + channel] = value;
      }
    }
  }
}

/** Interleaved RGB of the aligned face → the embedder's planes, `(v − 127) / 128`. */
export function alignedToPlanes(aligned: Float32Array, planes: Float32Array): void {
  const plane = alignedSize * alignedSize;
  for (let at = 0, from = 0; at < plane; at += 1, from += 3) {
    planes[at] = (aligned[from]! - 127) / 128;
    planes[plane + at] = (aligned[from + 1]! - 127) / 128;
    planes[2 * plane + at] = (aligned[from + 2]! - 127) / 128;
  }
}
