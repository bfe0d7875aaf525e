import type { Store } from '../kernel/sqlite-store.ts';
import { openAlarmTables } from './sqlite-alarm-tables.ts';

/** How often it is written down; so much can be missing at a kill. */
const everyMs = 60_000;
/** A shorter gap is a restart, during which devices keep what they have to say. */
const gapMs = 120_000;

/** When this gateway was at work, from its starts and its minutes; what was not recorded does not count as quiet. */
export interface RecordingLog {
  /** At work at this moment; called every second, by a clock that is believed. */
  mark(nowMs: number): void;
  /** How much of a span was recorded, in milliseconds. */
  recordedMs(fromMs: number, toMs: number): number;
}

export function createRecordingLog(store: Store): RecordingLog {
  openAlarmTables(store);
  const last = store.prepare(
    'SELECT from_ms AS fromMs, to_ms AS toMs FROM alarm_recording ORDER BY from_ms DESC LIMIT 1',
  );
  const begin = store.prepare('INSERT INTO alarm_recording VALUES (?, ?)');
  const goOn = store.prepare('UPDATE alarm_recording SET to_ms = ? WHERE from_ms = ?');
  const within = store
    .prepare(
      `SELECT coalesce(sum(min(to_ms, @toMs) - max(from_ms, @fromMs)), 0) FROM alarm_recording
       WHERE to_ms > @fromMs AND from_ms < @toMs`,
    )
    .pluck();
  return {
    mark: (nowMs) => {
      const known = last.get() as { fromMs: number; toMs: number } | undefined;
      const sinceMs = known ? nowMs - known.toMs : Number.POSITIVE_INFINITY;
      if (!known || sinceMs > gapMs) begin.run(nowMs, nowMs);
      else if (sinceMs >= everyMs) goOn.run(nowMs, known.fromMs);
    },
    recordedMs: (fromMs, toMs) => within.get({ fromMs, toMs }) as number,
  };
}
