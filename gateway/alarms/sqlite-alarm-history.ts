import type { AlarmStep } from '../../devices/contracts/alarms.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { AlarmActor, AlarmEntry } from './alarm.ts';

/** What every alarm went through; only ever added to (a trigger holds that), and gone with its alarm only. */
export interface AlarmHistory {
  append(entry: Omit<AlarmEntry, 'n'>): AlarmEntry;
  of(alarm: string): AlarmEntry[];
  /** Steps that were done since it was last `raised`: what has to be done before it can be closed is done anew. */
  doneOf(alarm: string): ReadonlySet<AlarmStep>;
  /** Of all alarms of an incident, in the order in which they happened. */
  ofIncident(incident: string, limit: number): AlarmEntry[];
}

interface Row {
  alarm: string;
  n: number;
  step: AlarmStep;
  at_ms: number;
  by_kind: AlarmActor['kind'];
  by_id: string | null;
  note: string | null;
  data: string;
}

/** The tables are createAlarmTable's. */
export function createAlarmHistory(store: Store): AlarmHistory {
  const last = store.prepare('SELECT max(n) AS n FROM alarm_history WHERE alarm = ?').pluck();
  const insert = store.prepare('INSERT INTO alarm_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const all = store.prepare('SELECT * FROM alarm_history WHERE alarm = ? ORDER BY n');
  const done = store
    .prepare(
      `SELECT DISTINCT step FROM alarm_history WHERE alarm = @alarm AND n > coalesce((SELECT max(n) FROM alarm_history
         WHERE alarm = @alarm AND data ->> '$.state' = 'raised'), 0)`,
    )
    .pluck();
  const together = store.prepare(
    `SELECT h.* FROM alarms a JOIN alarm_history h ON h.alarm = a.id WHERE a.incident = ?
     ORDER BY h.at_ms, h.alarm, h.n LIMIT ?`,
  );
  const many = (rows: unknown[]) => rows.map((row) => toEntry(row as Row));
  return {
    append: (entry) => {
      const n = ((last.get(entry.alarm) as number | null) ?? 0) + 1;
      const { alarm, step, atMs, by, note, data } = entry;
      insert.run(alarm, n, step, atMs, by.kind, 'id' in by ? by.id : null, note ?? null, JSON.stringify(data));
      return { ...entry, n };
    },
    of: (alarm) => many(all.all(alarm)),
    doneOf: (alarm) => new Set(done.all({ alarm }) as AlarmStep[]),
    ofIncident: (incident, limit) => many(together.all(incident, limit)),
  };
}

function toEntry({ alarm, n, step, at_ms, by_kind, by_id, note, data }: Row): AlarmEntry {
  const by: AlarmActor = by_kind === 'gateway' ? { kind: by_kind } : { kind: by_kind, id: by_id ?? '' };
  return { alarm, n, step, atMs: at_ms, by, note: note ?? undefined, data: JSON.parse(data) as AlarmEntry['data'] };
}
