import type { Clock } from '../../kernel/clock.ts';

export interface PlannedRestartsOptions {
  clock: Pick<Clock, 'monotonicMs'>;
  isLost(device: string): boolean;
  /** It was to be back by now: the ordinary loss alarm. */
  overdue(device: string): void;
  /** Whether it is expected to be away has changed. */
  changed(device: string): void;
}

/** Devices that are away because the gateway wished it; bounded in time, so that nobody is away for ever by a plan. */
export interface PlannedRestarts {
  /** For at most `forMs` its absence is no loss; 0 ends that. */
  plan(device: string, forMs: number): void;
  covers(device: string): boolean;
  /** Called every second, in a transaction. */
  check(): void;
}

/** No plan lasts longer, whatever was asked for. */
export const longestPlanMs = 15 * 60_000;

export function createPlannedRestarts(options: PlannedRestartsOptions): PlannedRestarts {
  const { clock, isLost, overdue, changed } = options;
  const untilMs = new Map<string, number>();
  const isCovered = (device: string) => clock.monotonicMs() < (untilMs.get(device) ?? 0);
  const end = (device: string) => {
    untilMs.delete(device);
    if (isLost(device)) overdue(device);
    changed(device);
  };
  return {
    plan(device, forMs) {
      if (forMs > 0) {
        const wasCovered = isCovered(device);
        // asked for again it does not grow: the first wish counts until it has ended
        if (!untilMs.has(device)) untilMs.set(device, clock.monotonicMs() + Math.min(forMs, longestPlanMs));
        if (!wasCovered) changed(device);
      } else if (untilMs.has(device)) end(device);
    },
    covers: isCovered,
    check() {
      for (const device of [...untilMs.keys()]) if (!isCovered(device)) end(device);
    },
  };
}
