import type { ArchiveManifest } from '../../../devices/archive/archive-manifest.ts';
import type { Clock } from '../../kernel/clock.ts';
import { openStore, type Store } from '../../kernel/sqlite-store.ts';
import { restoredAction } from '../../ledger/ledger.ts';
import { createLedger } from '../../ledger/sqlite-ledger.ts';
import { forgetOpenDay } from '../../outbox/sqlite-day-seals.ts';
import { beginNewEpoch } from '../../outbox/sqlite-outbox.ts';
import type { LostDeeds } from './sqlite-lost-deeds.ts';

export interface SettledRestore {
  /** `undefined`: what happened after the backup is not known. */
  lost: LostDeeds | undefined;
  /** People of whom consents were withdrawn again. */
  withdrawn: string[];
  /** People who were erased after the backup, and are there again until somebody erases them again. */
  erased: string[];
}

interface Settling {
  clock: Clock;
  lost: LostDeeds | undefined;
  manifest: ArchiveManifest;
}

const mostNamed = 1000;

/**
 * Makes a restored database fit to go on from, in one transaction: a new epoch of the outbox, consents that were withdrawn since
 * withdrawn again, those of people who were erased since as well, and all of that in the ledger.
 */
export function settleRestored(file: string, { clock, lost, manifest }: Settling): SettledRestore {
  const store = openStore(file);
  try {
    return store.transaction(() => {
      const nowMs = clock.wallMs();
      const ledger = createLedger(store, clock);
      beginNewEpoch(store);
      forgetOpenDay(store);
      const erased = (lost?.erased ?? []).filter((person) => hasPerson(store, person));
      const withdrawn = withdrawAgain(store, lost, nowMs);
      const detail = {
        madeAtMs: manifest.madeAtMs,
        known: lost !== undefined,
        lostEntries: lost?.entries ?? 0,
        withdrawn: withdrawn.slice(0, mostNamed),
        toErase: erased.slice(0, mostNamed),
      };
      ledger.append({ atMs: nowMs, actor: { kind: 'gateway' }, action: restoredAction, detail });
      for (const subject of withdrawn)
        ledger.append({ atMs: nowMs, actor: { kind: 'gateway' }, action: 'consent.withdrawn', subject });
      return { lost, withdrawn, erased };
    });
  } finally {
    store.close();
  }
}

const hasRecords = (store: Store): boolean =>
  store.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'records'").get() !== undefined;

const hasPerson = (store: Store, person: string): boolean =>
  hasRecords(store) &&
  store.prepare("SELECT 1 FROM records WHERE kind = 'person' AND id = ? AND body IS NOT NULL").get(person) !==
    undefined;

/** The people whose consents it were. */
function withdrawAgain(store: Store, lost: LostDeeds | undefined, nowMs: number): string[] {
  if (!lost || !hasRecords(store)) return [];
  const standing = "kind = 'consent' AND body IS NOT NULL AND body ->> '$.withdrawnAtMs' IS NULL";
  const set =
    "UPDATE records SET version = version + 1, body = json_set(body, '$.withdrawnAtMs', max(?, body ->> '$.givenAtMs'))";
  const one = store.prepare(`${set} WHERE ${standing} AND id = ? RETURNING body ->> '$.person' AS person`);
  const all = store.prepare(
    `${set} WHERE ${standing} AND body ->> '$.person' = ? RETURNING body ->> '$.person' AS person`,
  );
  const rows = [
    ...lost.withdrawn.flatMap(({ id, withdrawnAtMs }) => one.all(withdrawnAtMs, id)),
    ...lost.erased.flatMap((person) => all.all(nowMs, person)),
  ] as { person: string }[];
  if (rows.length > 0) store.prepare('UPDATE register_revision SET revision = revision + 1').run();
  return [...new Set(rows.map(({ person }) => person))].sort();
}
