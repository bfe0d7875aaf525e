import { columnOf, latticeWidth, type PlateLattice } from '../../../models/plate-lattice.ts';

/** One time step: `_` for no character, or characters with their probabilities; what is left over is no character. */
export type Step = string | Record<string, number>;

/** A lattice as the text reader would give it. */
export function drawLattice(steps: readonly Step[]): PlateLattice {
  const values = new Float64Array(steps.length * latticeWidth);
  let freeLogProbability = 0;
  steps.forEach((step, at) => {
    const shares = typeof step === 'string' ? (step === '_' ? {} : { [step]: 0.999 }) : step;
    let rest = 1;
    for (const [character, share] of Object.entries(shares)) {
      rest -= share;
      const column = columnOf.get(character);
      // What is on no plate is seen by the reader and lost to the lattice.
      if (column !== undefined) values[at * latticeWidth + column] = share;
    }
    values[at * latticeWidth] = rest;
    freeLogProbability += Math.log(Math.max(rest, ...Object.values(shares)));
  });
  return { steps: steps.length, values, freeLogProbability };
}

/** Each character for two steps with a gap between. */
export function spell(text: string): Step[] {
  return [...text].flatMap((character) => [character, character, '_']);
}
