import type { ClockTrust } from '../kernel/clock-trust.ts';
import { createSiteTime } from '../kernel/site-time.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createDigestMarks } from './sqlite-digests.ts';

const atTime = '07:00:00';
const minuteMs = 60_000;

/** The 24 hours up to seven in the morning of `day`. */
export interface DigestSpan {
  day: string;
  fromMs: number;
  toMs: number;
}

export interface DailyDigestOptions {
  store: Store;
  timeZone: string;
  trust: Pick<ClockTrust, 'known' | 'nowMs'>;
  /** Called in the transaction that marks the day. */
  give(span: DigestSpan): void;
}

/**
 * Gives the digest out once a day, at seven of the site's time or when the gateway is back after that. The mark and the notices are
 * one transaction. While the clock is not believed it waits: a day that has not come would be marked as done.
 */
export function createDailyDigest({ store, timeZone, trust, give }: DailyDigestOptions): { check(): void } {
  const marks = createDigestMarks(store);
  const time = createSiteTime(timeZone);
  const dayOf = (ms: number) => time.toText(ms).slice(0, 10);
  const sevenOf = (day: string) => time.toMs(`${day} ${atTime}`);
  const dayBefore = (day: string) => dayOf(time.toMs(day) - 12 * 60 * minuteMs);
  let isFirst = true;

  return {
    check: () => {
      if (!trust.known()) return;
      const nowMs = Math.floor(trust.nowMs() / minuteMs) * minuteMs;
      const day = dayOf(nowMs);
      const toMs = sevenOf(day);
      store.transaction(() => {
        // A gateway that is new has nothing to tell of the day before.
        if (isFirst && marks.isEmpty()) marks.add(nowMs < toMs ? dayBefore(day) : day, nowMs);
        if (nowMs < toMs || marks.has(day)) return;
        marks.add(day, nowMs);
        give({ day, fromMs: sevenOf(dayBefore(day)), toMs });
      });
      isFirst = false;
    },
  };
}
