import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { Drill } from './drill.ts';

const steps = [
  `CREATE TABLE drills (
     id TEXT PRIMARY KEY,
     state TEXT NOT NULL,
     planned_at_ms INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX drills_one_runs ON drills (state) WHERE state = 'running';
   CREATE INDEX drills_by_time ON drills (planned_at_ms);`,
];

export interface DrillTable {
  get(id: string): Drill | undefined;
  running(): Drill | undefined;
  /** Throws while another one runs. */
  put(drill: Drill): void;
  /** Newest first. */
  list(beforeMs: number, limit: number): Drill[];
  purge(span: MsSpan): number;
}

export function createDrillTable(store: Store): DrillTable {
  store.migrate('duty-drills', steps);
  const get = store.prepare('SELECT content FROM drills WHERE id = ?');
  const running = store.prepare(`SELECT content FROM drills WHERE state = 'running'`);
  const put = store.prepare(
    `INSERT INTO drills VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content`,
  );
  const list = store.prepare('SELECT content FROM drills WHERE planned_at_ms < ? ORDER BY planned_at_ms DESC LIMIT ?');
  const purge = store.prepare(
    `DELETE FROM drills WHERE planned_at_ms >= @fromMs AND planned_at_ms < @toMs AND state <> 'running'`,
  );
  const read = (row: unknown) => (row ? (JSON.parse((row as { content: string }).content) as Drill) : undefined);
  return {
    get: (id) => read(get.get(id)),
    running: () => read(running.get()),
    put: (drill) => void put.run(drill.id, drill.state, drill.plannedAtMs, JSON.stringify(drill)),
    list: (beforeMs, limit) => list.all(beforeMs, limit).map((row) => read(row)!),
    purge: (span) => purge.run(span).changes,
  };
}
