import { expect, test } from 'vitest';
import type { RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type Region } from '../../../models/image-resize.ts';

const plain = { order: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] } as const;

function pattern(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7919 + (at >> 3) * 31) % 256);
  return { width, height, data };
}

/** The textbook form, pixel by pixel: bilinear, or the mean of four pixels where it becomes less than half as large. */
function naive(image: RgbImage, region: Region, width: number, height: number): Float32Array {
  const average = region.width >= 2 * width && region.height >= 2 * height;
  const at = (x: number, y: number, channel: number) => {
    const [cx, cy] = [Math.min(image.width - 1, Math.max(0, x)), Math.min(image.height - 1, Math.max(0, y))];
    return image.data[(cy * image.width + cx) * 3 + channel]!;
  };
  const bilinear = (x: number, y: number, channel: number) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [a, d] = [x - left, y - top];
    const above = at(left, top, channel) * (1 - a) + at(left + 1, top, channel) * a;
    return above * (1 - d) + (at(left, top + 1, channel) * (1 - a) + at(left + 1, top + 1, channel) * a) * d;
  };
  return Float32Array.from({ length: 3 * width * height }, (_, index) => {
    const channel = Math.floor(index / (width * height));
    const [y, x] = [Math.floor((index % (width * height)) / width), index % width];
    const sourceX = (part: number) => region.x + ((x + part) * region.width) / width;
    const sourceY = (part: number) => region.y + ((y + part) * region.height) / height;
    if (!average) return bilinear(sourceX(0.5) - 0.5, sourceY(0.5) - 0.5, channel);
    const four = [0.25, 0.75].flatMap((v) =>
      [0.25, 0.75].map((u) => at(Math.floor(sourceX(u)), Math.floor(sourceY(v)), channel)),
    );
    return four.reduce((sum, value) => sum + value, 0) / 4;
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
