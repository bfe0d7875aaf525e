import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { HandOver } from './hand-over.ts';
import type { DutyRole } from './shift.ts';

const steps = [
  `CREATE TABLE hand_overs (
     id TEXT PRIMARY KEY,
     role TEXT NOT NULL,
     shift TEXT,
     state TEXT NOT NULL,
     begun_at_ms INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE INDEX hand_overs_by_time ON hand_overs (begun_at_ms);
   CREATE TRIGGER hand_overs_stay BEFORE UPDATE ON hand_overs WHEN old.state = 'signed'
   BEGIN SELECT RAISE(ABORT, 'a signed hand-over is not changed'); END;`,
];

export interface HandOverTable {
  get(id: string): HandOver | undefined;
  /** The one of this role that waits for its signatures. */
  open(role: DutyRole): HandOver | undefined;
  /** Whether this shift has been handed over. */
  isSigned(shift: string): boolean;
  /** Throws for one that has been signed. */
  put(handOver: HandOver): void;
  /** Newest first. */
  list(beforeMs: number, limit: number): HandOver[];
  purge(span: MsSpan): number;
}

export function createHandOverTable(store: Store): HandOverTable {
  store.migrate('duty-hand-overs', steps);
  const get = store.prepare('SELECT content FROM hand_overs WHERE id = ?');
  const open = store.prepare(`SELECT content FROM hand_overs WHERE state = 'open' AND role = ?`);
  const signed = store.prepare(`SELECT 1 FROM hand_overs WHERE state = 'signed' AND shift = ?`);
  const put = store.prepare(
    `INSERT INTO hand_overs VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content`,
  );
  const list = store.prepare('SELECT content FROM hand_overs WHERE begun_at_ms < ? ORDER BY begun_at_ms DESC LIMIT ?');
  const purge = store.prepare('DELETE FROM hand_overs WHERE begun_at_ms >= @fromMs AND begun_at_ms < @toMs');
  const read = (row: unknown) => (row ? (JSON.parse((row as { content: string }).content) as HandOver) : undefined);
  return {
    get: (id) => read(get.get(id)),
    open: (role) => read(open.get(role)),
    isSigned: (shift) => signed.get(shift) !== undefined,
    put: (one) => void put.run(one.id, one.role, one.shift ?? null, one.state, one.begunAtMs, JSON.stringify(one)),
    list: (beforeMs, limit) => list.all(beforeMs, limit).map((row) => read(row)!),
    purge: (span) => purge.run(span).changes,
  };
}
