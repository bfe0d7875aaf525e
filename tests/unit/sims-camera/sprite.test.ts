import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrame, type Frame } from '../../../firmware-sims/camera/frame.ts';
import { createSpriteLevels, drawScaled } from '../../../firmware-sims/camera/scaled-sprite.ts';
import { drawSprite, spriteFromRgba } from '../../../firmware-sims/camera/sprite.ts';
import { createStage } from '../../../firmware-sims/camera/stage.ts';

/** A white disc on nothing, as RGBA. */
function disc(size: number) {
  const rgba = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const inside = Math.hypot(x - size / 2, y - size / 2) < size / 2 - 1;
      if (inside) rgba.set([255, 255, 255, 255], (y * size + x) * 4);
    }
  }
  return spriteFromRgba(rgba, size, size);
}

function backdrop(): Frame {
  const frame = createFrame(96, 64);
  frame.data.forEach((_, i) => {
    frame.data[i] = 40 + (i % 50);
  });
  return frame;
}
const brightPixels = (frame: Frame) => frame.y.filter((value) => value > 200).length;

test('a figure may walk off any edge of the picture: the rest of it stays where it belongs', () => {
  const sprite = disc(32);
  const levels = createSpriteLevels(sprite);
  fc.assert(
    fc.property(
      fc.integer({ min: -60, max: 140 }),
      fc.integer({ min: -60, max: 140 }),
      fc.double({ min: 0.1, max: 1.5, noNaN: true }),
      (x, y, scale) => {
        const frame = backdrop();
        const clean = backdrop();
        const touched = drawScaled(frame, levels, scale, x, y);
        for (let row = 0; row < frame.height; row++) {
          for (let column = 0; column < frame.width; column++) {
            const within =
              column >= touched.x &&
              column < touched.x + touched.width &&
              row >= touched.y &&
              row < touched.y + touched.height;
            const at = row * frame.width + column;
            if (!within && frame.y[at] !== clean.y[at]) return false;
          }
        }
        return true;
      },
    ),
  );
});

test('the same figure is smaller when it is drawn at half its size', () => {
  const levels = createSpriteLevels(disc(32));
  const [near, far] = [backdrop(), backdrop()];
  drawScaled(near, levels, 1, 20, 10);
  drawScaled(far, levels, 0.5, 20, 10);
  expect(brightPixels(far) / brightPixels(near)).toBeGreaterThan(0.15);
  expect(brightPixels(far) / brightPixels(near)).toBeLessThan(0.3);
});

test('white stays white and grey stays without colour', () => {
  const frame = createFrame(64, 64);
  drawSprite(frame, disc(32), 16, 16);
  const middle = 32 * 64 + 32;
  expect(frame.y[middle]).toBeGreaterThan(230);
  expect([...new Set([...frame.u, ...frame.v])].every((chroma) => Math.abs(chroma - 128) <= 1)).toBe(true);
});

test('where somebody stood a moment ago the background is whole again', () => {
  const background = backdrop();
  const stage = createStage(background);
  const frame = createFrame(96, 64);
  const sprite = disc(32);
  for (const [x, y] of [
    [10, 10],
    [41, 33],
    [-9, 50],
    [90, -3],
  ] as const) {
    stage.begin(frame);
    stage.draw(sprite, x, y);
  }
  stage.begin(frame);
  expect(Buffer.compare(frame.data, background.data)).toBe(0);
});

test('a scene drawn for another size says so instead of drawing nonsense', () => {
  const stage = createStage(backdrop());
  expect(() => stage.begin(createFrame(64, 64))).toThrow('96×64');
});
