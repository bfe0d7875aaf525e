import type { Clock } from '../kernel/clock.ts';
import type { Alarm } from './alarm.ts';

const times = ['lastAtMs', 'clearedAtMs', 'closedAtMs'] as const;
/** What an alarm went through last, of which it matters for how long it has been so. */
export type StepTime = (typeof times)[number];

/** How far a small correction may set the clock back. */
const slackMs = 60_000;
/** So many of the latest are known; those of a flood, hours ago, are told by the wall clock. */
const mostKept = 10_000;

/** For how long something has been so or is to be so, whatever happens to the wall clock meanwhile. */
export interface StepAges {
  /** A step of this alarm was kept. */
  kept(alarm: Alarm, atMs: number): void;
  /**
   * Milliseconds since then: by the monotonic clock for what happened in this run, else by the wall clock. Infinite where that was
   * set back, as nobody knows any more: what is long over hides nothing.
   */
  since(alarm: Alarm, time: StepTime, nowMs: number): number;
  /**
   * Whether the time is over that was set for `what`: by the wall clock, or by the monotonic one since this was first asked in this
   * run, whichever comes first. Ask every second while it matters.
   */
  isOver(what: string, untilMs: number, nowMs: number): boolean;
}

/** Without a clock everything goes by the wall clock. */
export function createStepAges(clock: Pick<Clock, 'monotonicMs'> | undefined): StepAges {
  const stamps = new Map<string, { atMs: number; monotonicMs: number }>();
  const dueMs = new Map<string, number>();
  return {
    kept: (alarm, atMs) => {
      if (!clock) return;
      const monotonicMs = clock.monotonicMs();
      for (const time of times) {
        if (alarm[time] !== atMs) continue;
        const key = `${time} ${alarm.id}`;
        stamps.delete(key);
        stamps.set(key, { atMs, monotonicMs });
      }
      dropOldest(stamps);
    },
    since: (alarm, time, nowMs) => {
      const atMs = alarm[time];
      if (atMs === undefined) return Number.POSITIVE_INFINITY;
      const stamp = stamps.get(`${time} ${alarm.id}`);
      // one that a rolled-back transaction left is of another moment
      if (clock && stamp?.atMs === atMs) return clock.monotonicMs() - stamp.monotonicMs;
      return nowMs - atMs < -slackMs ? Number.POSITIVE_INFINITY : Math.max(0, nowMs - atMs);
    },
    isOver: (what, untilMs, nowMs) => {
      if (!clock) return untilMs <= nowMs;
      const key = `${what} ${untilMs}`;
      const known = dueMs.get(key) ?? clock.monotonicMs() + untilMs - nowMs;
      dueMs.set(key, known);
      dropOldest(dueMs);
      return untilMs <= nowMs || known <= clock.monotonicMs();
    },
  };
}

function dropOldest(of: Map<string, unknown>): void {
  for (const key of of.keys()) {
    if (of.size <= mostKept) return;
    of.delete(key);
  }
}
