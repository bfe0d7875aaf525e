import { expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import { filterQueue, noFilter, type QueueFilter } from '../../../gateway/console/web/queue/queue-filter.ts';
import {
  decideQueue,
  isOverdue,
  moveCurrent,
  settleQueue,
  sortQueue,
} from '../../../gateway/console/web/queue/queue-order.ts';

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
    state: 'raised',
    active: true,
    escalation: 0,
    raisedAtMs,
    lastAtMs: raisedAtMs,
    count: 1,
    hasSnapshot: false,
    detail: {},
    ...more,
  };
}
const taken = { state: 'acknowledged', acknowledgedBy: 'guard', acknowledgedAtMs: 9 } as const;

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

test('what is closed is not in the queue, nor what is shelved; what is taken and goes on is', () => {
  const over = [
    alarm('closed', 2, 1, { ...taken, state: 'closed' }),
    alarm('shelved', 3, 1, { hidden: { kind: 'shelved', untilMs: 9 } }),
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

/** As the overview holds them: in order, but for what changed. */
const crowd = (count: number, from = 0) =>
  Array.from({ length: count }, (_, n) => alarm(`a${from + n}`, (1 + Math.floor((4 * n) / count)) as 1 | 2 | 3 | 4, n));

test('all of ten thousand alarms stand in the queue, and one more finds its place among them', () => {
  const alarms = crowd(10_000);
  const order = sortQueue(alarms);
  expect(order).toHaveLength(10_000);
  const step = decideQueue(order, [...alarms, alarm('fire', 1, 99_999), alarm('late', 4, 99_999)]);
  expect(step.order).toHaveLength(10_001);
  expect(step.order.indexOf('fire')).toBe(2500);
  expect(step.gathered).toEqual(['late']);
});

test('a flood of urgent alarms costs in proportion to their number, not to its square', () => {
  const reads = (count: number) => {
    let seen = 0;
    const counted = crowd(count).map((each) =>
      Object.defineProperty({ ...each, priority: 1 as const }, 'id', {
        enumerable: true,
        get: () => {
          seen += 1;
          return each.id;
        },
      }),
    );
    decideQueue(['a0'], counted);
    return seen;
  };
  expect(reads(8000) / reads(1000)).toBeLessThan(16);
});

test('while the list is being filled everything takes its place at once', () => {
  expect(settleQueue(['b'], [alarm('b', 2, 5), alarm('a', 2, 1)])).toEqual({
    order: ['a', 'b'],
    gathered: [],
    untidy: false,
  });
  const before = ['a', 'b'];
  expect(settleQueue(before, [alarm('b', 2, 5), alarm('a', 2, 1)]).order).toBe(before);
});

test('a filter counts what it leaves out, and never hides a P1 that waits', () => {
  const alarms = [
    alarm('fire', 1, 1, { ring: 3 }),
    alarm('gate', 3, 2),
    alarm('mine', 2, 3, { ...taken, ring: 2 }),
    alarm('gone', 2, 4, { state: 'closed', ring: 2 }),
  ];
  const ids = (filter: QueueFilter) => filterQueue(alarms, filter).alarms.map(({ id }) => id);
  expect(ids({ ...noFilter, rings: [1] })).toEqual(['fire', 'gate']);
  expect(filterQueue(alarms, { ...noFilter, rings: [1] }).left).toBe(1);
  expect(ids({ ...noFilter, mine: 'guard' })).toEqual(['fire', 'mine']);
  expect(ids({ ...noFilter, priorities: [3], zone: 'zone-gates' })).toEqual(['fire']);
  expect(filterQueue(alarms, noFilter)).toEqual({ alarms, left: 0 });
});
