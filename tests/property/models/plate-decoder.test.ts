import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPattern } from '../../../models/plate-decoder.ts';
import { matchingPatterns, platePatterns } from '../../../models/plate-grammar.ts';
import { latticeWidth } from '../../../models/plate-lattice.ts';
import { drawLattice, spell } from '../../unit/models/lattice-drawing.ts';

const plates = fc
  .constantFrom(...platePatterns)
  .chain((pattern) =>
    fc
      .tuple(...pattern.positions.map((allowed) => fc.constantFrom(...allowed)))
      .map((characters) => ({ pattern, text: characters.join('') })),
  );

test('every plate that the grammar allows is read back from a clear picture', () => {
  fc.assert(
    fc.property(plates, ({ pattern, text }) => {
      const reading = readPattern(drawLattice(spell(text)), pattern)!;
      expect(reading.text).toBe(text);
      expect(Math.min(...reading.confidences)).toBeGreaterThan(0.9);
    }),
  );
});

const noise = fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 }), {
  minLength: 8,
  maxLength: 24,
});

test('whatever the reader says, a reading obeys the grammar and its shares are probabilities', () => {
  fc.assert(
    fc.property(fc.constantFrom(...platePatterns), noise, (pattern, rows) => {
      const values = new Float64Array(rows.length * latticeWidth);
      rows.forEach((row, step) => {
        const sum = row.reduce((total, one) => total + one, 1e-6);
        row.forEach((one, at) => {
          values[step * latticeWidth + ((at * 7 + step) % latticeWidth)]! += one / sum;
        });
      });
      const reading = readPattern({ steps: rows.length, values, freeLogProbability: 0 }, pattern)!;
      expect(matchingPatterns(reading.text)).toContain(pattern);
      for (const shares of reading.shares) {
        expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

/** All ways to lay a text over the steps, one by one. */
function likelihoodOf(text: readonly number[], values: Float64Array, steps: number): number {
  const at = (step: number, column: number) => values[step * latticeWidth + column]! + 1e-4;
  const walk = (step: number, next: number, last: number): number => {
    if (step === steps) return next === text.length ? 1 : 0;
    let sum = at(step, 0) * walk(step + 1, next, 0);
    if (last !== 0) sum += at(step, last) * walk(step + 1, next, last);
    const column = text[next];
    if (column !== undefined && column !== last) sum += at(step, column) * walk(step + 1, next + 1, column);
    return sum;
  };
  return walk(0, 0, 0);
}

test('the sum over all alignments is the one that counting them one by one gives', () => {
  const pattern = { ...platePatterns[0]!, positions: ['皖苏', 'AB', '01'] };
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
      (numbers) => {
        const columns = drawLattice(['_']).values.length;
        const steps = 5;
        const values = new Float64Array(steps * columns);
        const characters = ['皖', '苏', 'A', 'B', '0', '1'];
        const list = [0, ...characters.map((one) => drawLattice([{ [one]: 1 }]).values.indexOf(1))];
        for (let step = 0; step < steps; step += 1) {
          list.forEach((column, one) => {
            values[step * columns + column] = numbers[step * list.length + one]!;
          });
        }
        let total = 0;
        const byFirst = [0, 0];
        for (const [a, b, c] of combinations()) {
          const mass = likelihoodOf([list[a]!, list[b]!, list[c]!], values, steps);
          total += mass;
          byFirst[a - 1]! += mass;
        }
        const reading = readPattern({ steps, values, freeLogProbability: 0 }, pattern)!;
        expect(reading.logLikelihood).toBeCloseTo(Math.log(total), 9);
        expect(reading.shares[0]![0]).toBeCloseTo(byFirst[0]! / total, 9);
      },
    ),
  );
});

function* combinations(): Generator<[number, number, number]> {
  for (const a of [1, 2]) for (const b of [3, 4]) for (const c of [5, 6]) yield [a, b, c];
}
