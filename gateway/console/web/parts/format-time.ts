import type { Translate } from '../locales/i18n.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Local time, with the date when it is not today's: `12:03:10`, `11-21 12:03:10`, `2024-11-21 12:03:10`. */
export function formatClock(ms: number, nowMs: number): string {
  const at = new Date(ms);
  const now = new Date(nowMs);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  if (at.toDateString() === now.toDateString()) return time;
  const day = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return at.getFullYear() === now.getFullYear() ? `${day} ${time}` : `${at.getFullYear()}-${day} ${time}`;
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
