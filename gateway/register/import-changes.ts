import { setImmediate as afterIo } from 'node:timers/promises';
import type { Clock } from '../kernel/clock.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { toChange } from './apply-changes.ts';
import { type CheckedChanges, checkChanges, type PreparedChange } from './checks/check-changes.ts';
import type { SiteRules } from './checks/site-rules.ts';
import { importEntryOf } from './ledger-entry-of.ts';
import type { Model, Records } from './register-model.ts';
import type { Change, ChangeAuthor, CommitResult } from './register-types.ts';
import type { RecordStore } from './sqlite-records.ts';

export interface ImportOptions {
  store: Store;
  rows: RecordStore;
  ledger: Ledger;
  author: ChangeAuthor;
  rules: SiteRules;
  clock: Clock;
  /** Everything as it stands; nobody else changes it until this is over. */
  model: Model;
  progress: ((done: number, of: number) => void) | undefined;
  /** From now on these records are the ones; with the new revision where they say something new. */
  inEffect(records: Records, revision?: number): void;
  tell(changes: readonly Change[]): void;
}

/** Rows written in one transaction, or records taken over, before a door has its turn: a few milliseconds each. */
const rowsAtOnce = 500;
const recordsAtOnce = 2000;

/**
 * Very many changes: checked, written beside what is in effect, then made to count by one small transaction, which is also when
 * all of it is seen at once. Moving rows and records to their final place comes after that and changes nothing that is read.
 */
export async function importChanges(changes: readonly Change[], options: ImportOptions): Promise<CommitResult> {
  const { store, rows, ledger, clock, model } = options;
  const { draft, prepared, problems } = await check(changes, options);
  if (problems.length > 0) return { ok: false, problems };
  if (prepared.length === 0) return { ok: true, revision: rows.revision() };
  const told: Change[] = [];
  await inSlices(prepared, (one) => void told.push(toChange(one)));
  const entry = importEntryOf(prepared, options.author);
  const id = rows.beginImport();
  let revision = 0;
  try {
    await write(id, prepared, options);
    store.transaction(() => {
      revision = rows.revision() + 1;
      rows.applyImport(id);
      rows.setRevision(revision);
      ledger.append({ ...entry, atMs: clock.wallMs() });
      store.afterCommit(() => {
        options.inEffect(draft, revision);
        options.tell(told);
      });
    });
  } catch (error) {
    takeBack(id, rows);
    throw error;
  }
  await inSlices(prepared, ({ kind, id: record, record: is, row }) => {
    if (is === undefined) model.remove(kind, record);
    else model.put(kind, is, row.version);
  });
  options.inEffect(model);
  await settle(id, prepared, options);
  return { ok: true, revision };
}

/** New rows stay where they are; only what they replace or remove goes. */
async function settle(id: number, prepared: readonly PreparedChange[], { store, rows }: ImportOptions): Promise<void> {
  const replacing = prepared.filter(({ was }) => was !== undefined);
  for (let from = 0; from < replacing.length; from += rowsAtOnce) {
    store.transaction(() => {
      for (const { row } of replacing.slice(from, from + rowsAtOnce)) rows.settleRow(id, row);
    });
    await afterIo();
  }
  rows.settled(id);
}

async function check(changes: readonly Change[], { model, rules, clock }: ImportOptions): Promise<CheckedChanges> {
  const steps = checkChanges(changes, model, rules, clock.wallMs());
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await afterIo();
  }
}

async function write(id: number, prepared: readonly PreparedChange[], options: ImportOptions): Promise<void> {
  const { store, rows, progress } = options;
  for (let from = 0; from < prepared.length; from += rowsAtOnce) {
    const slice = prepared.slice(from, from + rowsAtOnce);
    store.transaction(() => {
      for (const { row } of slice) rows.writeImported(id, row);
    });
    progress?.(from + slice.length, prepared.length);
    await afterIo();
  }
}

async function inSlices<T>(list: readonly T[], work: (one: T) => void): Promise<void> {
  for (const [at, one] of list.entries()) {
    work(one);
    if (at % recordsAtOnce === recordsAtOnce - 1) await afterIo();
  }
}

function takeBack(id: number, rows: RecordStore): void {
  try {
    rows.dropImport(id);
  } catch {
    // The disk that failed the import fails this, too: what was never applied is taken back by the next open.
  }
}
