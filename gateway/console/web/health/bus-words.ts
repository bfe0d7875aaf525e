import type { Overview } from '../api/overview.ts';
import type { Texts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';

type BusLink = NonNullable<Overview['health']['broker']['link']>;

/** How the way to a broker of the site's own stands, and since when. */
export function busWords({ url, state, sinceMs, problem = '' }: BusLink, { t, code }: Texts, nowMs: number): string {
  const time = formatClock(sinceMs, nowMs);
  if (state === 'up') return t('bus.up', { url, time });
  return t('bus.down', { url, time, age: formatAge(nowMs - sinceMs, t), why: code('busProblem', problem) });
}
