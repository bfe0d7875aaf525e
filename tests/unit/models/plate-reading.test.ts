import { expect, test } from 'vitest';
import type { PlateColours } from '../../../models/plate-colour.ts';
import { readPattern } from '../../../models/plate-decoder.ts';
import { platePatterns } from '../../../models/plate-grammar.ts';
import { createLatticeReader, joinLattices, latticeWidth } from '../../../models/plate-lattice.ts';
import { decidePlateText } from '../../../models/plate-reading.ts';
import { drawLattice, spell } from './lattice-drawing.ts';

const blue: PlateColours = { background: 'blue', text: 'light' };
const green: PlateColours = { background: 'green', text: 'dark' };
const yellow: PlateColours = { background: 'yellow', text: 'dark' };
const white: PlateColours = { background: 'white', text: 'dark' };
const nightLight: PlateColours = { background: 'unknown', text: 'light' };
const nightDark: PlateColours = { background: 'unknown', text: 'dark' };

test('a resident with a clear blue plate is read exactly', () => {
  const reading = decidePlateText([drawLattice(spell('皖A12B45'))], blue);
  expect(reading).toMatchObject({ kind: 'exact', plate: '皖A12B45', colour: 'blue', doubtful: [] });
  expect(Math.min(...reading!.confidences)).toBeGreaterThan(0.95);
});

test.each([
  ['new-energy', '粤BD12345', green],
  ['truck', '京A12345', yellow],
  ['driving school', '浙B1A23学', yellow],
  ['trailer', '鲁B1A23挂', yellow],
  ['police', '苏AA123警', white],
  ['Hong Kong', '粤Z1234港', { background: 'black', text: 'light' }],
] as const)('a %s plate %s is read exactly on its own colour', (_, plate, colours) => {
  expect(decidePlateText([drawLattice(spell(plate))], colours)).toMatchObject({ kind: 'exact', plate });
});

test.each(['使123456', '沪A1234领', 'WJ12345', 'WJ京12345', 'VA12345', '京X1234应急'])(
  'a plate of a class whose look cannot be checked, %s, is left to the guard',
  (plate) => {
    const colours = plate.startsWith('使') || plate.endsWith('领') ? nightLight : white;
    expect(decidePlateText([drawLattice(spell(plate))], colours)).toMatchObject({ kind: 'partial', plate });
  },
);

test('the least sure character decides, not the mean of all', () => {
  const steps = spell('皖A12345');
  steps[9] = steps[10] = { '2': 0.75, Z: 0.25 };
  const reading = decidePlateText([drawLattice(steps)], blue)!;
  expect(reading.confidences.reduce((sum, one) => sum + one, 0) / 7).toBeGreaterThan(0.97);
  expect(reading).toMatchObject({ kind: 'partial', doubtful: [3] });
});

test('a second look that sees the character clearly settles a doubtful one; one that sees another makes it doubtful', () => {
  const look = (step: Record<string, number>) => {
    const steps = spell('皖A12345');
    steps[9] = steps[10] = step;
    return drawLattice(steps);
  };
  const clear = look({ '2': 0.999 });
  expect(decidePlateText([look({ '2': 0.6, Z: 0.4 })], blue)).toMatchObject({ kind: 'partial', doubtful: [3] });
  expect(decidePlateText([look({ '2': 0.6, Z: 0.4 }), clear, clear, clear], blue)).toMatchObject({ kind: 'exact' });
  expect(decidePlateText([clear, look({ Z: 0.999 })], blue)).toMatchObject({ kind: 'partial', doubtful: [3] });
});

test('an office letter that looks like O is never exact, for no office has it any more', () => {
  const dictionaryWithO = [...dictionary, 'O'];
  const reader = createLatticeReader(dictionaryWithO.join('\n'));
  const steps = ['皖', '', 'O', '', '1', '', '2', '', '3', '', '4', '', '5'];
  const probabilities = new Float32Array(steps.length * reader.classes).fill(1e-7);
  steps.forEach((character, step) => {
    const at = character === '' ? 0 : dictionaryWithO.indexOf(character) + 1;
    probabilities[step * reader.classes + at] = 0.999;
  });
  expect(decidePlateText([reader.read(probabilities, 0, steps.length)], blue)?.kind).not.toBe('exact');
});

test('a class that fits as well as a doubtful one is told, with what they differ in in doubt', () => {
  const reading = decidePlateText([drawLattice(spell('青L24680K'))], nightDark);
  expect(reading).toMatchObject({ plate: '青L24680K', plateClass: 'new-energy-large' });
});

test('two equal characters in a row stay two', () => {
  expect(decidePlateText([drawLattice(spell('皖A77777'))], blue)).toMatchObject({ kind: 'exact', plate: '皖A77777' });
});

test('a character that could be D or 0 makes the guard look at that position, not at the mean of all', () => {
  const steps = spell('皖A12345');
  steps[9] = steps[10] = { '2': 0.02, D: 0.45, '0': 0.5 };
  expect(decidePlateText([drawLattice(steps)], blue)).toMatchObject({ kind: 'partial', doubtful: [3] });
});

test('a letter O that the reader sees in a serial is the digit 0, and a capital I the digit 1', () => {
  const reader = createLatticeReader(['O', 'I', ...new Set([...dictionary])].join('\n'));
  const probabilities = new Float32Array(2 * reader.classes).fill(1e-6);
  probabilities[1] = 0.9;
  probabilities[reader.classes + 2] = 0.9;
  const lattice = reader.read(probabilities, 0, 2);
  expect(bestCharacter(lattice.values, 0)).toBe('0');
  expect(bestCharacter(lattice.values, 1)).toBe('1');
});

test('a green plate whose last character was lost is not taken for a blue one with seven', () => {
  expect(decidePlateText([drawLattice(spell('粤BD1234'))], green)).toBeUndefined();
});

test('a plate under infra-red light that may have lost its eighth character is left to the guard', () => {
  expect(decidePlateText([drawLattice(spell('粤B12345'))], nightDark)).toMatchObject({
    kind: 'partial',
    doubtful: [6],
  });
});

test('bright characters under infra-red light can only be a plate with seven', () => {
  expect(decidePlateText([drawLattice(spell('粤B12345'))], nightLight)).toMatchObject({ kind: 'exact' });
});

test('an eight-character plate on blue ground is no plate', () => {
  expect(decidePlateText([drawLattice(spell('粤BD12345'))], blue)).toBeUndefined();
});

test('a shop sign with the length of a plate is refused', () => {
  expect(decidePlateText([drawLattice(spell('皖合肥牛肉面馆'))], blue)).toBeUndefined();
  expect(decidePlateText([drawLattice(spell('88888888'))], nightDark)).toBeUndefined();
});

test('the two rows of a truck plate are read as one', () => {
  const plate = joinLattices([drawLattice(spell('京A')), drawLattice(spell('1234B'))]);
  expect(decidePlateText([plate], yellow)).toMatchObject({ kind: 'exact', plate: '京A1234B' });
});

test('the dot after the office letter is not part of the plate', () => {
  const reader = createLatticeReader([...dictionary, '·'].join('\n'));
  const probabilities = new Float32Array(reader.classes).fill(1e-7);
  probabilities[dictionary.length + 1] = 0.99;
  const { values } = reader.read(probabilities, 0, 1);
  expect(values[0]).toBeCloseTo(0.99, 2);
});

test('a reader that returns NaN is not believed', () => {
  const reader = createLatticeReader(dictionary.join('\n'));
  const probabilities = new Float32Array(reader.classes).fill(0.01);
  probabilities[3] = Number.NaN;
  expect(() => reader.read(probabilities, 0, 1)).toThrow(/not finite/);
});

test('a dictionary without a province is refused when it is loaded', () => {
  expect(() => createLatticeReader(dictionary.filter((one) => one !== '皖').join('\n'))).toThrow(/皖/);
});

test('a picture too narrow for seven characters gives no reading', () => {
  expect(readPattern(drawLattice(['皖', 'A', '1']), platePatterns[0]!)).toBeUndefined();
});

const dictionary = [...new Set(platePatterns.flatMap(({ positions }) => positions.flatMap((one) => [...one])))];

function bestCharacter(values: Float64Array, step: number): string {
  const row = values.subarray(step * latticeWidth, (step + 1) * latticeWidth);
  return ['', ...dictionary][row.indexOf(Math.max(...row))]!;
}
