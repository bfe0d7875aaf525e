import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Moment } from './finding.ts';

const steps = [
  `CREATE TABLE sensing_marks (
     device TEXT NOT NULL,
     mark TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     run TEXT NOT NULL,
     monotonic_ms REAL NOT NULL,
     value TEXT NOT NULL,
     PRIMARY KEY (mark, device)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE sensing_meters (
     device TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     litres REAL NOT NULL,
     PRIMARY KEY (device, at_ms)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE sensing_away (
     unit TEXT NOT NULL,
     room TEXT NOT NULL,
     until_ms INTEGER NOT NULL,
     PRIMARY KEY (unit, room)
   ) STRICT, WITHOUT ROWID;`,
  // For a fire that stands already its zones were evacuated when it was found; whoever took that back is not overruled.
  `INSERT OR IGNORE INTO sensing_marks
     SELECT device, 'evacuated', at_ms, run, monotonic_ms, '' FROM sensing_marks WHERE mark = 'alight' AND value <> '';`,
  // By what the ledger names it: it says nothing of the home, and nobody can tell which it was once the row has gone. Beside the
  // table, for the release before this one writes its rows by position.
  `CREATE TABLE sensing_away_ids (
     unit TEXT NOT NULL,
     room TEXT NOT NULL,
     id TEXT NOT NULL,
     PRIMARY KEY (unit, room)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO sensing_away_ids SELECT unit, room, lower(hex(randomblob(10))) FROM sensing_away;`,
];

/** Something about a device that must outlive a kill. */
export interface Mark {
  device: string;
  /** When it was set, on the monotonic clock of this process; before its start for what an earlier one set. */
  sinceMs: number;
  atWallMs: number;
  value: string;
}

export interface Marks {
  get(device: string, mark: string): Mark | undefined;
  all(mark: string): Mark[];
  /** Sets it anew, as of now. */
  set(device: string, mark: string, value: string, now: Moment): void;
  /** Another value; its time stays. */
  revalue(device: string, mark: string, value: string): void;
  drop(device: string, mark: string): void;
}

interface Row {
  device: string;
  atMs: number;
  run: string;
  monotonicMs: number;
  value: string;
}

/** Forgets devices that are not part of the site any more: nobody could ever reset them. */
export function forgetOthers(store: Store, devices: readonly string[]): void {
  store.migrate('sensing', steps);
  const known = JSON.stringify(devices);
  for (const table of ['sensing_marks', 'sensing_meters']) {
    store.prepare(`DELETE FROM ${table} WHERE device NOT IN (SELECT value FROM json_each(?))`).run(known);
  }
}

/**
 * Read from the table each time and not kept beside it: what a rolled-back transaction set must not be believed. `start` is when
 * this process began.
 */
export function createMarks(store: Store, start: Moment): Marks {
  store.migrate('sensing', steps);
  const run = createId();
  const columns =
    'SELECT device, at_ms AS atMs, run, monotonic_ms AS monotonicMs, value FROM sensing_marks WHERE mark = ?';
  const one = store.prepare(`${columns} AND device = ?`);
  const all = store.prepare(columns);
  const save = store.prepare(
    `INSERT OR REPLACE INTO sensing_marks (device, mark, at_ms, run, monotonic_ms, value)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const revalue = store.prepare('UPDATE sensing_marks SET value = ? WHERE mark = ? AND device = ?');
  const remove = store.prepare('DELETE FROM sensing_marks WHERE mark = ? AND device = ?');
  const toMark = (row: Row): Mark => {
    // Of an earlier process only the wall clock is left; one that was set back meanwhile must not put it into the future.
    const sinceMs = row.run === run ? row.monotonicMs : start.monotonicMs - Math.max(0, start.wallMs - row.atMs);
    return { device: row.device, sinceMs, atWallMs: row.atMs, value: row.value };
  };
  return {
    get: (device, mark) => {
      const row = one.get(mark, device) as Row | undefined;
      return row && toMark(row);
    },
    all: (mark) => (all.all(mark) as Row[]).map(toMark),
    set: (device, mark, value, { wallMs, monotonicMs }) => void save.run(device, mark, wallMs, run, monotonicMs, value),
    revalue: (device, mark, value) => void revalue.run(value, mark, device),
    drop: (device, mark) => void remove.run(mark, device),
  };
}

export interface MeterReading {
  atMs: number;
  litres: number;
}

/** What water meters have shown, as far back as anybody asks. Times are the wall's: the spans are hours and outlive restarts. */
export interface MeterLog {
  add(device: string, reading: MeterReading): void;
  latest(device: string): MeterReading | undefined;
  first(device: string): MeterReading | undefined;
  /** The last reading at or before a time. */
  before(device: string, atMs: number): MeterReading | undefined;
  /** Forgets what is older than the last reading before `atMs`. */
  trim(device: string, atMs: number): void;
  /** Begins anew, as after a new meter was fitted. */
  clear(device: string): void;
}

export function createMeterLog(store: Store): MeterLog {
  store.migrate('sensing', steps);
  const columns = 'SELECT at_ms AS atMs, litres FROM sensing_meters WHERE device = ?';
  const add = store.prepare('INSERT OR REPLACE INTO sensing_meters VALUES (?, ?, ?)');
  const first = store.prepare(`${columns} ORDER BY at_ms LIMIT 1`);
  const latest = store.prepare(`${columns} ORDER BY at_ms DESC LIMIT 1`);
  const before = store.prepare(`${columns} AND at_ms <= ? ORDER BY at_ms DESC LIMIT 1`);
  const trim = store.prepare(
    `DELETE FROM sensing_meters WHERE device = ? AND at_ms <
       (SELECT max(at_ms) FROM sensing_meters WHERE device = ? AND at_ms <= ?)`,
  );
  const clear = store.prepare('DELETE FROM sensing_meters WHERE device = ?');
  return {
    add: (device, { atMs, litres }) => void add.run(device, atMs, litres),
    latest: (device) => latest.get(device) as MeterReading | undefined,
    first: (device) => first.get(device) as MeterReading | undefined,
    before: (device, atMs) => before.get(device, atMs) as MeterReading | undefined,
    trim: (device, atMs) => void trim.run(device, device, atMs),
    clear: (device) => void clear.run(device),
  };
}

export interface Home {
  unit: string;
  room: string;
}

/** Homes whose people said that they are away, each under a random id of its own. */
export interface AwayBook {
  /** The id. */
  set(home: Home, untilMs: number): string;
  /** They are back already; the id, if they were away. */
  end(home: Home, atMs: number): string | undefined;
  /** Until when, also if that has passed. */
  until(home: Home): number | undefined;
  /** What was over before a moment goes; how many. */
  forget(beforeMs: number): number;
}

export function createAwayBook(store: Store): AwayBook {
  store.migrate('sensing', steps);
  const save = store.prepare('INSERT OR REPLACE INTO sensing_away VALUES (?, ?, ?)');
  // A row that the release before this one has written has no id yet.
  const idOf = store
    .prepare(
      'INSERT INTO sensing_away_ids VALUES (?, ?, ?) ON CONFLICT (unit, room) DO UPDATE SET id = id RETURNING id',
    )
    .pluck();
  const end = store.prepare(
    'UPDATE sensing_away SET until_ms = @atMs WHERE unit = @unit AND room = @room AND until_ms > @atMs',
  );
  const find = store.prepare('SELECT until_ms AS untilMs FROM sensing_away WHERE unit = ? AND room = ?');
  const forget = store.prepare('DELETE FROM sensing_away WHERE until_ms < ?');
  const forgetIds = store.prepare(
    'DELETE FROM sensing_away_ids WHERE (unit, room) NOT IN (SELECT unit, room FROM sensing_away)',
  );
  const named = ({ unit, room }: Home) => idOf.get(unit, room, createId()) as string;
  return {
    set: (home, untilMs) =>
      store.transaction(() => {
        save.run(home.unit, home.room, untilMs);
        return named(home);
      }),
    end: (home, atMs) =>
      store.transaction(() =>
        end.run({ unit: home.unit, room: home.room, atMs }).changes > 0 ? named(home) : undefined,
      ),
    until: ({ unit, room }) => (find.get(unit, room) as { untilMs: number } | undefined)?.untilMs,
    forget: (beforeMs) =>
      store.transaction(() => {
        const { changes } = forget.run(beforeMs);
        forgetIds.run();
        return changes;
      }),
  };
}
