import { expect, test } from 'vitest';
import { drawPlate, looksGreen, provinces } from '../../../firmware-sims/compound/draw-plate.ts';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';

const serial = 'A-HJ-NP-Z0-9';
const forms = {
  blue: new RegExp(`^[${provinces}][A-HJ-NP-Z][${serial}]{5}$`),
  yellow: new RegExp(`^[${provinces}][A-HJ-NP-Z][${serial}]{5}$`),
  green: new RegExp(`^[${provinces}][A-HJ-NP-Z][DF][${serial}]\\d{4}$`),
};

test.each(['blue', 'yellow', 'green'] as const)('invented %s plates follow the grammar', (colour) => {
  const random = createSeededRandom(7);
  const drawn = Array.from({ length: 500 }, () => drawPlate(random, colour));
  expect(drawn.filter(({ plate }) => !forms[colour].test(plate))).toEqual([]);
  expect(drawn.every(({ plate }) => looksGreen(plate) === (colour === 'green'))).toBe(true);
  expect(new Set(drawn.map(({ plate }) => plate)).size).toBeGreaterThan(490);
});

test('there are 31 provinces', () => expect(new Set(provinces).size).toBe(31));

test('the same seed draws the same plates', () => {
  const draw = (seed: number) => Array.from({ length: 5 }, () => drawPlate(createSeededRandom(seed), 'blue').plate);
  expect(draw(3)).toEqual(draw(3));
  expect(draw(3)).not.toEqual(draw(4));
});
