import { type FuzzTarget, textOf } from '../fuzz-target.ts';

/** Planted for the test of the fuzzer itself: four bytes are enough. */
export const target: FuzzTarget = {
  name: 'hangs',
  about: 'never ends for one of its words',
  seeds: ['door=1'],
  words: ['stay'],
  run(input) {
    while (textOf(input).includes('stay'));
  },
};
