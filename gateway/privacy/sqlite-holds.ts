import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Hold } from './retention.ts';

const steps = [
  `CREATE TABLE retention_holds (
     id TEXT PRIMARY KEY,
     hold TEXT NOT NULL,
     placed_by TEXT NOT NULL,
     placed_at_ms INTEGER NOT NULL
   ) STRICT;`,
];

export interface KeptHold extends Hold {
  id: string;
  /** Number or title of the order. */
  document: string;
  placedBy: string;
  placedAtMs: number;
}

/** Orders to keep things beyond their time. */
export interface HoldTable {
  place(hold: Omit<KeptHold, 'id'>): KeptHold;
  /** False if there is none. */
  release(id: string): boolean;
  all(): KeptHold[];
}

export function createHoldTable(store: Store): HoldTable {
  store.migrate('retention-holds', steps);
  const insert = store.prepare('INSERT INTO retention_holds VALUES (?, ?, ?, ?)');
  const remove = store.prepare('DELETE FROM retention_holds WHERE id = ?');
  const all = store.prepare('SELECT id, hold, placed_by, placed_at_ms FROM retention_holds ORDER BY placed_at_ms');
  return {
    place: (hold) => {
      const { placedBy, placedAtMs, ...rest } = hold;
      const id = createId();
      insert.run(id, JSON.stringify(rest), placedBy, placedAtMs);
      return { ...hold, id };
    },
    release: (id) => remove.run(id).changes === 1,
    all: () =>
      (all.all() as { id: string; hold: string; placed_by: string; placed_at_ms: number }[]).map((row) => ({
        ...(JSON.parse(row.hold) as Omit<KeptHold, 'id' | 'placedBy' | 'placedAtMs'>),
        id: row.id,
        placedBy: row.placed_by,
        placedAtMs: row.placed_at_ms,
      })),
  };
}
