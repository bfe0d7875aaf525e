import type { Translate } from '../locales/i18n.ts';
import { siteZone } from './site-clock.ts';

const two = (value: number) => String(value).padStart(2, '0');

const formats = new Map<string, Intl.DateTimeFormat>();

/** `2024-11-21 12:03:10` in the site's time zone. */
export function siteTimeText(ms: number): string {
  const zone = siteZone();
  const known = formats.get(zone);
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  if (!known) formats.set(zone, format);
  return format.format(ms);
}

/** The site's time, with the date when it is not today's: `12:03:10`, `11-21 12:03:10`, `2024-11-21 12:03:10`. */
export function formatClock(ms: number, nowMs: number): string {
  const at = siteTimeText(ms);
  const now = siteTimeText(nowMs);
  if (at.slice(0, 10) === now.slice(0, 10)) return at.slice(11);
  return at.slice(0, 4) === now.slice(0, 4) ? at.slice(5) : at;
}

/** A span of time in words, two units at most; never negative. */
export function formatAge(ms: number, t: Translate): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const m = Math.floor(s / 60);
  const h = Math.floor(m / 60);
  if (s < 60) return t('age.s', { s });
  if (m < 60) return t('age.m', { m, s: two(s % 60) });
  if (h < 24) return t('age.h', { h, m: two(m % 60) });
  return t('age.d', { d: Math.floor(h / 24), h: h % 24 });
}
