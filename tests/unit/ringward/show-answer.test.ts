import { expect, test } from 'vitest';
import { showAnswer } from '../../../scripts/ringward/show-answer.ts';

test('rows stand in columns, Chinese names take the room that they take on a screen, and times can be read', () => {
  const people = [
    { id: 'p1', name: '林小雨', fromMs: 1_790_000_000_000 },
    { id: 'p22', name: 'Wu', places: ['a', 'b'] },
  ];
  expect(showAnswer({ people, more: false })).toBe(
    [
      'id   name    fromMs                    places',
      'p1   林小雨  2026-09-21T14:13:20.000Z',
      'p22  Wu                                a, b',
      'more  false',
    ].join('\n'),
  );
});

test('one thing is shown by its fields, both names of it together', () => {
  expect(showAnswer({ id: 'g1', name: { zh: '保洁', en: 'Cleaners' }, places: ['a', 'b'] })).toBe(
    'id      g1\nname    保洁 · Cleaners\nplaces  a, b',
  );
});

test('nothing found is said, and nothing to say is nothing', () => {
  expect(showAnswer({ people: [] })).toBe('(none)');
  expect(showAnswer(null)).toBe('');
});

test('a name cannot steer the terminal that shows it', () => {
  expect(showAnswer([{ name: '\u001b[2J林\u202e' }])).toBe('name\n [2J林');
});
