import type { AlarmStep } from '../../devices/contracts/alarms.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { AlarmActor, AlarmEntry } from './alarm.ts';

/** So many repeats of an alarm are history, and so many of the latest ones are kept beside it. */
export const keptRepeats = { first: 20, last: 20 } as const;

/**
 * What every alarm went through; only ever added to (a trigger holds that), and gone with its alarm only. Of repeats the first
 * and the last are kept: a device can say the same thing for weeks. All are counted, in `n` and in the alarm's count; `folded` in
 * the data of an entry says how many before it are not listed.
 */
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
  const last = store
    .prepare(
      `SELECT max(coalesce((SELECT max(n) FROM alarm_history WHERE alarm = @alarm), 0),
         coalesce((SELECT max(n) FROM alarm_late_repeats WHERE alarm = @alarm), 0))`,
    )
    .pluck();
  const insert = store.prepare('INSERT INTO alarm_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const repeats = store.prepare("SELECT count(*) FROM alarm_history WHERE alarm = ? AND step = 'repeated'").pluck();
  const insertLate = store.prepare('INSERT INTO alarm_late_repeats VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const fold = store.prepare(
    `DELETE FROM alarm_late_repeats WHERE alarm = @alarm AND n <= (SELECT n FROM alarm_late_repeats WHERE alarm = @alarm
       ORDER BY n DESC LIMIT 1 OFFSET ${keptRepeats.last})`,
  );
  const all = store.prepare(
    'SELECT * FROM alarm_history WHERE alarm = @alarm UNION ALL SELECT * FROM alarm_late_repeats WHERE alarm = @alarm ORDER BY n',
  );
  const done = store
    .prepare(
      `SELECT DISTINCT step FROM alarm_history WHERE alarm = @alarm AND n > coalesce((SELECT max(n) FROM alarm_history
         WHERE alarm = @alarm AND data ->> '$.state' = 'raised'), 0)`,
    )
    .pluck();
  const together = store.prepare(
    `SELECT h.* FROM alarms a JOIN alarm_history h ON h.alarm = a.id WHERE a.incident = @incident
     UNION ALL SELECT h.* FROM alarms a JOIN alarm_late_repeats h ON h.alarm = a.id WHERE a.incident = @incident
     ORDER BY at_ms, alarm, n LIMIT @limit`,
  );
  const many = (rows: unknown[]) => withFolded(rows.map((row) => toEntry(row as Row)));
  return {
    append: (entry) => {
      const n = (last.get({ alarm: entry.alarm }) as number) + 1;
      const { alarm, step, atMs, by, note, data } = entry;
      const isLate = step === 'repeated' && (repeats.get(alarm) as number) >= keptRepeats.first;
      const row = [alarm, n, step, atMs, by.kind, 'id' in by ? by.id : null, note ?? null, JSON.stringify(data)];
      (isLate ? insertLate : insert).run(row);
      if (isLate) fold.run({ alarm });
      return { ...entry, n };
    },
    of: (alarm) => many(all.all({ alarm })),
    doneOf: (alarm) => new Set(done.all({ alarm }) as AlarmStep[]),
    ofIncident: (incident, limit) => many(together.all({ incident, limit })),
  };
}

/** Says of each entry how many repeats just before it are not listed. */
function withFolded(entries: readonly AlarmEntry[]): AlarmEntry[] {
  const folded = new Map<AlarmEntry, number>();
  for (const ofOne of Map.groupBy(entries, ({ alarm }) => alarm).values()) {
    let before = 0;
    for (const entry of ofOne.toSorted((a, b) => a.n - b.n)) {
      folded.set(entry, entry.n - before - 1);
      before = entry.n;
    }
  }
  return entries.map((entry) => {
    const count = folded.get(entry) ?? 0;
    return count > 0 ? { ...entry, data: { ...entry.data, folded: count } } : entry;
  });
}

function toEntry({ alarm, n, step, at_ms, by_kind, by_id, note, data }: Row): AlarmEntry {
  const by: AlarmActor = by_kind === 'gateway' ? { kind: by_kind } : { kind: by_kind, id: by_id ?? '' };
  return { alarm, n, step, atMs: at_ms, by, note: note ?? undefined, data: JSON.parse(data) as AlarmEntry['data'] };
}
