import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.ts';
import { StepProblem } from './step-problem.ts';
import type { UpdateJob } from './update-target.ts';

export interface HealthWindowOptions {
  /** Codes of what does not work. */
  problems(): string[];
  /** The cloud has answered since the start. */
  hasHeardCloud(): boolean;
  clock: Pick<Clock, 'monotonicMs'>;
}

/** A line that is not up yet, or breaks off for a moment, is no fault of the new one. */
const longestTroubleMs = 60_000;
/** Beyond its window a new one may take so long until it has reached the cloud. */
const graceS = 300;

/**
 * Waits until the new one has run for its window from the start of this run on, and the cloud was reached: one that cuts itself off
 * could never be mended from afar. Throws StepProblem `unhealthy` when something
 * that worked before fails and does not come back.
 */
export function createHealthWindow({ problems, hasHeardCloud, clock }: HealthWindowOptions) {
  const startedMs = clock.monotonicMs();
  return async ({ attempt, signal }: UpdateJob): Promise<void> => {
    const windowMs = attempt.assignment.healthS * 1000;
    const untilMs = startedMs + windowMs;
    const patienceMs = Math.min(longestTroubleMs, windowMs / 2);
    let badSinceMs: number | undefined;
    for (;;) {
      const trouble = problems().find((code) => !attempt.known.includes(code));
      const nowMs = clock.monotonicMs();
      if (trouble === undefined) badSinceMs = undefined;
      else badSinceMs ??= nowMs;
      const isOver = nowMs >= untilMs + graceS * 1000;
      if (trouble !== undefined && (isOver || nowMs - badSinceMs! >= patienceMs))
        throw new StepProblem('unhealthy', `${trouble} does not work any more`);
      if (nowMs >= untilMs && trouble === undefined && hasHeardCloud()) return;
      if (isOver) throw new StepProblem('unhealthy', 'it does not reach the cloud');
      await sleep(Math.min(1000, Math.max(50, untilMs - nowMs)), undefined, { signal });
    }
  };
}
