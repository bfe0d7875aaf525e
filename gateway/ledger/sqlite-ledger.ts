import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { withoutUndefined } from '../kernel/without-undefined.ts';
import type { Ledger, LedgerEntry, LedgerHead, LedgerQuery, LedgerRow } from './ledger.ts';
import { actorText, canonical, chainHash, fitReason, noHash, parseLedgerEntry } from './ledger-entry.ts';

// The columns beside `entry` repeat what stands in it, for look-ups only; whoever verifies compares them.
const steps = [
  `CREATE TABLE ledger (
     seq INTEGER PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     actor TEXT NOT NULL,
     action TEXT NOT NULL,
     subject TEXT,
     entry TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT;
   CREATE INDEX ledger_by_time ON ledger (at_ms);
   CREATE INDEX ledger_by_actor ON ledger (actor);
   CREATE INDEX ledger_by_action ON ledger (action);
   CREATE INDEX ledger_by_area ON ledger (substr(action, 1, instr(action, '.') - 1));
   CREATE INDEX ledger_by_subject ON ledger (subject) WHERE subject IS NOT NULL;
   CREATE TRIGGER ledger_grows BEFORE INSERT ON ledger
     WHEN NEW.seq <> coalesce((SELECT max(seq) FROM ledger), 0) + 1
     BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
   CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
     BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
   CREATE TRIGGER ledger_remains BEFORE DELETE ON ledger
     WHEN OLD.seq > coalesce((SELECT entry ->> '$.detail.throughSeq' FROM ledger
       WHERE action = 'ledger.trimmed' ORDER BY seq DESC LIMIT 1), 0)
     BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;`,
];

/** An entry that was written later than so after it happened says when it was written. */
const lateMs = 1000;

interface Row {
  seq: number;
  entry: string;
  hash: string;
}

/**
 * The ledger in the gateway's database. The head is read anew for each entry: a transaction that was rolled back may have taken
 * back what memory would remember. Throws an Error that names the field for an entry that is none (see parseLedgerEntry).
 */
export function createLedger(store: Store, clock: Clock): Ledger {
  store.migrate('ledger', steps);
  const readHead = store.prepare('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1');
  const insert = store.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)');
  const head = () => (readHead.get() as LedgerHead | undefined) ?? { seq: 0, hash: noHash };
  return {
    head,
    append(entry) {
      const { reason } = entry;
      const atMs = Math.round(entry.atMs);
      const parsed = parseLedgerEntry({
        ...entry,
        atMs,
        ...(reason === undefined ? {} : { reason: fitReason(reason) }),
      });
      if (!parsed.ok) throw new Error(`this is no entry of the ledger: ${parsed.problem}`);
      const { actor, action, subject } = parsed.value;
      const before = head();
      const seq = before.seq + 1;
      const writtenAtMs = clock.wallMs();
      const late = Math.abs(writtenAtMs - atMs) > lateMs ? { writtenAtMs: Math.round(writtenAtMs) } : {};
      const text = canonical({ ...parsed.value, ...late, seq });
      const hash = chainHash(before.hash, text);
      insert.run(seq, atMs, actorText(actor), action, subject ?? null, text, hash);
      return { seq, hash };
    },
    find(query) {
      const { sql, values } = toSql(query);
      return store
        .prepare(sql)
        .all(values)
        .map((row) => fromRow(row as Row));
    },
  };
}

function fromRow({ seq, entry, hash }: Row): LedgerRow {
  return { ...(JSON.parse(entry) as LedgerEntry), seq, hash };
}

/**
 * Rows of one index stand in the order of their sequence, so that the newest few are found at once; the plus signs keep SQLite to
 * the one index that is narrowest by experience.
 */
function toSql(query: LedgerQuery): { sql: string; values: Record<string, string | number> } {
  const { subject, actor, action, fromMs, toMs, beforeSeq, limit } = query;
  const isArea = action !== undefined && !action.includes('.');
  const isWhole = actor === 'gateway' || /^(user|device):/.test(actor ?? '');
  const narrow = [
    subject !== undefined && 'subject = @subject',
    actor !== undefined && (isWhole ? 'actor = @actor' : "actor IN ('user:' || @actor, 'device:' || @actor)"),
    action !== undefined && (isArea ? "substr(action, 1, instr(action, '.') - 1) = @action" : 'action = @action'),
  ].filter((condition) => condition !== false);
  const wide = [
    fromMs !== undefined && 'at_ms >= @fromMs',
    toMs !== undefined && 'at_ms < @toMs',
    beforeSeq !== undefined && 'seq < @beforeSeq',
  ].filter((condition) => condition !== false);
  const conditions = [...narrow, ...wide].map((each, at) =>
    narrow.length > 0 && at > 0 && !each.startsWith('seq') ? `+${each}` : each,
  );
  const clause = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const values: Record<string, string | number> = withoutUndefined({
    ...{ subject, actor, action, fromMs, toMs, beforeSeq, limit },
  });
  return { sql: `SELECT seq, entry, hash FROM ledger ${clause} ORDER BY seq DESC LIMIT @limit`, values };
}
