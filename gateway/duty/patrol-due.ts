import type { SiteTime } from '../kernel/site-time.ts';
import { dayAfter } from './make-shifts.ts';
import type { PatrolRoute } from './patrol.ts';

/** When a route's runs are due, after `fromMs` and until `toMs`. */
export function dueTimes(
  { times }: Pick<PatrolRoute, 'times'>,
  siteTime: Pick<SiteTime, 'toMs' | 'toText'>,
  fromMs: number,
  toMs: number,
): number[] {
  const last = siteTime.toText(toMs).slice(0, 10);
  const days: string[] = [];
  for (let day = siteTime.toText(fromMs).slice(0, 10); day <= last; day = dayAfter(day, 1)) days.push(day);
  // In spring two times of the clock are one moment: one round is walked then, not two.
  const moments = new Set(days.flatMap((day) => times.map((time) => siteTime.toMs(`${day} ${time}:00`))));
  return [...moments].filter((ms) => ms > fromMs && ms <= toMs).sort((a, b) => a - b);
}
