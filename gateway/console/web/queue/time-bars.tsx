import { timesOf } from '../../../alarms/rationale/rationale.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { type HistoryEntry, stepsSince } from './decide-steps.ts';
import classes from './file.module.css';

/** One limit: how much of it is used, or when the step was done, against what is allowed from the raising on. */
export interface Timing {
  step: 'acknowledge' | 'dispatch' | 'arrive';
  allowedMs: number;
  /** From raised to the step; undefined while it has not been done. */
  tookMs: number | undefined;
}

/** By the alarm's own priority: one can be more urgent than its type. */
export function readTimings(alarm: ConsoleAlarm, history: readonly HistoryEntry[]): Timing[] {
  const since = stepsSince(history);
  const took = (step: HistoryEntry['step']) => {
    const at = since.find((entry) => entry.step === step)?.atMs;
    return at === undefined ? undefined : at - alarm.raisedAtMs;
  };
  const { acknowledgedAtMs, raisedAtMs } = alarm;
  const { acknowledgeMs, dispatchMs, arriveMs } = timesOf(alarm.priority);
  const limits: [Timing['step'], number | undefined, number | undefined][] = [
    ['acknowledge', acknowledgeMs, acknowledgedAtMs === undefined ? undefined : acknowledgedAtMs - raisedAtMs],
    ['dispatch', dispatchMs, took('dispatched')],
    ['arrive', arriveMs, took('arrived')],
  ];
  return limits.flatMap(([step, allowedMs, tookMs]) => (allowedMs === undefined ? [] : [{ step, allowedMs, tookMs }]));
}

/** Time allowed against time used, in words, too; a step that was late stays late. */
export function TimeBars({ alarm, timings }: { alarm: ConsoleAlarm; timings: readonly Timing[] }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const endMs = alarm.closedAtMs ?? nowMs;
  return (
    <ul className={classes.times} data-testid="times">
      {timings.map(({ step, allowedMs, tookMs }) => {
        const usedMs = Math.max(0, tookMs ?? endMs - alarm.raisedAtMs);
        const late = usedMs > allowedMs;
        const state = tookMs !== undefined ? 'done' : alarm.closedAtMs !== undefined ? 'skipped' : 'running';
        const words = {
          done: t(late ? 'times.doneLate' : 'times.done', {
            took: formatAge(usedMs, t),
            late: formatAge(usedMs - allowedMs, t),
          }),
          skipped: t('times.skipped'),
          running: late
            ? t('times.overdue', { late: formatAge(usedMs - allowedMs, t) })
            : t('times.left', { left: formatAge(allowedMs - usedMs, t) }),
        }[state];
        return (
          <li key={step} data-step={step} data-late={late && state !== 'skipped'} data-state={state}>
            <span>
              {t(`step.${step}`)} <small>{t('times.allowed', { allowed: formatAge(allowedMs, t) })}</small>
            </span>
            <span className={classes.track} aria-hidden="true">
              <span style={{ width: `${state === 'skipped' ? 0 : Math.min(100, (usedMs / allowedMs) * 100)}%` }} />
            </span>
            <span className={classes.timeWords}>
              {late && state !== 'skipped' && '▲ '}
              {words}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
