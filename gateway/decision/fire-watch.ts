import type { Clock } from '../kernel/clock.ts';

/** Two door controllers that report fire within this time are a fire of the site. */
export const fireWindowMs = 60_000;

/**
 * One fire input may be a broken wire or a curious child: it opens its own door. Two within a minute evacuate the site
 * (DOMAIN §5: “one = verify and dispatch, two = fire mode”).
 */
export interface FireWatch {
  /** A controller reports fire now; true if the site is on fire by this, once in the time of the window. */
  reported(controller: string): boolean;
}

export function createFireWatch(clock: Clock): FireWatch {
  const reports = new Map<string, number>();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  return {
    reported: (controller) => {
      const nowMs = clock.monotonicMs();
      for (const [other, atMs] of reports) if (nowMs - atMs > fireWindowMs) reports.delete(other);
      reports.set(controller, nowMs);
      if (reports.size < 2 || nowMs - toldAtMs <= fireWindowMs) return false;
      toldAtMs = nowMs;
      return true;
    },
  };
}
