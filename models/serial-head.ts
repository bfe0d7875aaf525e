import { digits, serialLetters } from './plate-grammar.ts';
import { columnOf, latticeWidth, type PlateLattice } from './plate-lattice.ts';
import { serialHeadWeights } from './serial-head-weights.ts';

/**
 * A layer of ours beside the reader's last one. The reader was trained on running text in every typeface; on plates it
 * takes D, Q, C and G among digits for 0 and 6. Its features know better than its last layer: a linear correction of the
 * 34 serial characters, fitted on plate crops, tells them apart. The correction only shares out what the reader gives to
 * serial characters at a step; whether a character stands there at all, and provinces, stay as the reader says.
 * `scripts/fit-serial-head.ts` makes the weights and says how well they do on crops they were not fitted on.
 */
export interface SerialHead {
  /** Corrects `lattice` in place; `features` are `steps × 120` beginning at `offset`. */
  correct(lattice: PlateLattice, features: Float32Array, offset: number): void;
}

export const serialCharacters: readonly string[] = [...(digits + serialLetters)];
export const featureLength = 120;
/** One bias beside the features. */
export const rowLength = featureLength + 1;

/** A character's weights are bytes times one number: `scale` per character, `bytes` row by row. */
export interface SerialHeadWeights {
  scales: readonly number[];
  /** Base64 of `34 × 121` signed bytes. */
  bytes: string;
}

const columns = Int32Array.from(serialCharacters, (character) => columnOf.get(character)!);
/** Steps with less than this on serial characters are gaps between them. */
const minMass = 0.01;

/** Throws RangeError when the weights do not fit the alphabet. */
export function createSerialHead(weights: SerialHeadWeights = serialHeadWeights): SerialHead {
  const bytes = new Int8Array(Uint8Array.from(Buffer.from(weights.bytes, 'base64')).buffer);
  if (bytes.length !== columns.length * rowLength || weights.scales.length !== columns.length) {
    throw new RangeError(
      'the weights of the serial head do not fit its alphabet: run scripts/fit-serial-head.ts again',
    );
  }
  const rows = Float64Array.from(bytes, (value, at) => value * weights.scales[Math.floor(at / rowLength)]!);
  const corrected = new Float64Array(columns.length);
  return {
    correct({ steps, values }, features, offset) {
      for (let step = 0; step < steps; step += 1) {
        const row = step * latticeWidth;
        let mass = 0;
        for (const column of columns) mass += values[row + column]!;
        if (mass < minMass) continue;
        let total = 0;
        for (let one = 0; one < columns.length; one += 1) {
          const change = scoreOf(rows, one, features, offset + step * featureLength);
          corrected[one] = (values[row + columns[one]!]! + 1e-9) * Math.exp(change);
          total += corrected[one]!;
        }
        for (let one = 0; one < columns.length; one += 1)
          values[row + columns[one]!] = (corrected[one]! * mass) / total;
      }
    },
  };
}

function scoreOf(rows: Float64Array, one: number, features: Float32Array, from: number): number {
  const base = one * rowLength;
  let sum = rows[base + featureLength]!;
  for (let at = 0; at < featureLength; at += 1) sum += rows[base + at]! * features[from + at]!;
  return sum;
}
