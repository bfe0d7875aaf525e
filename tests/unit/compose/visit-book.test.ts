import { expect, test } from 'vitest';
import { createVisitBook } from '../../../gateway/compose/doors/visit-book.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

test('a resident whose track breaks on the way to the door is let in once, and again when she comes back', () => {
  const clock = fakeClock();
  const visits = createVisitBook(clock);
  visits.settled('gate', 't1', 'r-lin');
  expect(visits.isSettled('gate', 't2', 'r-lin')).toBe(true);
  expect(visits.isSettled('gate', 't2', 'r-wu')).toBe(false);
  expect(visits.isSettled('u1-door', 't2', 'r-lin')).toBe(false);
  clock.advance(3000);
  expect(visits.isSettled('gate', 't2', 'r-lin')).toBe(false);
  expect(visits.isSettled('gate', 't1', 'r-lin')).toBe(true);
});

test('two strangers are two visits; one who stays is one', () => {
  const clock = fakeClock();
  const visits = createVisitBook(clock);
  visits.settled('gate', 't1', undefined);
  expect(visits.isSettled('gate', 't1', undefined)).toBe(true);
  expect(visits.isSettled('gate', 't2', undefined)).toBe(false);
  clock.advance(10_000);
  expect(visits.isSettled('gate', 't1', undefined)).toBe(false);
});
