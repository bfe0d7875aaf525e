import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE passback (
     holder TEXT NOT NULL,
     area TEXT NOT NULL,
     since_ms INTEGER NOT NULL,
     PRIMARY KEY (holder, area)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE passback_day (one INTEGER PRIMARY KEY CHECK (one = 1), day TEXT NOT NULL) STRICT;`,
];

export interface InsideRow {
  holder: string;
  area: string;
  sinceMs: number;
}

/** Who is inside which area, on disk. */
export interface PassbackTable {
  all(): InsideRow[];
  enter(row: InsideRow): void;
  leave(holder: string, area: string): void;
  forgetHolder(holder: string): void;
  forgetArea(area: string): void;
  forgetAll(): void;
  /** The day of the last nightly reset; empty before the first one. */
  day(): string;
  keepDay(day: string): void;
}

export function createPassbackTable(store: Store): PassbackTable {
  store.migrate('passback', steps);
  const all = store.prepare('SELECT holder, area, since_ms AS sinceMs FROM passback');
  const enter = store.prepare(
    'INSERT INTO passback VALUES (?, ?, ?) ON CONFLICT (holder, area) DO UPDATE SET since_ms = excluded.since_ms',
  );
  const leave = store.prepare('DELETE FROM passback WHERE holder = ? AND area = ?');
  const forgetHolder = store.prepare('DELETE FROM passback WHERE holder = ?');
  const forgetArea = store.prepare('DELETE FROM passback WHERE area = ?');
  const forgetAll = store.prepare('DELETE FROM passback');
  const day = store.prepare('SELECT day FROM passback_day');
  const keepDay = store.prepare(
    'INSERT INTO passback_day VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET day = excluded.day',
  );
  return {
    all: () => all.all() as InsideRow[],
    enter: ({ holder, area, sinceMs }) => void enter.run(holder, area, sinceMs),
    leave: (holder, area) => void leave.run(holder, area),
    forgetHolder: (holder) => void forgetHolder.run(holder),
    forgetArea: (area) => void forgetArea.run(area),
    forgetAll: () => void forgetAll.run(),
    day: () => (day.get() as { day: string } | undefined)?.day ?? '',
    keepDay: (value) => void keepDay.run(value),
  };
}
