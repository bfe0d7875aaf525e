import type { RetainedClass } from '../../devices/contracts/site-privacy.ts';
import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE retention_sweeps (
     class TEXT PRIMARY KEY,
     deleted INTEGER NOT NULL,
     proved_ms INTEGER
   ) STRICT;`,
];

/** What was purged and does not stand in the ledger yet: a kill between two slices loses no count. */
export interface SweepTable {
  /** In the transaction of the slice that deletes. */
  add(of: RetainedClass, deleted: number): void;
  get(of: RetainedClass): { deleted: number; provedMs: number | undefined };
  /** Runs `note` and starts counting anew, both or neither. */
  prove(of: RetainedClass, atMs: number, note: () => void): void;
}

export function createSweepTable(store: Store): SweepTable {
  store.migrate('retention-sweeps', steps);
  const add = store.prepare(
    `INSERT INTO retention_sweeps (class, deleted) VALUES (?, ?)
     ON CONFLICT (class) DO UPDATE SET deleted = deleted + excluded.deleted`,
  );
  const get = store.prepare('SELECT deleted, proved_ms AS provedMs FROM retention_sweeps WHERE class = ?');
  const prove = store.prepare(
    `INSERT INTO retention_sweeps (class, deleted, proved_ms) VALUES (?, 0, ?)
     ON CONFLICT (class) DO UPDATE SET deleted = 0, proved_ms = excluded.proved_ms`,
  );
  return {
    add: (of, deleted) => void (deleted > 0 && add.run(of, deleted)),
    get: (of) => {
      const row = get.get(of) as { deleted: number; provedMs: number | null } | undefined;
      return { deleted: row?.deleted ?? 0, provedMs: row?.provedMs ?? undefined };
    },
    prove: (of, atMs, note) =>
      store.transaction(() => {
        note();
        prove.run(of, atMs);
      }),
  };
}
