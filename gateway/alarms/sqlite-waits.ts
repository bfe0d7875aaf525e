import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE alarm_waits (
     alarm TEXT PRIMARY KEY,
     since_ms INTEGER NOT NULL,
     taken INTEGER NOT NULL,
     reminded INTEGER NOT NULL
   ) STRICT;`,
];

/** Since when an alarm waits for somebody, as it is kept across restarts. */
export interface AlarmWait {
  alarm: string;
  /** Epoch milliseconds, of a clock that was believed. */
  sinceMs: number;
  /** Somebody has acknowledged it. */
  taken: boolean;
  /** It was said that nobody had been sent in time. */
  reminded: boolean;
}

export interface WaitTable {
  all(): AlarmWait[];
  save(wait: AlarmWait): void;
  remove(alarm: string): void;
}

export function createWaitTable(store: Store): WaitTable {
  store.migrate('alarm-waits', steps);
  const all = store.prepare('SELECT alarm, since_ms AS sinceMs, taken, reminded FROM alarm_waits');
  const save = store.prepare('INSERT OR REPLACE INTO alarm_waits VALUES (@alarm, @sinceMs, @taken, @reminded)');
  const remove = store.prepare('DELETE FROM alarm_waits WHERE alarm = ?');
  return {
    all: () =>
      (all.all() as { alarm: string; sinceMs: number; taken: number; reminded: number }[]).map((row) => ({
        ...row,
        taken: row.taken === 1,
        reminded: row.reminded === 1,
      })),
    save: ({ alarm, sinceMs, taken, reminded }) =>
      void save.run({ alarm, sinceMs: Math.round(sinceMs), taken: Number(taken), reminded: Number(reminded) }),
    remove: (alarm) => void remove.run(alarm),
  };
}
