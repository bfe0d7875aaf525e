import type { Store } from '../kernel/sqlite-store.ts';
import { createTimedPurge, type TimedPurge } from '../kernel/sqlite-timed-purge.ts';

/**
 * Alarms that are closed and of which no picture or clip is kept any more (`hasEvidence`), each with its whole history: the
 * tables and the triggers that hold this are those of sqlite-alarm-tables.ts.
 */
export function createAlarmPurge(store: Store, hasEvidence: (alarm: string) => boolean): TimedPurge {
  const alarms = { table: 'alarms', time: 'raised_at_ms', place: 'source', where: 'closed = 1' };
  return createTimedPurge(store, { ...alarms, key: 'id', stays: hasEvidence });
}
