import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE pass_uses (
     pass TEXT NOT NULL,
     place TEXT NOT NULL,
     used INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     PRIMARY KEY (pass, place)
   ) STRICT, WITHOUT ROWID;`,
];

/**
 * How often each pass has opened each door. A grant counts at once, so that a copy of the code at a second reader finds it used,
 * and is given back when the door was not opened.
 */
export interface PassUses {
  of(pass: string, place: string): number;
  used(pass: string, place: string, atMs: number): void;
  givenBack(pass: string, place: string): void;
}

export function createPassUses(store: Store): PassUses {
  store.migrate('pass-uses', steps);
  const of = store.prepare('SELECT used FROM pass_uses WHERE pass = ? AND place = ?');
  const used = store.prepare(
    `INSERT INTO pass_uses VALUES (?, ?, 1, ?)
     ON CONFLICT (pass, place) DO UPDATE SET used = used + 1, last_at_ms = excluded.last_at_ms`,
  );
  const givenBack = store.prepare('UPDATE pass_uses SET used = used - 1 WHERE pass = ? AND place = ? AND used > 0');
  return {
    of: (pass, place) => (of.get(pass, place) as { used: number } | undefined)?.used ?? 0,
    used: (pass, place, atMs) => void used.run(pass, place, atMs),
    givenBack: (pass, place) => void givenBack.run(pass, place),
  };
}
