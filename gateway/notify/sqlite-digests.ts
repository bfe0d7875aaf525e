import type { Store } from '../kernel/sqlite-store.ts';

const steps = ['CREATE TABLE digests (day TEXT PRIMARY KEY, sent_at_ms INTEGER NOT NULL) STRICT;'];

/** The days (`2026-01-05`, of the site) whose digest was given out. */
export interface DigestMarks {
  has(day: string): boolean;
  isEmpty(): boolean;
  add(day: string, atMs: number): void;
}

export function createDigestMarks(store: Store): DigestMarks {
  store.migrate('digests', steps);
  const has = store.prepare('SELECT 1 FROM digests WHERE day = ?');
  const any = store.prepare('SELECT 1 FROM digests LIMIT 1');
  const add = store.prepare('INSERT OR IGNORE INTO digests VALUES (?, ?)');
  // Marks of last year tell nothing.
  const trim = store.prepare('DELETE FROM digests WHERE day < ?');
  return {
    has: (day) => has.get(day) !== undefined,
    isEmpty: () => any.get() === undefined,
    add: (day, atMs) => {
      add.run(day, Math.round(atMs));
      trim.run(new Date(Date.parse(`${day}T00:00:00Z`) - 400 * 86_400_000).toISOString().slice(0, 10));
    },
  };
}
