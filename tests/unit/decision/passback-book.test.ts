import { expect, test } from 'vitest';
import { createPassbackBook } from '../../../gateway/decision/passback-book.ts';
import { createPassbackTable } from '../../../gateway/decision/sqlite-passback.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const hour = 3_600_000;

function startBook(settings = {}, at = '2026-11-02T12:00:00+08:00') {
  const clock = fakeClock(Date.parse(at));
  const store = openStore(':memory:');
  const open = () =>
    createPassbackBook({ clock, table: createPassbackTable(store), timeZone: 'Asia/Shanghai', settings });
  const book = open();
  book.check();
  return { clock, book, restart: open };
}

test('who went in is inside until going out, each area for itself, across a restart', () => {
  const { book, restart } = startBook();
  book.passed('lin', 'garage', 'entry');
  book.passed('lin', 'house', 'entry');
  book.passed('lin', 'house', 'exit');
  expect(book.isInside('lin', 'garage')).toBe(true);
  expect(book.isInside('lin', 'house')).toBe(false);
  expect(book.isInside('wu', 'garage')).toBe(false);
  expect(restart().isInside('lin', 'garage')).toBe(true);
});

test('who went in long ago is not kept out for ever', () => {
  const { clock, book } = startBook({ forgetAfterMinutes: 60 });
  book.passed('lin', 'garage', 'entry');
  clock.advance(hour - 1);
  expect(book.isInside('lin', 'garage')).toBe(true);
  clock.advance(1);
  expect(book.isInside('lin', 'garage')).toBe(false);
});

test('a clock that is set back keeps nobody out', () => {
  const { clock, book } = startBook();
  book.passed('lin', 'garage', 'entry');
  clock.jumpWall(-2 * hour);
  expect(book.isInside('lin', 'garage')).toBe(false);
});

test('every night at four by the clock on the wall everybody is outside again, also when the gateway slept through it', () => {
  const { clock, book, restart } = startBook({ forgetAfterMinutes: 10_000 }, '2026-11-02T03:00:00+08:00');
  book.passed('lin', 'garage', 'entry');
  clock.advance(hour - 1000);
  book.check();
  expect(book.isInside('lin', 'garage')).toBe(true);
  clock.advance(1000);
  book.check();
  expect(book.isInside('lin', 'garage')).toBe(false);
  book.passed('lin', 'garage', 'entry');
  clock.advance(24 * hour);
  const next = restart();
  next.check();
  expect(next.isInside('lin', 'garage')).toBe(false);
});

test('a guard forgives one resident, and an outage all of its area', () => {
  const { book, restart } = startBook();
  for (const holder of ['lin', 'wu']) book.passed(holder, 'garage', 'entry');
  book.passed('wu', 'house', 'entry');
  expect(book.forgive('lin')).toBe(true);
  expect(book.forgive('lin')).toBe(false);
  expect(book.isInside('wu', 'garage')).toBe(true);
  book.forget('garage');
  const next = restart();
  expect([next.isInside('lin', 'garage'), next.isInside('wu', 'garage')]).toEqual([false, false]);
  expect(next.isInside('wu', 'house')).toBe(true);
});
