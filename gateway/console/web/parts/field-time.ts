import { createSiteTime } from '../../../kernel/site-time.ts';
import { siteTimeText } from './format-time.ts';
import { siteZone } from './site-clock.ts';

/** `2026-01-05` or `2026-01-05T14:30` of the site, as date fields say it; `undefined` for anything else. */
export function fieldToMs(text: string): number | undefined {
  const [, day, clock = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(text) ?? [];
  return day === undefined ? undefined : createSiteTime(siteZone()).toMs(`${day} ${clock}:00`);
}

export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);

/** When that day is over: what holds until a day holds on it, too, as it does in a table that is imported. */
export function lastDayToMs(day: string): number | undefined {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? fieldToMs(addDays(day, 1)) : undefined;
}

export const msToMoment = (ms: number): string => siteTimeText(ms).slice(0, 16).replace(' ', 'T');
export const msToDay = (ms: number): string => siteTimeText(ms).slice(0, 10);
/** The last day of what ends then. */
export const msToLastDay = (ms: number): string => msToDay(ms - 1);
