import type { AlarmType } from '../../devices/contracts/alarms.ts';
import { type DrillReport, drillSteps, type StepTime } from './drill.ts';

/** An alarm of a drill, how it was handled, and what its type allows; milliseconds from the raising on. */
export interface DrilledAlarm {
  alarm: string;
  type: AlarmType;
  source: string;
  raisedAtMs: number;
  history: readonly { step: string; atMs: number }[];
  /** A step that its type does not ask for is left out. */
  allowedMs: Partial<Record<(typeof drillSteps)[number], number>>;
}

/** Passed if every step that was asked for was done in its time. */
export function judgeDrill(alarms: readonly DrilledAlarm[]): DrillReport {
  const rows = alarms.map(({ history, allowedMs, ...alarm }) => ({
    ...alarm,
    steps: drillSteps.flatMap((step): StepTime[] => {
      const allowed = allowedMs[step];
      if (allowed === undefined) return [];
      const first = history.find((entry) => entry.step === step);
      const tookMs = first && Math.max(0, first.atMs - alarm.raisedAtMs);
      return [
        {
          ...{ step, allowedMs: allowed, within: tookMs !== undefined && tookMs <= allowed },
          ...(tookMs === undefined ? {} : { tookMs }),
        },
      ];
    }),
  }));
  const steps = rows.flatMap((row) => row.steps);
  if (steps.length === 0) return { verdict: 'nothing-measured', alarms: rows };
  return { verdict: steps.every(({ within }) => within) ? 'passed' : 'failed', alarms: rows };
}
