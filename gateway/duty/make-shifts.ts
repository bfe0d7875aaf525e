import { dayMs } from '../kernel/clock.ts';
import type { SiteTime } from '../kernel/site-time.ts';
import type { RotaPattern, Shift } from './shift.ts';

/**
 * The shifts of a pattern, in time's order, without ids. A slot that begins where another one ends does so on the day of a clock
 * change, too: both are the same words in the site's time zone, and so the same moment.
 */
export function makeShifts(pattern: RotaPattern, siteTime: Pick<SiteTime, 'toMs'>): Omit<Shift, 'id'>[] {
  const days = Array.from({ length: pattern.days + 1 }, (_, n) => dayAfter(pattern.fromDay, n));
  const shifts = pattern.slots.flatMap(({ from, to, role, groups }) =>
    days.slice(0, -1).map((day, n) => ({
      fromMs: siteTime.toMs(`${day} ${from}:00`),
      toMs: siteTime.toMs(`${to > from ? day : days[n + 1]} ${to}:00`),
      role,
      users: [...groups[n % groups.length]!],
    })),
  );
  // In spring an hour is not there: a slot of that hour has no shift on that day.
  return shifts.filter((shift) => shift.toMs > shift.fromMs).sort((a, b) => a.fromMs - b.fromMs);
}

export const dayAfter = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * dayMs).toISOString().slice(0, 10);
