import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { isWaiting } from '../api/apply-change.ts';

/** An unanswered P1 sounds again so often. */
export const repeatMs = 4000;

/** Which tune: that of a priority, or the softer one of drills. */
export type Tune = Priority | 'drill';

/**
 * What to sound now: the most urgent of the alarms that came since `heard`, or a P1 that still waits once `repeatMs` have
 * passed. Drills sound softly, and only where nothing real does. Silence holds back everything but a real P1.
 */
export function decideSound(
  alarms: readonly ConsoleAlarm[],
  heard: ReadonlySet<string>,
  muted: boolean,
  sinceLastMs: number,
): Tune | undefined {
  const due = alarms.filter(
    (alarm) => isWaiting(alarm) && (!heard.has(alarm.id) || (alarm.priority === 1 && sinceLastMs >= repeatMs)),
  );
  const real = due.filter(({ drill }) => !drill);
  const loudest = real.length > 0 ? real.reduce((most, { priority }) => Math.min(most, priority), 4) : undefined;
  if (loudest === 1) return 1;
  if (muted) return undefined;
  return loudest === undefined ? (due.length > 0 ? 'drill' : undefined) : (loudest as Priority);
}
