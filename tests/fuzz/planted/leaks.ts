import type { FuzzTarget } from '../fuzz-target.ts';

const hoard: number[][] = [];

/** Planted for the test of the fuzzer itself: it keeps what it is given. */
export const target: FuzzTarget = {
  name: 'leaks',
  about: 'keeps a copy of everything',
  seeds: ['a'],
  run(input) {
    hoard.push(new Array<number>(20_000).fill(input.length + 0.5));
  },
};
