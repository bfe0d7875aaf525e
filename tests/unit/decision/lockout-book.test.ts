import { expect, test } from 'vitest';
import { createLockoutBook } from '../../../gateway/decision/lockout-book.ts';
import { createLockoutTable } from '../../../gateway/decision/sqlite-lockouts.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const book = (clock = fakeClock(), store = openStore(':memory:')) =>
  createLockoutBook(clock, { failures: 3, seconds: 30 }, createLockoutTable(store), store);

test('three strange cards in a row shut a reader for half a minute, and only this one', () => {
  const clock = fakeClock();
  const lockout = book(clock);
  expect(lockout.answered('r1', 'denied', 'unknown-card')).toBe(false);
  expect(lockout.answered('r1', 'denied', 'unknown-pin')).toBe(false);
  expect(lockout.answered('r1', 'denied', 'pass-forged')).toBe(true);
  expect(lockout.shutMs('r1')).toBe(30_000);
  expect(lockout.isShut('r2')).toBe(false);
  clock.advance(30_000);
  expect(lockout.isShut('r1')).toBe(false);
});

test('a clock that is set ahead does not open a shut reader', () => {
  const clock = fakeClock();
  const lockout = book(clock);
  for (let n = 0; n < 3; n += 1) lockout.answered('r1', 'denied', 'unknown-card');
  clock.jumpWall(3_600_000);
  expect(lockout.isShut('r1')).toBe(true);
});

test('a resident who comes at the wrong hour, or to the wrong door, is no guesser', () => {
  const lockout = book();
  for (let n = 0; n < 10; n += 1) lockout.answered('r1', 'denied', n % 2 ? 'out-of-hours' : 'no-rights');
  expect(lockout.isShut('r1')).toBe(false);
});

test('a resident who gets in ends the row', () => {
  const lockout = book();
  lockout.answered('r1', 'denied', 'unknown-pin');
  lockout.answered('r1', 'denied', 'unknown-pin');
  lockout.answered('r1', 'granted', 'granted');
  expect(lockout.answered('r1', 'denied', 'unknown-pin')).toBe(false);
});

test('after it was shut a reader gives as many tries as before', () => {
  const clock = fakeClock();
  const lockout = book(clock);
  for (let n = 0; n < 3; n += 1) lockout.answered('r1', 'denied', 'unknown-pin');
  clock.advance(31_000);
  expect(lockout.answered('r1', 'denied', 'unknown-pin')).toBe(false);
});

test('a restart gives a guesser neither an open reader nor new tries, and keeps nobody out for longer', () => {
  const clock = fakeClock();
  const store = openStore(':memory:');
  const before = book(clock, store);
  before.answered('r1', 'denied', 'unknown-pin');
  before.answered('r1', 'denied', 'unknown-pin');
  const after = book(clock, store);
  expect(after.isShut('r1')).toBe(false);
  expect(after.answered('r1', 'denied', 'unknown-pin')).toBe(true);
  clock.advance(10_000);
  expect(book(clock, store).shutMs('r1')).toBe(20_000);
  clock.jumpWall(-3_600_000);
  expect(book(clock, store).shutMs('r1')).toBe(30_000);
});

test('an answer that the disk refused counts once when it is given again', () => {
  const store = openStore(':memory:');
  const lockout = book(fakeClock(), store);
  const answer = (fails: boolean) =>
    store.transaction(() => {
      const shut = lockout.answered('r1', 'denied', 'unknown-card');
      if (fails) throw new Error('full');
      return shut;
    });
  for (let n = 0; n < 2; n += 1) expect(() => answer(true)).toThrow('full');
  expect([answer(false), answer(false), answer(false)]).toEqual([false, false, true]);
});
