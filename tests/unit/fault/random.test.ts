import { expect, test } from 'vitest';
import { createRandom } from '../../fault/fault-suite.ts';

test('the seed that a failed fault suite printed makes the same choices again', () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 50 }, () => random.between(1, 1000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7).every((value) => value >= 1 && value <= 1000)).toBe(true);
});
