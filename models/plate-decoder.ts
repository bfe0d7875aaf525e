import type { PlatePattern } from './plate-grammar.ts';
import { columnOf, latticeWidth, type PlateLattice } from './plate-lattice.ts';

/**
 * Reads a lattice under one class's pattern: the exact forward-backward sum over every alignment of every text that the
 * pattern allows. So a confidence is the share that a character has among all allowed texts, not a softmax peak.
 */
export interface PatternReading {
  pattern: PlatePattern;
  text: string;
  /** Share of the chosen character at each position, 0…1. */
  confidences: number[];
  /** Per position, the share of each of `pattern.positions[i]`'s characters. */
  shares: Float64Array[];
  /** Natural logarithm of the sum over all allowed texts. */
  logLikelihood: number;
}

/*
 * The reader's softmax is overconfident: where it sees nothing it knows, all allowed characters get numbers like 1e-7
 * whose ratios mean nothing. A floor of this size makes such positions equal, and so doubtful.
 */
const floor = 1e-4;

interface Trellis {
  /** Columns of the allowed characters, per position. */
  columns: Int32Array[];
  /** First state of each position's characters; blanks come before all characters. */
  starts: Int32Array;
  states: number;
}

const trellises = new WeakMap<PlatePattern, Trellis>();

/** States: `blank_0 … blank_L` (no character since position k), then every allowed character of every position. */
function trellisOf(pattern: PlatePattern): Trellis {
  const known = trellises.get(pattern);
  if (known) return known;
  const columns = pattern.positions.map((allowed) => Int32Array.from([...allowed], (one) => columnOf.get(one)!));
  const starts = new Int32Array(columns.length + 1);
  starts[0] = columns.length + 1;
  columns.forEach((list, at) => {
    starts[at + 1] = starts[at]! + list.length;
  });
  const trellis = { columns, starts, states: starts[columns.length]! };
  trellises.set(pattern, trellis);
  return trellis;
}

/** Emission probabilities with the floor, one row a step. */
function emissionsOf(lattice: PlateLattice): Float64Array {
  const emissions = new Float64Array(lattice.values.length);
  for (let at = 0; at < emissions.length; at += 1) emissions[at] = lattice.values[at]! + floor;
  return emissions;
}

/**
 * `entered[state]` at step t: the mass of paths whose character state begins at t. `scale[t]` keeps rows at sum 1.
 * For CTC a character may follow another one directly unless it is the same one.
 */
function forward(trellis: Trellis, emissions: Float64Array, steps: number) {
  const { columns, starts, states } = trellis;
  const length = columns.length;
  const entered = new Float64Array(steps * states);
  const scale = new Float64Array(steps);
  let previous = new Float64Array(states);
  let current = new Float64Array(states);
  for (let step = 0; step < steps; step += 1) {
    const row = step * latticeWidth;
    const blank = emissions[row]!;
    let total = 0;
    let sumBefore = 0;
    for (let at = 0; at <= length; at += 1) {
      const before = step === 0 ? (at === 0 ? 1 : 0) : previous[at]! + sumBefore;
      current[at] = blank * before;
      total += current[at]!;
      if (at === length) break;
      const list = columns[at]!;
      const start = starts[at]!;
      const restart = step === 0 ? (at === 0 ? 1 : 0) : previous[at]!;
      const beforeList = at > 0 ? columns[at - 1]! : undefined;
      let sumHere = 0;
      for (let one = 0; one < list.length; one += 1) {
        const column = list[one]!;
        const same = beforeList ? beforeList.indexOf(column) : -1;
        const direct = step === 0 ? 0 : sumBefore - (same >= 0 ? previous[starts[at - 1]! + same]! : 0);
        const probability = emissions[row + column]!;
        const enter = probability * (restart + direct);
        const stay = step === 0 ? 0 : previous[start + one]!;
        entered[step * states + start + one] = enter;
        current[start + one] = enter + probability * stay;
        total += current[start + one]!;
        sumHere += stay;
      }
      sumBefore = sumHere;
    }
    const factor = 1 / total;
    scale[step] = factor;
    for (let state = 0; state < states; state += 1) current[state]! *= factor;
    for (let state = starts[0]!; state < states; state += 1) entered[step * states + state]! *= factor;
    [previous, current] = [current, previous];
  }
  return { entered, scale, last: previous };
}

/** Multiplies `entered` by the mass of all ways to finish, and sums it per character: the unnormalised shares. */
function finish(
  trellis: Trellis,
  emissions: Float64Array,
  steps: number,
  run: ReturnType<typeof forward>,
): Float64Array {
  const { columns, starts, states } = trellis;
  const length = columns.length;
  const shares = new Float64Array(states);
  let after = new Float64Array(states);
  let now = new Float64Array(states);
  after[length] = 1;
  for (let state = starts[length - 1]!; state < states; state += 1) after[state] = 1;
  for (let step = steps - 1; step >= 0; step -= 1) {
    for (let state = starts[0]!; state < states; state += 1) {
      shares[state]! += run.entered[step * states + state]! * after[state]!;
    }
    if (step === 0) break;
    const row = step * latticeWidth;
    const factor = run.scale[step]!;
    for (let at = length; at >= 0; at -= 1) {
      const toBlank = emissions[row]! * after[at]!;
      const nextList = at < length ? columns[at]! : undefined;
      let toNext = 0;
      if (nextList) {
        for (let one = 0; one < nextList.length; one += 1) {
          toNext += emissions[row + nextList[one]!]! * after[starts[at]! + one]!;
        }
      }
      now[at] = (toBlank + toNext) * factor;
      if (at === 0) continue;
      const list = columns[at - 1]!;
      const start = starts[at - 1]!;
      for (let one = 0; one < list.length; one += 1) {
        const column = list[one]!;
        const same = nextList ? nextList.indexOf(column) : -1;
        const repeated = same >= 0 ? emissions[row + column]! * after[starts[at]! + same]! : 0;
        const stay = emissions[row + column]! * after[start + one]!;
        now[start + one] = (stay + toBlank + toNext - repeated) * factor;
      }
    }
    [after, now] = [now, after];
  }
  return shares;
}

/** `undefined` when the lattice has fewer steps than the pattern has characters. */
export function readPattern(lattice: PlateLattice, pattern: PlatePattern): PatternReading | undefined {
  const length = pattern.positions.length;
  if (lattice.steps < length) return undefined;
  const trellis = trellisOf(pattern);
  const emissions = emissionsOf(lattice);
  const run = forward(trellis, emissions, lattice.steps);
  const { starts, states } = trellis;
  let ending = run.last[length]!;
  for (let state = starts[length - 1]!; state < states; state += 1) ending += run.last[state]!;
  if (!(ending > 0)) return undefined;
  let logLikelihood = Math.log(ending);
  for (const factor of run.scale) logLikelihood -= Math.log(factor);
  const raw = finish(trellis, emissions, lattice.steps, run);
  const shares = pattern.positions.map((_, at) => normalised(raw.subarray(starts[at]!, starts[at + 1]!)));
  return { pattern, ...chooseText(pattern, shares), shares, logLikelihood };
}

/**
 * One reading out of several pictures of the same plate under the same pattern: the geometric mean of their shares, so that
 * a character must be likely in all of them. `readings` is not empty.
 */
export function combineReadings(readings: readonly PatternReading[]): PatternReading {
  const [first] = readings;
  if (!first || readings.length === 1) return first!;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const shares = first.shares.map((list, at) =>
    normalised(list.map((_, one) => Math.exp(mean(readings.map((each) => Math.log(each.shares[at]![one]! + 1e-9)))))),
  );
  return {
    pattern: first.pattern,
    ...chooseText(first.pattern, shares),
    shares,
    logLikelihood: mean(readings.map(({ logLikelihood }) => logLikelihood)),
  };
}

function normalised(masses: Float64Array): Float64Array {
  let sum = 0;
  for (const mass of masses) sum += mass;
  return masses.map((mass) => mass / sum);
}

/** The character with the greatest share at each position. */
function chooseText(pattern: PlatePattern, shares: readonly Float64Array[]): { text: string; confidences: number[] } {
  let text = '';
  const confidences: number[] = [];
  pattern.positions.forEach((allowed, at) => {
    const list = shares[at]!;
    let best = 0;
    for (let one = 1; one < list.length; one += 1) if (list[one]! > list[best]!) best = one;
    text += [...allowed][best]!;
    confidences.push(list[best]!);
  });
  return { text, confidences };
}
