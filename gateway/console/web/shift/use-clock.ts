import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';

/** A moment as `HH:MM`, with the date when it is not today. */
export function useClock(): (ms: number) => string {
  const nowMs = useSiteNow();
  return (ms) => formatClock(ms, nowMs).slice(0, -3);
}
