import { existsSync } from 'node:fs';
import { openStoreToRead } from '../../kernel/sqlite-store.ts';

/** A consent that was withdrawn, as its record says. */
export interface WithdrawnConsent {
  id: string;
  withdrawnAtMs: number;
}

/** What the database that is there knows and the backup does not. */
export interface LostDeeds {
  /** Of the ledger, after the backup's last. */
  entries: number;
  actions: Record<string, number>;
  withdrawn: WithdrawnConsent[];
  /** Ids of people who were erased, or whose record was removed. */
  erased: string[];
}

type Reading = ReturnType<typeof openStoreToRead>;

/** `undefined` where the database is not there, cannot be read, or does not go on from the backup. */
export function readLostDeeds(present: string, backup: string): LostDeeds | undefined {
  if (!existsSync(present)) return undefined;
  const opened: Reading[] = [];
  try {
    for (const file of [present, backup]) opened.push(openStoreToRead(file));
    const [now, then] = opened as [Reading, Reading];
    const head = then.prepare('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1').get() as
      | { seq: number; hash: string }
      | undefined;
    const seq = head?.seq ?? 0;
    if (head && now.prepare('SELECT hash FROM ledger WHERE seq = ?').pluck().get(seq) !== head.hash) return undefined;
    const counted = 'SELECT action, count(*) AS count FROM ledger WHERE seq > ? GROUP BY action ORDER BY 2 DESC';
    const actions = now.prepare(counted).all(seq) as { action: string; count: number }[];
    const erased =
      "SELECT DISTINCT person FROM purge_receipts WHERE cause IN ('erased', 'record-removed') ORDER BY person";
    const before = new Set(then.prepare(erased).pluck().all());
    return {
      entries: actions.reduce((sum, { count }) => sum + count, 0),
      actions: Object.fromEntries(actions.map(({ action, count }) => [action, count])),
      withdrawn: now.prepare(withdrawn).all() as WithdrawnConsent[],
      erased: (now.prepare(erased).pluck().all() as string[]).filter((person) => !before.has(person)),
    };
  } catch {
    // damaged, or of tables that are not ours any more: then nothing is known
    return undefined;
  } finally {
    for (const store of opened) store.close();
  }
}

const withdrawn = `SELECT id, body ->> '$.withdrawnAtMs' AS withdrawnAtMs FROM records
  WHERE kind = 'consent' AND body ->> '$.withdrawnAtMs' IS NOT NULL`;
