import type Database from 'better-sqlite3';
import { type AlarmChange, type Picture, projectAlarm } from './project-alarm.ts';
import { type AlarmRecordRow, toAlarmRecordRow, toAlarmRow } from './sqlite-rows.ts';
import type { AlarmRow, OwnAcknowledgement } from './store.ts';

const columns =
  `gateway, alarm, revision, type, priority, ring, source, site, raised_ms, acknowledged_ms, last_ms, count,
  received_ms, place, old, state, active, acknowledged_by, verdict, disposition, escalation, incident, drill, hidden, marks,
  ours_by, ours_ms, ours_seq, ours_heard_ms`.split(/,\s*/);

export interface AlarmTable {
  get(gateway: string, alarm: string): AlarmRow | undefined;
  /** Writes an alarm down under the next revision. */
  save(alarm: AlarmRow): AlarmRow;
  /** Takes one word of a gateway in. */
  apply(from: { gateway: string; site: string; nowMs: number }, change: AlarmChange): AlarmRow;
  /** Notes that the gateway has applied the operators' acknowledgements up to `seq`. */
  heard(gateway: string, seq: number, nowMs: number): AlarmRow[];
}

/** An operator's acknowledgement counts until the alarm is raised anew; a gateway that names the cloud has heard it. */
function keepOurs(before: AlarmRow, picture: Picture, nowMs: number): OwnAcknowledgement | null {
  const { ours } = before;
  if (!ours) return null;
  const isAnew = before.picture.acknowledgedAtMs !== null && picture.acknowledgedAtMs === null;
  if (isAnew && ours.heardMs !== null) return null;
  return { ...ours, heardMs: ours.heardMs ?? (picture.acknowledgedBy === 'cloud' ? nowMs : null) };
}

/** The alarms as they stand; used inside the caller's transaction. */
export function createAlarmTable(database: Database.Database): AlarmTable {
  const next = database.prepare('SELECT coalesce(max(revision), 0) + 1 AS revision FROM alarms');
  const get = database.prepare('SELECT * FROM alarms WHERE gateway = ? AND alarm = ?');
  const save = database.prepare(`
    INSERT INTO alarms (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})
    ON CONFLICT (gateway, alarm) DO UPDATE SET ${columns
      .slice(2)
      .map((column) => `${column} = excluded.${column}`)
      .join(', ')}`);
  const unheard = database.prepare(
    'SELECT * FROM alarms WHERE gateway = ? AND ours_seq <= ? AND ours_heard_ms IS NULL ORDER BY id',
  );
  const table: AlarmTable = {
    get(gateway, alarm) {
      const row = get.get(gateway, alarm) as AlarmRecordRow | undefined;
      return row && toAlarmRow(row);
    },
    save(alarm) {
      const { revision } = next.get() as { revision: number };
      const saved = { ...alarm, revision };
      save.run(toAlarmRecordRow(saved));
      return saved;
    },
    apply({ gateway, site, nowMs }, change) {
      const { record } = change;
      const before = table.get(gateway, record.alarm);
      const timeline = projectAlarm(before, change);
      const ours = before ? keepOurs(before, timeline.picture, nowMs) : null;
      const { alarm, type, ring, source } = record;
      return table.save({
        ...timeline,
        gateway,
        alarm,
        revision: 0,
        type,
        ring,
        source,
        site,
        receivedAtMs: nowMs,
        ours,
      });
    },
    heard: (gateway, seq, nowMs) =>
      (unheard.all(gateway, seq) as AlarmRecordRow[]).map((row) => {
        const alarm = toAlarmRow(row);
        return table.save({ ...alarm, ours: { ...alarm.ours!, heardMs: nowMs } });
      }),
  };
  return table;
}
