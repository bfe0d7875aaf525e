import { expect, test } from 'vitest';
import type { RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type Region } from '../../../models/image-resize.ts';

const plain = { order: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] } as const;

function pattern(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256);
  return { width, height, data };
}

/** The textbook form, pixel by pixel: the mean of bilinear samples, as many an axis as the resizer takes. */
function naive(image: RgbImage, region: Region, width: number, height: number): Float32Array {
  const [acrossCount, downCount] = [region.width / width >= 2 ? 2 : 1, region.height / height >= 2 ? 2 : 1];
  const clamp = (value: number, last: number) => Math.min(last, Math.max(0, value));
  const at = (x: number, y: number, channel: number) => image.data[(y * image.width + x) * 3 + channel]!;
  const sample = (x: number, y: number, channel: number) => {
    const [cx, cy] = [clamp(x, image.width - 1), clamp(y, image.height - 1)];
    const [left, top] = [Math.floor(cx), Math.floor(cy)];
    const [right, bottom] = [Math.min(left + 1, image.width - 1), Math.min(top + 1, image.height - 1)];
    const [a, d] = [cx - left, cy - top];
    const above = at(left, top, channel) * (1 - a) + at(right, top, channel) * a;
    return above * (1 - d) + (at(left, bottom, channel) * (1 - a) + at(right, bottom, channel) * a) * d;
  };
  return Float32Array.from({ length: 3 * width * height }, (_, index) => {
    const channel = Math.floor(index / (width * height));
    const [y, x] = [Math.floor((index % (width * height)) / width), index % width];
    let sum = 0;
    for (let v = 0; v < downCount; v += 1) {
      for (let u = 0; u < acrossCount; u += 1) {
        const sx = region.x + ((x * acrossCount + u + 0.5) * region.width) / (width * acrossCount) - 0.5;
        const sy = region.y + ((y * downCount + v + 0.5) * region.height) / (height * downCount) - 0.5;
        sum += sample(sx, sy, channel);
      }
    }
    return sum / (acrossCount * downCount);
  });
}

test.each([
  ['smaller', 90, 62, 32, 24],
  ['much smaller', 320, 180, 32, 24],
  ['larger', 20, 13, 32, 24],
  ['the same size', 32, 24, 32, 24],
])('a frame made %s has the values of the textbook form', (_, fromWidth, fromHeight, width, height) => {
  const image = pattern(fromWidth, fromHeight);
  const got = new Float32Array(3 * width * height);
  createPlaneResizer(width, height, plain)(image, got);
  const want = naive(image, { x: 0, y: 0, width: fromWidth, height: fromHeight }, width, height);
  expect(Math.max(...got.map((value, at) => Math.abs(value - want[at]!)))).toBeLessThan(1e-3);
});

test('a region that reaches beyond the frame repeats its edge, and the next frame of another size is not confused', () => {
  const resize = createPlaneResizer(16, 16, plain);
  const got = new Float32Array(3 * 16 * 16);
  for (const region of [
    { x: -5, y: 3, width: 30, height: 20 },
    { x: 10.5, y: 7.25, width: 15, height: 12.5 },
  ]) {
    const image = pattern(24, 20);
    resize(image, got, region);
    const want = naive(image, region, 16, 16);
    expect(Math.max(...got.map((value, at) => Math.abs(value - want[at]!)))).toBeLessThan(1e-3);
  }
});

test('planes come in the order, with the mean and the scale that the model asks for', () => {
  const image = { width: 1, height: 1, data: Uint8Array.of(10, 20, 30) };
  const got = new Float32Array(3);
  createPlaneResizer(1, 1, { order: 'bgr', mean: [1, 2, 3], scale: [1, 10, 100] })(image, got);
  expect([...got]).toEqual([29, 180, 700]);
});
