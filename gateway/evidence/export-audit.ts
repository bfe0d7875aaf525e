import type { Store } from '../kernel/sqlite-store.ts';
import type { Actor, Ledger, LedgerRow } from '../ledger/ledger.ts';

export type AuditAction =
  | 'export.asked'
  | 'export.ready'
  | 'export.failed'
  | 'export.cancelled'
  | 'export.deleted'
  | 'export.downloaded';

/** Who did what with evidence, when and why. `user` is the gateway itself where nobody did it by hand. */
export interface AuditEntry {
  atMs: number;
  user: string;
  action: AuditAction;
  alarm: string | undefined;
  reason: string | undefined;
  /** `export`, the copy's id, among them. */
  details: Record<string, string | number>;
}

/** Entries can be added and read; they stand in the ledger, and nobody can change or delete one. */
export interface Audit {
  add(entry: AuditEntry): void;
  /** Newest first. */
  newest(limit: number): AuditEntry[];
}

const gateway = 'gateway';

export function createExportAudit(store: Store, ledger: Ledger): Audit {
  const add = ({ atMs, user, action, alarm, reason, details: { export: id, problem, ...more } }: AuditEntry) => {
    const actor: Actor = user === gateway ? { kind: 'gateway' } : { kind: 'user', id: user };
    const detail = {
      ...more,
      ...(alarm === undefined ? {} : { alarm }),
      ...(problem === undefined ? {} : { problem: toCode(problem) }),
    };
    const why = reason === undefined ? {} : { reason };
    ledger.append({ atMs, actor, action, ...(id === undefined ? {} : { subject: String(id) }), ...why, detail });
  };
  moveOldAudit(store, add);
  return { add, newest: (limit) => ledger.find({ action: 'export', limit }).map(fromRow) };
}

/** What a program said when it failed stays in the log: it may name a path, or more. */
function toCode(problem: string | number): string {
  return /^[a-z][a-z-]{0,39}$/.test(String(problem)) ? String(problem) : 'failed';
}

function fromRow({ atMs, actor, action, subject, reason, detail = {} }: LedgerRow): AuditEntry {
  const { alarm, ...more } = detail as Record<string, string | number>;
  return {
    atMs,
    user: actor.kind === 'gateway' ? gateway : actor.id,
    action: action as AuditAction,
    alarm: alarm === undefined ? undefined : String(alarm),
    reason,
    details: { ...(subject === undefined ? {} : { export: subject }), ...more },
  };
}

// Before there was a ledger, evidence had a table of its own; its steps stay as they were released.
const oldSteps = [
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
  'DROP TABLE evidence_audit',
];

interface OldRow {
  at_ms: number;
  user: string;
  action: string;
  alarm: string | null;
  reason: string | null;
  details: string;
}

/** What stands in the old table goes into the ledger and the table goes, both or neither. */
function moveOldAudit(store: Store, add: (entry: AuditEntry) => void): void {
  store.transaction(() => {
    const isThere = store.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'evidence_audit'").get();
    const rows = isThere === undefined ? [] : store.prepare('SELECT * FROM evidence_audit ORDER BY id').all();
    for (const { at_ms: atMs, user, action, alarm, reason, details } of rows as OldRow[]) {
      add({
        atMs,
        user,
        action: action.replace('export-', 'export.') as AuditAction,
        alarm: alarm ?? undefined,
        reason: reason ?? undefined,
        details: JSON.parse(details) as AuditEntry['details'],
      });
    }
    store.migrate('evidence-audit', oldSteps);
  });
}
