import { beforeEach, expect, test } from 'vitest';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

let book: AlarmBook;
let steps: string[];
const smoke = { type: 'smoke', source: 'smoke-1', ring: 3, atMs: 1000 } as const;

beforeEach(() => {
  steps = [];
  book = createAlarmBook(openStore(':memory:'), (alarm, step) => steps.push(`${alarm.type} ${step}`));
});

test('the same cause at the same place is one alarm with a count', () => {
  const first = book.raise(smoke);
  const second = book.raise({ ...smoke, atMs: 2000 });
  expect(second.id).toBe(first.id);
  expect(book.list({ open: true, limit: 10 })).toMatchObject([
    { count: 2, raisedAtMs: 1000, lastAtMs: 2000, active: true },
  ]);
  expect(steps).toEqual(['smoke raised', 'smoke repeated']);
});

test('a standing alarm is closed when its cause is gone and a guard has taken it, in either order', () => {
  const taken = book.raise(smoke);
  book.acknowledge(taken.id, 'guard', 1500);
  expect(book.get(taken.id)!.closed).toBe(false);
  book.clear('smoke', 'smoke-1', 2000);
  expect(book.get(taken.id)!.closed).toBe(true);

  const cleared = book.raise({ ...smoke, atMs: 3000 });
  book.clear('smoke', 'smoke-1', 3500);
  expect(book.get(cleared.id)!.closed).toBe(false);
  book.acknowledge(cleared.id, 'guard', 4000);
  expect(book.list({ open: true, limit: 10 })).toEqual([]);
});

test('an alarm that returns before anybody took it keeps its id and says so', () => {
  const { id } = book.raise(smoke);
  book.clear('smoke', 'smoke-1', 1500);
  expect(book.raise({ ...smoke, atMs: 2000 })).toMatchObject({ id, active: true, clearedAtMs: undefined });
  expect(steps.at(-1)).toBe('smoke raised-again');
});

test('of two guards the first counts and the second is told', () => {
  const { id } = book.raise(smoke);
  expect(book.acknowledge(id, 'wang', 2000)).toMatchObject({ kind: 'done' });
  expect(book.acknowledge(id, 'li', 2001)).toMatchObject({
    kind: 'already',
    alarm: { acknowledgedBy: 'wang', acknowledgedAtMs: 2000 },
  });
  expect(book.acknowledge('nothing', 'li', 2002)).toEqual({ kind: 'not-found' });
});

test('the queue is sorted by priority, then age', () => {
  book.raise({ type: 'person-unknown', source: 'gate', ring: 1, atMs: 1 });
  book.raise({ type: 'manhole', source: 'm-1', ring: 2, atMs: 2 });
  book.raise({ ...smoke, atMs: 9 });
  book.raise({ type: 'gas', source: 'g-1', ring: 3, atMs: 5 });
  expect(book.list({ open: true, limit: 10 }).map(({ type }) => type)).toEqual([
    'gas',
    'smoke',
    'manhole',
    'person-unknown',
  ]);
});
