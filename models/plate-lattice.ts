import { plateAlphabet } from './plate-grammar.ts';

/**
 * What the text reader saw, reduced to what a plate can hold: for every time step the probability of "no character"
 * and of each character of `plateAlphabet`. Row-major `steps × (1 + plateAlphabet.length)`, column 0 is blank.
 */
export interface PlateLattice {
  steps: number;
  values: Float64Array;
  /** Log-probability of the best path through the reader's whole vocabulary: what the picture says without grammar. */
  freeLogProbability: number;
}

export const latticeWidth = 1 + plateAlphabet.length;

/** Column of a character in a lattice. */
export const columnOf: ReadonlyMap<string, number> = new Map(plateAlphabet.map((character, at) => [character, at + 1]));

/**
 * Characters that the general reader says where a plate holds another one. Separators stand for nothing: the dot after
 * the office letter is not part of the plate. Small letters are capitals seen at low resolution; I and O are never
 * issued in a serial, so what looks like them is 1 or 0.
 */
const separators = ' ·•・.-—_:\'"`,';
const sameShape: readonly [string, string][] = [
  ...[...'abcdefghjkmnpqrstuvwxyz'].map((small): [string, string] => [small, small.toUpperCase()]),
  ['o', '0'],
  ['O', '0'],
  ['〇', '0'],
  ['I', '1'],
  ['i', '1'],
  ['l', '1'],
  ['|', '1'],
  ['蘇', '苏'],
  ['粵', '粤'],
  ['滬', '沪'],
  ['魯', '鲁'],
  ['閩', '闽'],
  ['雲', '云'],
  ['貴', '贵'],
  ['陝', '陕'],
  ['甯', '宁'],
  ['學', '学'],
  ['領', '领'],
];

/** Several lines read one after the other as one text: the rows of a double-row plate. */
export function joinLattices(parts: readonly PlateLattice[]): PlateLattice {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const steps = parts.reduce((sum, part) => sum + part.steps, 0);
  const values = new Float64Array(steps * latticeWidth);
  let at = 0;
  for (const part of parts) {
    values.set(part.values, at);
    at += part.values.length;
  }
  return { steps, values, freeLogProbability: parts.reduce((sum, part) => sum + part.freeLogProbability, 0) };
}

/** Maps the reader's classes to lattice columns. */
export interface LatticeReader {
  /** `probabilities` is `steps × classes` after softmax, starting at `offset`. */
  read(probabilities: Float32Array, offset: number, steps: number): PlateLattice;
  readonly classes: number;
}

/**
 * `keys`: the reader's dictionary as shipped, one character a line. Its classes are blank, the keys, space.
 * Throws when a character that plates need is not in it.
 */
export function createLatticeReader(keys: string): LatticeReader {
  const list = keys.split('\n').map((line) => line.replace(/\r$/, ''));
  if (list.at(-1) === '') list.pop();
  const classOf = new Map(list.map((character, at) => [character, at + 1]));
  const classes = list.length + 2;
  classOf.set(' ', classes - 1);
  const from: number[] = [0];
  const to: number[] = [0];
  const add = (character: string, column: number) => {
    const index = classOf.get(character);
    if (index === undefined) return false;
    from.push(index);
    to.push(column);
    return true;
  };
  for (const [character, column] of columnOf) {
    if (!add(character, column)) throw new Error(`the reader's dictionary lacks ${character}, which plates need`);
  }
  for (const separator of separators) add(separator, 0);
  for (const [seen, meant] of sameShape) add(seen, columnOf.get(meant)!);

  return {
    classes,
    read(probabilities, offset, steps) {
      const values = new Float64Array(steps * latticeWidth);
      let freeLogProbability = 0;
      for (let step = 0; step < steps; step += 1) {
        const row = offset + step * classes;
        let best = 0;
        let sum = 0;
        for (let index = 0; index < classes; index += 1) {
          const value = probabilities[row + index]!;
          sum += value;
          if (value > best) best = value;
        }
        // One value that is no number makes the sum none; softmax rows add up to 1.
        if (!(best > 0 && sum < 2))
          throw new RangeError('it returned a number that is not finite, or no probabilities');
        freeLogProbability += Math.log(best);
        const target = step * latticeWidth;
        for (let at = 0; at < from.length; at += 1) values[target + to[at]!]! += probabilities[row + from[at]!]!;
      }
      return { steps, values, freeLogProbability };
    },
  };
}
