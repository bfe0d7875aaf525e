import type { Translate } from '../locales/texts.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** Local time, with the date where it is not today's: `09:05:07`, `11-21 09:05:07`, `2025-11-21 09:05:07`. */
export function formatTime(ms: number, nowMs: number): string {
  const [at, now] = [new Date(ms), new Date(nowMs)];
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');
  if (at.toDateString() === now.toDateString()) return time;
  const date = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return at.getFullYear() === now.getFullYear() ? `${date} ${time}` : `${at.getFullYear()}-${date} ${time}`;
}

/** A span of time in one or two units; never negative. */
export function formatAge(ms: number, t: Translate): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (seconds < 60) return t('age.s', { s: seconds });
  if (minutes < 60) return t('age.m', { m: minutes, s: two(seconds % 60) });
  if (hours < 24) return t('age.h', { h: hours, m: two(minutes % 60) });
  return t('age.d', { d: Math.floor(hours / 24), h: hours % 24 });
}
