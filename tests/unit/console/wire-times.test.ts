import { expect, test } from 'vitest';
import { parseTime, readTimes } from '../../../gateway/console/wire-times.ts';
import { createSiteTime } from '../../../gateway/kernel/site-time.ts';

const utc = createSiteTime('UTC');

test.each([
  ['2026-10-01', 'Asia/Shanghai', '2026-09-30T16:00:00.000Z'],
  ['2026-10-01T08:00', 'Asia/Shanghai', '2026-10-01T00:00:00.000Z'],
  ['2026-10-01T08:00:30.5', 'Asia/Kathmandu', '2026-10-01T02:15:30.500Z'],
  ['2026-10-01T08:00Z', 'Asia/Shanghai', '2026-10-01T08:00:00.000Z'],
  ['2026-10-01T08:00:00+02:00', 'Asia/Shanghai', '2026-10-01T06:00:00.000Z'],
  // The night on which the clocks go back, before and after.
  ['2026-10-25T01:30', 'Europe/Berlin', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25T03:30', 'Europe/Berlin', '2026-10-25T02:30:00.000Z'],
])('somebody who writes %s in %s means %s', (text, timeZone, meant) => {
  expect(new Date(parseTime(text, createSiteTime(timeZone))!).toISOString()).toBe(meant);
});

test.each(['2026-02-31', '2026-13-01', '2026-01-01T24:30', 'tomorrow', '', '1790000000000', '2026-10-01 08:00'])(
  '“%s” is no time, and no guess is made at it',
  (text) => {
    expect(parseTime(text, utc)).toBeUndefined();
  },
);

test('times are read in fields that are named for them, at any level, and nowhere else', () => {
  const message = { fromMs: '1970-01-01T00:00:01Z', list: [{ toMs: '1970-01-02' }], note: '1970-01-02', waitMs: 5 };
  expect(readTimes(message, utc)).toEqual({
    ...{ fromMs: 1000, list: [{ toMs: 86_400_000 }], note: '1970-01-02', waitMs: 5 },
  });
  expect(readTimes({ fromMs: 'soon' }, utc)).toEqual({ fromMs: 'soon' });
});

test('a message that is nested a hundred thousand times breaks nothing', () => {
  const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  expect(() => readTimes(deep, utc)).not.toThrow();
});
