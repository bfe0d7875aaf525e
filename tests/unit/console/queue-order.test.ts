import { expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import { decideQueue, isOverdue, moveCurrent, sortQueue } from '../../../gateway/console/web/queue/queue-order.ts';

function alarm(
  id: string,
  priority: 1 | 2 | 3 | 4,
  raisedAtMs: number,
  more: Partial<ConsoleAlarm> = {},
): ConsoleAlarm {
  return {
    id,
    type: 'smoke',
    priority,
    ring: 1,
    source: 's',
    sourceName: { zh: 's', en: 's' },
    active: true,
    raisedAtMs,
    lastAtMs: raisedAtMs,
    count: 1,
    hasSnapshot: false,
    detail: {},
    ...more,
  };
}
const taken = { acknowledgedBy: 'guard', acknowledgedAtMs: 9 };

test('the most urgent stands on top, then who has waited longest, then what is taken', () => {
  const alarms = [
    alarm('c', 2, 20),
    alarm('taken', 1, 1, taken),
    alarm('a', 1, 30),
    alarm('b', 2, 10),
    alarm('d', 3, 5),
  ];
  expect(sortQueue(alarms)).toEqual(['a', 'b', 'c', 'd', 'taken']);
});

test('what is over is not in the queue: taken and ended, or taken and of the moment', () => {
  const over = [
    alarm('ended', 2, 1, { ...taken, active: false }),
    alarm('moment', 3, 1, { ...taken, momentary: true }),
  ];
  expect(sortQueue([...over, alarm('standing', 2, 1, taken)])).toEqual(['standing']);
});

test('while a guard reads, a new alarm gathers above instead of moving the rows', () => {
  const step = decideQueue(['old'], [alarm('old', 3, 10), alarm('new', 2, 20), alarm('newer', 3, 30)]);
  expect(step.order).toEqual(['old']);
  expect(step.gathered).toEqual(['new', 'newer']);
  expect(step.untidy).toBe(true);
});

test('a P1 does not wait: it comes in at once, behind the P1 that have waited longer', () => {
  const step = decideQueue(
    ['p1', 'p3'],
    [alarm('p1', 1, 10), alarm('p3', 3, 5), alarm('fire', 1, 20), alarm('p2', 2, 20)],
  );
  expect(step.order).toEqual(['p1', 'fire', 'p3']);
  expect(step.gathered).toEqual(['p2']);
});

test('at an idle desk the first alarm appears by itself', () => {
  expect(decideQueue([], [alarm('first', 3, 1)]).order).toEqual(['first']);
  expect(decideQueue(['taken'], [alarm('taken', 2, 1, taken), alarm('first', 3, 2)]).order).toEqual(['first', 'taken']);
});

test('a row keeps its place when it is taken, and is tidied away later', () => {
  const alarms = [alarm('a', 2, 1, taken), alarm('b', 2, 2)];
  const step = decideQueue(['a', 'b'], alarms);
  expect(step.order).toEqual(['a', 'b']);
  expect(step.untidy).toBe(true);
  expect(sortQueue(alarms)).toEqual(['b', 'a']);
});

test('an order that stands is the same object, so that nothing is drawn again', () => {
  const before = ['a', 'b'];
  expect(decideQueue(before, [alarm('a', 1, 1), alarm('b', 2, 2)]).order).toBe(before);
});

test('the keyboard moves through the rows and stays inside', () => {
  const rows = ['a', 'b', 'c'];
  expect(moveCurrent(rows, undefined, 1)).toBe('a');
  expect(moveCurrent(rows, 'a', 1)).toBe('b');
  expect(moveCurrent(rows, 'c', 1)).toBe('c');
  expect(moveCurrent(rows, 'a', -1)).toBe('a');
  expect(moveCurrent(rows, 'gone', 1)).toBe('a');
  expect(moveCurrent([], 'a', 1)).toBeUndefined();
});

test('a P1 that nobody took for half a minute is overdue; a taken one is not', () => {
  expect(isOverdue(alarm('a', 1, 0), 30_000)).toBe(false);
  expect(isOverdue(alarm('a', 1, 0), 30_001)).toBe(true);
  expect(isOverdue(alarm('a', 1, 0, taken), 99_000)).toBe(false);
  expect(isOverdue(alarm('a', 2, 0), 30_001)).toBe(false);
});
