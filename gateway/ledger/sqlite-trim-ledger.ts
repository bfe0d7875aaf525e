import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { PurgeSpan, TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { Ledger } from './ledger.ts';
import { readEntry } from './ledger-entry.ts';

/** The chain's new beginning: everything up to here was older than `beforeMs`, and its time was over. */
export interface Trim {
  throughSeq: number;
  throughHash: string;
  beforeMs: number;
  /** When it was done. */
  atMs: number;
}

const action = 'ledger.trimmed';

/** The last trim as the ledger itself says it; whether that entry is genuine shows when the chain is verified. */
export function readTrim(store: Pick<Store, 'prepare'>): Trim | undefined {
  const row = store.prepare(`SELECT seq, entry FROM ledger WHERE action = '${action}' ORDER BY seq DESC LIMIT 1`).get();
  if (row === undefined) return undefined;
  const { seq, entry } = row as { seq: number; entry: string };
  const { atMs, detail } = readEntry(entry) ?? {};
  const { throughSeq, throughHash, beforeMs } = detail ?? {};
  const isWhole = typeof throughSeq === 'number' && typeof throughHash === 'string' && typeof beforeMs === 'number';
  return isWhole && atMs !== undefined && throughSeq < seq ? { throughSeq, throughHash, beforeMs, atMs } : undefined;
}

/**
 * Takes the oldest entries away when their time is over. An entry says first how far and with which hash, so that the chain that
 * is left can still be verified to its beginning; the table refuses to delete anything that no such entry names.
 */
export function createLedgerTrim(store: Store, ledger: Ledger, clock: Clock): TimedPurge {
  const edges = store.prepare('SELECT min(seq) AS first, max(seq) AS last FROM ledger WHERE seq > ?');
  const at = store.prepare('SELECT at_ms AS atMs, hash FROM ledger WHERE seq = ?');
  const remove = store.prepare(
    'DELETE FROM ledger WHERE seq IN (SELECT seq FROM ledger WHERE seq <= ? ORDER BY seq LIMIT ?)',
  );
  const oldest = store.prepare('SELECT at_ms AS atMs FROM ledger WHERE seq > ? ORDER BY seq LIMIT 1');
  const trimmed = () => readTrim(store)?.throughSeq ?? 0;

  /** The last entry before the first one that is young enough; entries stand nearly in the order of time. */
  const lastOlderThan = (ms: number): number => {
    const { first, last } = edges.get(trimmed()) as { first: number | null; last: number };
    if (first === null) return 0;
    let [low, high] = [first - 1, last];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((at.get(middle) as { atMs: number }).atMs < ms) low = middle;
      else high = middle - 1;
    }
    return low >= first ? low : 0;
  };
  return {
    slice: ({ fromMs, toMs }: PurgeSpan, limit) =>
      store.transaction(() => {
        const deleted = remove.run(trimmed(), limit).changes;
        if (deleted > 0) return { deleted, nextMs: fromMs };
        // Only from its beginning can a chain be shortened.
        const throughSeq = fromMs === 0 ? lastOlderThan(toMs) : 0;
        if (throughSeq === 0) return { deleted: 0, nextMs: undefined };
        const { hash: throughHash } = at.get(throughSeq) as { hash: string };
        const detail = { throughSeq, throughHash, beforeMs: toMs };
        ledger.append({ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action, detail });
        return { deleted: 0, nextMs: fromMs };
      }),
    oldestMs: () => (oldest.get(trimmed()) as { atMs: number } | undefined)?.atMs,
  };
}
