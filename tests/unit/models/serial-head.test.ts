import { expect, test } from 'vitest';
import { columnOf } from '../../../models/plate-lattice.ts';
import { createSerialHead, featureLength, rowLength, serialCharacters } from '../../../models/serial-head.ts';
import { drawLattice } from './lattice-drawing.ts';

/** Weights that raise one character by the first feature. */
function weightsFor(character: string, strength: number) {
  const bytes = Buffer.alloc(serialCharacters.length * rowLength);
  bytes.writeInt8(100, serialCharacters.indexOf(character) * rowLength);
  return { scales: serialCharacters.map(() => strength / 100), bytes: bytes.toString('base64') };
}

const share = (values: Float64Array, character: string) => values[columnOf.get(character)!]!;
const on = () => Float32Array.from({ length: featureLength }, (_, at) => (at === 0 ? 1 : 0));

test('what looks like a D among digits is given to D, and nothing is taken from provinces or gaps', () => {
  const lattice = drawLattice([{ '0': 0.6, D: 0.2, 皖: 0.1 }]);
  createSerialHead(weightsFor('D', 3)).correct(lattice, on(), 0);
  expect(share(lattice.values, 'D')).toBeGreaterThan(share(lattice.values, '0'));
  expect(share(lattice.values, 'D') + share(lattice.values, '0')).toBeCloseTo(0.8, 5);
  expect(share(lattice.values, '皖')).toBe(0.1);
  expect(lattice.values[0]).toBeCloseTo(0.1, 9);
});

test('a gap between two characters stays a gap', () => {
  const lattice = drawLattice(['_', { '0': 0.005 }]);
  const before = lattice.values.slice();
  createSerialHead(weightsFor('D', 9)).correct(lattice, new Float32Array([...on(), ...on()]), 0);
  expect(lattice.values).toEqual(before);
});

test('the weights that are shipped fit the alphabet; others are refused', () => {
  expect(() => createSerialHead()).not.toThrow();
  expect(() => createSerialHead({ scales: [1], bytes: '' })).toThrow(/fit-serial-head/);
});
