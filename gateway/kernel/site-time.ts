import { dayMs } from './clock.ts';

/** Moments as people write them down, in the site's time zone: `2026-01-05`, or `2026-01-05 14:30:00`. */
export interface SiteTime {
  /** Epoch milliseconds of a day's beginning, or of the second. */
  toMs(text: string): number;
  /** The day alone if the moment is its beginning. */
  toText(ms: number): string;
  /** The same of an end: a day is meant with all of it. */
  endToMs(text: string): number;
  endToText(ms: number): string;
}

/** Throws RangeError for a time zone that is not known. */
export function createSiteTime(timeZone: string): SiteTime {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  // Few moments stand in a table, thousands of times.
  const moments = new Map<string, number>();
  const texts = new Map<number, string>();
  const asUtc = (text: string) => Date.parse(`${text.length === 10 ? `${text} 00:00:00` : text}Z`.replace(' ', 'T'));
  const offsetAt = (ms: number) => asUtc(format.format(ms)) - Math.floor(ms / 1000) * 1000;
  const nextDay = (day: string, by: number) =>
    new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + by * dayMs).toISOString().slice(0, 10);

  const toMs = (text: string): number => {
    const known = moments.get(text);
    if (known !== undefined) return known;
    const wanted = asUtc(text);
    const ms = wanted - offsetAt(wanted - offsetAt(wanted));
    if (moments.size < 10_000) moments.set(text, ms);
    return ms;
  };
  const toText = (ms: number): string => {
    const known = texts.get(ms);
    if (known !== undefined) return known;
    const written = format.format(ms);
    // The beginning of a day to the millisecond: a day on which the clocks skip midnight begins later.
    const text = ms % 1000 === 0 && toMs(written.slice(0, 10)) === ms ? written.slice(0, 10) : written;
    if (texts.size < 10_000) texts.set(ms, text);
    return text;
  };
  return {
    toMs,
    toText,
    endToMs: (text) => toMs(text.length === 10 ? nextDay(text, 1) : text),
    endToText: (ms) => {
      const text = toText(ms);
      return text.length === 10 ? nextDay(text, -1) : text;
    },
  };
}
