import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';

const sayEveryMs = 60_000;

/** Runs checks each for itself: what one throws keeps none behind it from running. It is counted, and said once a minute. */
export function createChecks({ clock, log, metrics }: { clock: Clock; log: Log; metrics: Metrics }) {
  const saidMs = new Map<string, number>();
  return (checks: Readonly<Record<string, () => void>>): void => {
    for (const [check, run] of Object.entries(checks)) {
      try {
        run();
      } catch (err) {
        metrics.count('tick_failures', { check });
        if (clock.monotonicMs() - (saidMs.get(check) ?? Number.NEGATIVE_INFINITY) < sayEveryMs) continue;
        saidMs.set(check, clock.monotonicMs());
        log.error({ err, check }, 'what is looked at every second failed; it is tried again');
      }
    }
  };
}
