import type { Store } from './sqlite-store.ts';

const steps = [`CREATE TABLE clock_mark (one INTEGER PRIMARY KEY CHECK (one = 1), latest_ms INTEGER NOT NULL) STRICT;`];

/** The latest time of the wall clock that was believed, kept across restarts. Epoch milliseconds; 0 before the first one. */
export interface ClockMark {
  read(): number;
  write(latestMs: number): void;
}

export function createClockMark(store: Store): ClockMark {
  store.migrate('clock', steps);
  const read = store.prepare('SELECT latest_ms AS latestMs FROM clock_mark');
  const write = store.prepare(
    'INSERT INTO clock_mark VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET latest_ms = excluded.latest_ms',
  );
  return {
    read: () => (read.get() as { latestMs: number } | undefined)?.latestMs ?? 0,
    write: (latestMs) => void write.run(Math.round(latestMs)),
  };
}
