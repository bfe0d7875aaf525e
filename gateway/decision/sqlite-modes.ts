import type { Store } from '../kernel/sqlite-store.ts';
import type { ModeOrder, SiteMode } from './site-modes.ts';

const steps = [
  `CREATE TABLE site_modes (
     id TEXT PRIMARY KEY,
     mode TEXT NOT NULL,
     started_at_ms INTEGER NOT NULL,
     started_by TEXT,
     reason TEXT NOT NULL,
     ended_at_ms INTEGER,
     ended_by TEXT,
     end_reason TEXT
   ) STRICT;
   CREATE INDEX site_modes_standing ON site_modes (id) WHERE ended_at_ms IS NULL;`,
];

interface Row {
  id: string;
  mode: string;
  started_at_ms: number;
  started_by: string | null;
  reason: string;
  ended_at_ms: number | null;
  ended_by: string | null;
  end_reason: string | null;
}

/** Every emergency mode that stands or stood. */
export interface ModeTable {
  standing(): SiteMode[];
  /** Those that have ended, the latest first. */
  ended(limit: number): SiteMode[];
  add(mode: SiteMode): void;
  end(id: string, end: { atMs: number; by: string | undefined; reason: string }): void;
}

export function createModeTable(store: Store): ModeTable {
  store.migrate('modes', steps);
  const standing = store.prepare('SELECT * FROM site_modes WHERE ended_at_ms IS NULL ORDER BY started_at_ms, rowid');
  const ended = store.prepare(
    'SELECT * FROM site_modes WHERE ended_at_ms IS NOT NULL ORDER BY ended_at_ms DESC, rowid DESC LIMIT ?',
  );
  const add = store.prepare(
    'INSERT INTO site_modes (id, mode, started_at_ms, started_by, reason) VALUES (?, ?, ?, ?, ?)',
  );
  const end = store.prepare(
    'UPDATE site_modes SET ended_at_ms = ?, ended_by = ?, end_reason = ? WHERE id = ? AND ended_at_ms IS NULL',
  );
  return {
    standing: () => (standing.all() as Row[]).map(fromRow),
    ended: (limit) => (ended.all(limit) as Row[]).map(fromRow),
    add: ({ id, order, startedAtMs, startedBy, reason }) =>
      void add.run(id, JSON.stringify(order), startedAtMs, startedBy ?? null, reason),
    end: (id, { atMs, by, reason }) => void end.run(atMs, by ?? null, reason, id),
  };
}

function fromRow(row: Row): SiteMode {
  return {
    id: row.id,
    order: JSON.parse(row.mode) as ModeOrder,
    startedAtMs: row.started_at_ms,
    reason: row.reason,
    ...(row.started_by === null ? {} : { startedBy: row.started_by }),
    ...(row.ended_at_ms === null ? {} : { endedAtMs: row.ended_at_ms }),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
    ...(row.end_reason === null ? {} : { endReason: row.end_reason }),
  };
}
