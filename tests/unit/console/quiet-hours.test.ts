import { expect, test } from 'vitest';
import { withQuietHours } from '../../../gateway/console/web/figures/quiet-hours.ts';

const hourMs = 3_600_000;
const busy = (hour: number) => ({ atMs: hour * hourMs, p1: 1, p2: 0, p3: 0, p4: 0 });

test('the hours in which nothing called stand between those in which something did', () => {
  const byHour = [busy(100), busy(103)];
  const hours = withQuietHours({ byHour, fromMs: 99.5 * hourMs, toMs: 104 * hourMs });
  expect(hours.map(({ p1 }) => p1)).toEqual([0, 1, 0, 0, 1]);
  expect(hours.map(({ atMs }) => atMs / hourMs)).toEqual([99, 100, 101, 102, 103]);
});

test('a year is drawn by its busy hours alone', () => {
  const byHour = [busy(100), busy(8000)];
  expect(withQuietHours({ byHour, fromMs: 0, toMs: 8760 * hourMs })).toBe(byHour);
});
