import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';

/** An unanswered P1 sounds again so often. */
export const repeatMs = 4000;

/**
 * What to sound now: the most urgent of the alarms that came since `heard`, or a P1 that still waits once `repeatMs` have
 * passed. Silence holds back everything but P1.
 */
export function decideSound(
  alarms: readonly ConsoleAlarm[],
  heard: ReadonlySet<string>,
  muted: boolean,
  sinceLastMs: number,
): Priority | undefined {
  const waiting = alarms.filter(({ acknowledgedAtMs }) => acknowledgedAtMs === undefined);
  const fresh = waiting.filter(({ id }) => !heard.has(id)).map(({ priority }) => priority);
  const repeated = sinceLastMs >= repeatMs && waiting.some(({ priority }) => priority === 1) ? [1 as Priority] : [];
  const loudest = [...fresh, ...repeated].sort()[0];
  return loudest === undefined || (muted && loudest > 1) ? undefined : loudest;
}
