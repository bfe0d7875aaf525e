import type { Store } from './sqlite-store.ts';

const steps = [
  `CREATE TABLE clock_mark (one INTEGER PRIMARY KEY CHECK (one = 1), latest_ms INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE clock_doubt (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;`,
];

/** The latest time of the wall clock that was believed, kept across restarts. Epoch milliseconds; 0 before the first one. */
export interface ClockMark {
  read(): number;
  /** Whether the clock had jumped ahead since, and was not believed again. */
  isDoubted(): boolean;
  doubt(): void;
  /** Ends a doubt. */
  write(latestMs: number): void;
}

export function createClockMark(store: Store): ClockMark {
  store.migrate('clock', steps);
  const read = store.prepare('SELECT latest_ms AS latestMs FROM clock_mark');
  const write = store.prepare(
    'INSERT INTO clock_mark VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET latest_ms = excluded.latest_ms',
  );
  const isDoubted = store.prepare('SELECT 1 FROM clock_doubt');
  const doubt = store.prepare('INSERT INTO clock_doubt VALUES (1) ON CONFLICT (one) DO NOTHING');
  const believe = store.prepare('DELETE FROM clock_doubt');
  return {
    read: () => (read.get() as { latestMs: number } | undefined)?.latestMs ?? 0,
    isDoubted: () => isDoubted.get() !== undefined,
    doubt: () => void doubt.run(),
    write: (latestMs) =>
      store.transaction(() => {
        write.run(Math.round(latestMs));
        believe.run();
      }),
  };
}
