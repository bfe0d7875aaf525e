import { createSiteTime } from '../../../kernel/site-time.ts';
import { siteTimeText } from './format-time.ts';
import { siteZone } from './site-clock.ts';

/** `2026-01-05` or `2026-01-05T14:30` of the site, as date fields say it; `undefined` for anything else. */
export function fieldToMs(text: string): number | undefined {
  const [, day, clock = '00:00'] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d))?/.exec(text) ?? [];
  return day === undefined ? undefined : createSiteTime(siteZone()).toMs(`${day} ${clock}:00`);
}

export const msToMoment = (ms: number): string => siteTimeText(ms).slice(0, 16).replace(' ', 'T');
export const msToDay = (ms: number): string => siteTimeText(ms).slice(0, 10);
