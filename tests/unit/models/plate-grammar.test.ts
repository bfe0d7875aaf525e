import { expect, test } from 'vitest';
import { matchingPatterns, plateAlphabet, platePatterns } from '../../../models/plate-grammar.ts';

const examples: Record<(typeof platePatterns)[number]['name'], string> = {
  small: '皖A12B45',
  large: '皖A12B45',
  'new-energy-small': '粤BD12345',
  'new-energy-large': '京A12345D',
  police: '苏AA123警',
  trainer: '浙B1A23学',
  trailer: '鲁B1A23挂',
  'cross-border': '粤Z1234港',
  embassy: '使123456',
  'embassy-old': '123456使',
  consulate: '沪A1234领',
  'armed-police': 'WJ12345',
  'armed-police-regional': 'WJ京12345',
  military: 'VA12345',
  emergency: '京X1234应急',
  'civil-aviation': '民航A1234',
};

test.each(Object.entries(examples))('a %s plate such as %s is recognised as one', (name, plate) => {
  expect(matchingPatterns(plate).map((pattern) => pattern.name)).toContain(name);
});

test.each(['皖AI2345', '皖A1234O', '皖O12345', '皖I12345', '粤BI12345'])(
  'the letters I and O are on no plate: %s is refused',
  (plate) => {
    expect(matchingPatterns(plate)).toEqual([]);
  },
);

test('a shop sign, a telephone number and half a plate are no plates', () => {
  for (const text of ['平安保险', '05516234', '皖A1234', 'A12345', '皖A123456', '']) {
    expect(matchingPatterns(text), text).toEqual([]);
  }
});

test('on a green plate there are always eight characters, on a blue one always seven', () => {
  const lengths = (background: 'green' | 'blue') =>
    platePatterns
      .filter((pattern) => pattern.backgrounds.includes(background) && pattern.mayBeExact)
      .map((pattern) => pattern.positions.length);
  expect(new Set(lengths('green'))).toEqual(new Set([8]));
  expect(new Set(lengths('blue'))).toEqual(new Set([7]));
});

test('temporary paper plates are in no class, so they can never open a barrier', () => {
  expect(matchingPatterns('临皖A1234')).toEqual([]);
  expect(plateAlphabet).not.toContain('临');
});
