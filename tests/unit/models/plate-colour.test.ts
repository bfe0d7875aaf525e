import { expect, test } from 'vitest';
import type { RgbImage } from '../../../models/image.ts';
import { plausibleBackgrounds, readColours } from '../../../models/plate-colour.ts';

type Rgb = [number, number, number];

/** Bars of `ink` over a third of the ground, under a lamp of some colour. */
function plate(ground: Rgb, ink: Rgb, lamp: Rgb = [1, 1, 1]): RgbImage {
  const [width, height] = [96, 24];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    const paint = (at % width) % 12 < 4 ? ink : ground;
    paint.forEach((value, channel) => {
      data[at * 3 + channel] = Math.min(255, value * lamp[channel]!);
    });
  }
  return { width, height, data };
}

const white: Rgb = [235, 235, 235];
const black: Rgb = [25, 25, 25];

test.each([
  ['a blue plate at noon', plate([20, 60, 160], white), 'blue', 'light'],
  ['a blue plate under yellow street light', plate([20, 60, 160], white, [1, 0.75, 0.4]), 'blue', 'light'],
  ['a truck plate', plate([240, 180, 30], black), 'yellow', 'dark'],
  ['a new-energy plate', plate([130, 215, 150], black), 'green', 'dark'],
  ['a police plate', plate(white, black), 'white', 'dark'],
  ['a Hong Kong plate', plate(black, white), 'black', 'light'],
] as const)('%s shows its colour', (_, image, background, text) => {
  expect(readColours(image)).toEqual({ background, text });
});

/** Ground that runs from one colour to another, as on a new-energy plate seen so small that the strokes are thin. */
function shaded(from: Rgb, to: Rgb, ink: Rgb): RgbImage {
  const image = plate(from, ink);
  for (let at = 0; at < image.width * image.height; at += 1) {
    if ((at % image.width) % 12 < 3) continue;
    const share = Math.floor(at / image.width) / image.height;
    for (const channel of [0, 1, 2]) {
      image.data[at * 3 + channel] = from[channel]! * (1 - share) + to[channel]! * share;
    }
  }
  return image;
}

test('a ground that runs from white to green is green, though brightness parts it and not the characters', () => {
  expect(readColours(shaded([200, 225, 205], [60, 140, 90], [80, 120, 95])).background).toBe('green');
});

test('a green plate with white characters is green, and a blue one under the yellowest lamp stays blue', () => {
  expect(readColours(plate([31, 122, 70], white))).toEqual({ background: 'green', text: 'light' });
  expect(readColours(plate([20, 60, 160], white, [1, 0.65, 0.25])).background).toBe('blue');
});

test('at night in infra-red light a plate may be any with such characters', () => {
  expect(plausibleBackgrounds(readColours(plate([70, 70, 70], [220, 220, 220])))).toContain('blue');
  expect(plausibleBackgrounds(readColours(plate([200, 200, 200], [40, 40, 40])))).toEqual(['white', 'yellow', 'green']);
});
