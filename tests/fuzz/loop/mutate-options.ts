import type { SeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';

export interface MutateOptions {
  random: SeededRandom;
  corpus: readonly Uint8Array[];
  words: readonly string[];
  head: number;
  maxBytes: number;
}

/** Numbers at which formats and programs end. */
export const edgeNumbers = [
  ...['0', '-1', '1', '127', '128', '255', '256', '65535', '65536', '2147483647', '2147483648', '4294967296'],
  ...['9007199254740991', '9007199254740993', '-0', '1e400', '-1e400', '1e-400', '8640000000000001', '0.1'],
];
