import { expect, test } from 'vitest';
import { isNearPlate, toPlateReading } from '../../../gateway/compose/doors/plate-reading.ts';

const known = (...plates: string[]) => plates.map((plate) => ({ plate, state: 'active' as const }));
const seen = {
  plate: '粤B123A5',
  exact: false,
  colour: 'blue',
  characters: [1, 1, 1, 1, 1, 0.6, 1],
  doubtful: [5],
} as const;

test('a guard is shown the registered plates that differ in at most two characters, the nearest first', () => {
  const { candidates } = toPlateReading(seen, known('京C99999', '粤B12344', '粤B12345', '粤B123A5'));
  expect(candidates).toEqual([
    { plate: '粤B123A5', state: 'active', differs: [] },
    { plate: '粤B12345', state: 'active', differs: [5] },
    { plate: '粤B12344', state: 'active', differs: [5, 6] },
  ]);
});

test('a plate of another length is another plate: green ones have eight characters', () => {
  expect(toPlateReading(seen, known('粤BD12345', '粤B1234')).candidates).toEqual([]);
});

test('not more than five are shown, however many are alike', () => {
  expect(
    toPlateReading(seen, known(...'0123456789'.split('').map((digit) => `粤B123${digit}5`))).candidates,
  ).toHaveLength(5);
});

test('the reading is shown as plates are compared, with what is in doubt; an unknown colour is left out', () => {
  expect(toPlateReading({ ...seen, plate: '粤B·123a5' }, [])).toMatchObject({
    plate: '粤B123A5',
    colour: 'blue',
    doubtful: [5],
  });
  expect(toPlateReading({ ...seen, colour: 'unknown' }, [])).not.toHaveProperty('colour');
  expect(toPlateReading({ plate: '粤B123A5', exact: false }, [])).toMatchObject({ characters: [], doubtful: [] });
});

test('a reading is near a plate exactly where the guard would be offered it', () => {
  expect(isNearPlate('粤B·123A5', '粤B12345')).toBe(true);
  expect(isNearPlate('粤B999A5', '粤B12345')).toBe(false);
});
