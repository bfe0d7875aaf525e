import type { Dialect } from './dialect.ts';
import { type Deed, rowsOf, run } from './statement.ts';
import type { AlarmKey, AlarmRow } from './store.ts';
import { type AlarmRecordRow, toAlarmRecordRow, toAlarmRow } from './store-rows.ts';

const texts =
  `gateway, alarm, type, source, site, state, acknowledged_by, verdict, disposition, incident, hidden, marks,
  ours_by`.split(/,\s*/);
const numbers = `revision, priority, ring, raised_ms, acknowledged_ms, last_ms, count, received_ms, place, old, active,
  escalation, drill, ours_ms, ours_seq, ours_heard_ms`.split(/,\s*/);
const keys = ['gateway', 'alarm'];

/** Of the columns of a table whose rows come as a JSON array. */
export const readText = (column: string) => `value ->> '${column}'`;
export const readNumber = (column: string) => `CAST(value ->> '${column}' AS BIGINT)`;

/** The alarms of these keys that there are. */
export function* findAlarms(dialect: Dialect, wanted: readonly AlarmKey[]): Deed<AlarmRow[]> {
  if (wanted.length === 0) return [];
  const sql = `SELECT a.* FROM ${dialect.each('@wanted')}
    JOIN alarms a ON a.gateway = value ->> 'gateway' AND a.alarm = value ->> 'alarm'`;
  const rows = yield* rowsOf<AlarmRecordRow>(sql, { wanted: JSON.stringify(wanted) });
  return rows.map(toAlarmRow);
}

/** Writes alarms of held gateways down, each under the next revision, which their rows then carry. */
export function* saveAlarms(dialect: Dialect, alarms: readonly AlarmRow[]): Deed<void> {
  if (alarms.length === 0) return;
  const revisions = yield* dialect.takeRevisions(alarms.length);
  for (const [index, alarm] of alarms.entries()) alarm.revision = revisions[index]!;
  const sql = `INSERT INTO alarms (${[...texts, ...numbers].join(', ')})
    SELECT ${[...texts.map(readText), ...numbers.map(readNumber)].join(', ')} FROM ${dialect.each('@alarms')} WHERE true
    ON CONFLICT (gateway, alarm) DO UPDATE SET ${[...texts, ...numbers]
      .filter((column) => !keys.includes(column))
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`;
  yield* run(sql, { alarms: JSON.stringify(alarms.map(toAlarmRecordRow)) });
}

/** Notes that the gateway has applied the operators' acknowledgements up to `seq`. */
export function* markHeard(dialect: Dialect, gateway: string, seq: number, nowMs: number): Deed<AlarmRow[]> {
  const sql =
    'SELECT * FROM alarms WHERE gateway = @gateway AND ours_seq <= @seq AND ours_heard_ms IS NULL ORDER BY id';
  const rows = yield* rowsOf<AlarmRecordRow>(sql, { gateway, seq });
  const heard = rows.map((row) => {
    const alarm = toAlarmRow(row);
    return { ...alarm, ours: { ...alarm.ours!, heardMs: nowMs } };
  });
  yield* saveAlarms(dialect, heard);
  return heard;
}
