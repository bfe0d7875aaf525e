import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE lockouts (
     reader TEXT PRIMARY KEY,
     failed INTEGER NOT NULL,
     until_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

export interface LockoutRow {
  reader: string;
  /** Failures in a row. */
  failed: number;
  /** Shut until then by the wall clock; 0 if it is not. */
  untilMs: number;
}

/** Readers at which somebody has guessed, on disk: no restart gives a guesser new tries. */
export interface LockoutTable {
  all(): LockoutRow[];
  keep(row: LockoutRow): void;
  forget(reader: string): void;
}

export function createLockoutTable(store: Store): LockoutTable {
  store.migrate('lockouts', steps);
  const all = store.prepare('SELECT reader, failed, until_ms AS untilMs FROM lockouts');
  const keep = store.prepare(
    `INSERT INTO lockouts VALUES (?, ?, ?)
     ON CONFLICT (reader) DO UPDATE SET failed = excluded.failed, until_ms = excluded.until_ms`,
  );
  const forget = store.prepare('DELETE FROM lockouts WHERE reader = ?');
  return {
    all: () => all.all() as LockoutRow[],
    keep: ({ reader, failed, untilMs }) => void keep.run(reader, failed, Math.round(untilMs)),
    forget: (reader) => void forget.run(reader),
  };
}
