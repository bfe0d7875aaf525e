import type { Store } from './sqlite-store.ts';
import type { UnsureSpan } from './unsure-times.ts';

const steps = [
  `CREATE TABLE clock_mark (one INTEGER PRIMARY KEY CHECK (one = 1), latest_ms INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE clock_doubt (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT;`,
  `CREATE TABLE clock_unsure (from_ms INTEGER PRIMARY KEY, to_ms INTEGER NOT NULL, known_ms INTEGER) STRICT;`,
];

/** The latest time of the wall clock that was believed, kept across restarts. Epoch milliseconds; 0 before the first one. */
export interface ClockMark {
  read(): number;
  /** Whether the clock had jumped ahead since, and was not believed again. */
  isDoubted(): boolean;
  doubt(): void;
  /** Ends a doubt. */
  write(latestMs: number): void;
  unsure(): UnsureSpan[];
  /** A span that the clock shows while it is not believed; one that it touches becomes one with it. */
  addUnsure(fromMs: number, toMs: number): void;
  /** The clock is believed again. */
  endUnsure(knownMs: number): void;
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
  const unsure = store.prepare(
    'SELECT from_ms AS fromMs, to_ms AS toMs, coalesce(known_ms, 9e999) AS knownMs FROM clock_unsure',
  );
  const reach = store.prepare(
    `SELECT min(@fromMs, coalesce(min(from_ms), @fromMs)) AS fromMs, max(@toMs, coalesce(max(to_ms), @toMs)) AS toMs
     FROM clock_unsure WHERE from_ms <= @toMs AND to_ms >= @fromMs`,
  );
  const dropWithin = store.prepare('DELETE FROM clock_unsure WHERE from_ms >= @fromMs AND to_ms <= @toMs');
  const addUnsure = store.prepare('INSERT INTO clock_unsure VALUES (@fromMs, @toMs, NULL)');
  const endUnsure = store.prepare('UPDATE clock_unsure SET known_ms = ? WHERE known_ms IS NULL');
  return {
    read: () => (read.get() as { latestMs: number } | undefined)?.latestMs ?? 0,
    isDoubted: () => isDoubted.get() !== undefined,
    doubt: () => void doubt.run(),
    write: (latestMs) =>
      store.transaction(() => {
        write.run(Math.round(latestMs));
        believe.run();
      }),
    unsure: () => unsure.all() as UnsureSpan[],
    addUnsure: (fromMs, toMs) =>
      store.transaction(() => {
        const whole = reach.get({ fromMs: Math.floor(fromMs), toMs: Math.ceil(toMs) });
        dropWithin.run(whole);
        addUnsure.run(whole);
      }),
    endUnsure: (knownMs) => void endUnsure.run(Math.round(knownMs)),
  };
}
