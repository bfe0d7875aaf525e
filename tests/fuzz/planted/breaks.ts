import type { FuzzTarget } from '../fuzz-target.ts';

/** Planted for the test of the fuzzer itself: a lock of four rings that open one by one. */
export const target: FuzzTarget = {
  name: 'breaks',
  about: 'throws behind four conditions',
  seeds: ['........'],
  run(input) {
    const rings = [...input.subarray(0, 4)].map((byte) => byte >> 4);
    if (rings[0] !== 5) return;
    if (rings[1] !== 8) return;
    if (rings[2] !== 1) return;
    if (rings[3] === 14) throw new Error('opened');
  },
};
