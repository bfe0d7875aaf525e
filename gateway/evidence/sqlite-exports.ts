import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';

const steps = [
  `CREATE TABLE evidence_exports (
     id TEXT PRIMARY KEY,
     alarm TEXT NOT NULL,
     what TEXT NOT NULL,
     show TEXT NOT NULL,
     user TEXT NOT NULL,
     reason TEXT NOT NULL,
     asked_at_ms INTEGER NOT NULL,
     finished_at_ms INTEGER,
     state TEXT NOT NULL,
     problem TEXT
   ) STRICT;
   CREATE INDEX evidence_exports_by_time ON evidence_exports (asked_at_ms);`,
];

export type ExportState = 'waiting' | 'working' | 'ready' | 'failed' | 'cancelled';

/** What a guard asked to have out of the gateway. Its file is the evidence of the same id. */
export interface ExportRecord {
  id: string;
  alarm: string;
  what: 'clip' | 'picture';
  /** Who stays visible: nobody, or the persons and vehicles that the alarm is about. */
  show: 'nobody' | 'subjects';
  user: string;
  reason: string;
  askedAtMs: number;
  finishedAtMs: number | undefined;
  state: ExportState;
  problem: string | undefined;
}

export interface ExportTable {
  save(record: ExportRecord): void;
  get(id: string): ExportRecord | undefined;
  /** Newest first. */
  newest(limit: number): ExportRecord[];
  inState(state: ExportState): ExportRecord[];
  forget(asked: MsSpan): void;
}

type Row = Omit<ExportRecord, 'askedAtMs' | 'finishedAtMs' | 'problem'> & {
  asked_at_ms: number;
  finished_at_ms: number | null;
  problem: string | null;
};

export function createExportTable(store: Store): ExportTable {
  store.migrate('evidence-exports', steps);
  const save = store.prepare(
    `INSERT OR REPLACE INTO evidence_exports VALUES (@id, @alarm, @what, @show, @user, @reason, @askedAtMs,
       @finishedAtMs, @state, @problem)`,
  );
  const get = store.prepare('SELECT * FROM evidence_exports WHERE id = ?');
  const newest = store.prepare('SELECT * FROM evidence_exports ORDER BY asked_at_ms DESC, rowid DESC LIMIT ?');
  const inState = store.prepare('SELECT * FROM evidence_exports WHERE state = ? ORDER BY asked_at_ms');
  const forget = store.prepare(
    `DELETE FROM evidence_exports WHERE asked_at_ms >= @fromMs AND asked_at_ms < @toMs
     AND state NOT IN ('waiting', 'working')`,
  );
  return {
    save: (record) =>
      void save.run({
        ...record,
        finishedAtMs: record.finishedAtMs ?? null,
        problem: record.problem ?? null,
      }),
    get: (id) => {
      const row = get.get(id);
      return row ? fromRow(row as Row) : undefined;
    },
    newest: (limit) => newest.all(limit).map((row) => fromRow(row as Row)),
    inState: (state) => inState.all(state).map((row) => fromRow(row as Row)),
    forget: (asked) => void forget.run(asked),
  };
}

function fromRow({ asked_at_ms, finished_at_ms, problem, ...rest }: Row): ExportRecord {
  return {
    ...rest,
    askedAtMs: asked_at_ms,
    finishedAtMs: finished_at_ms ?? undefined,
    problem: problem ?? undefined,
  };
}
