import { expect, test } from 'vitest';
import { chooseLooks } from '../../../gateway/perception/enrolment/choose-looks.ts';

/** Person `p`, seen from a side: sides 1 apart have a cosine of about 0.76. */
function look(person: number, side = 0, quality = 0.5) {
  const template = new Float32Array(512);
  template[person] = 1 / Math.hypot(1, side ? 0.7 : 0);
  if (side) template[100 + person * 10 + side] = 0.7 / Math.hypot(1, 0.7);
  return { template, quality };
}

test('a stranger’s photo among a resident’s is refused, also when it comes first', () => {
  expect(chooseLooks([look(2), look(1), look(1, 1)])).toEqual(['different-person', 'chosen', 'chosen']);
  expect(chooseLooks([look(1), look(1, 1), look(2)])).toEqual(['chosen', 'chosen', 'different-person']);
});

test('two photos of two people enrol nobody: none can say who is meant', () => {
  expect(chooseLooks([look(1), look(2)])).toEqual(['different-person', 'different-person']);
  expect(chooseLooks([look(1), look(1, 1), look(2), look(2, 1)])).toEqual(Array(4).fill('different-person'));
});

test('of many photos the five best are kept, of the same photo twice one', () => {
  const many = [1, 2, 3, 4, 5, 6, 7].map((side) => look(1, side, side / 10));
  expect(chooseLooks(many)).toEqual(['not-needed', 'not-needed', ...Array(5).fill('chosen')]);
  expect(chooseLooks([look(1, 0, 0.4), look(1, 0, 0.9)])).toEqual(['not-needed', 'chosen']);
});

test('one photo is enough, and none gives none', () => {
  expect(chooseLooks([look(1)])).toEqual(['chosen']);
  expect(chooseLooks([])).toEqual([]);
});
