import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE evidence_audit (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     at_ms INTEGER NOT NULL,
     user TEXT NOT NULL,
     action TEXT NOT NULL,
     alarm TEXT,
     reason TEXT,
     details TEXT NOT NULL
   ) STRICT;
   CREATE TRIGGER evidence_audit_stays BEFORE UPDATE ON evidence_audit
     BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;
   CREATE TRIGGER evidence_audit_remains BEFORE DELETE ON evidence_audit
     BEGIN SELECT RAISE(ABORT, 'the audit is only ever added to'); END;`,
];

export type AuditAction =
  | 'export-asked'
  | 'export-ready'
  | 'export-failed'
  | 'export-cancelled'
  | 'export-deleted'
  | 'export-downloaded';

/** Who did what with evidence, when and why. `user` is the gateway itself where nobody did it by hand. */
export interface AuditEntry {
  atMs: number;
  user: string;
  action: AuditAction;
  alarm: string | undefined;
  reason: string | undefined;
  details: Record<string, string | number>;
}

/** Entries can be added and read; the database refuses to change or delete one. */
export interface Audit {
  add(entry: AuditEntry): void;
  /** Newest first. */
  newest(limit: number): AuditEntry[];
}

interface Row {
  at_ms: number;
  user: string;
  action: AuditAction;
  alarm: string | null;
  reason: string | null;
  details: string;
}

export function createAudit(store: Store): Audit {
  store.migrate('evidence-audit', steps);
  const add = store.prepare(
    'INSERT INTO evidence_audit (at_ms, user, action, alarm, reason, details) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const newest = store.prepare('SELECT * FROM evidence_audit ORDER BY id DESC LIMIT ?');
  return {
    add: ({ atMs, user, action, alarm, reason, details }) =>
      void add.run(atMs, user, action, alarm ?? null, reason ?? null, JSON.stringify(details)),
    newest: (limit) => newest.all(limit).map((row) => fromRow(row as Row)),
  };
}

function fromRow({ at_ms, user, action, alarm, reason, details }: Row): AuditEntry {
  return {
    atMs: at_ms,
    user,
    action,
    alarm: alarm ?? undefined,
    reason: reason ?? undefined,
    details: JSON.parse(details) as AuditEntry['details'],
  };
}
