import { setImmediate as afterIo } from 'node:timers/promises';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { applyTo, toChange } from './apply-changes.ts';
import { checkChanges } from './checks/check-changes.ts';
import { createSiteRules } from './checks/site-rules.ts';
import { newestFirst } from './consent.ts';
import { createPeopleFinder, pathOf } from './find-people.ts';
import { byStart } from './holder-book.ts';
import { importChanges } from './import-changes.ts';
import { ledgerEntryOf } from './ledger-entry-of.ts';
import { createDraft, createModel, type Records } from './register-model.ts';
import type { Change, ChangeProblem, CommitResult, Register } from './register-types.ts';
import { createRightsIndex } from './rights-index.ts';
import { openRecordStore, type RecordStore } from './sqlite-records.ts';

export interface RegisterOptions {
  store: Store;
  ledger: Ledger;
  site: SiteFile;
  clock: Clock;
  log: Log;
}

const busy: ChangeProblem = { at: 0, code: 'busy', message: 'an import is under way; try again when it has ended' };

/**
 * Opens the register and reads all of it into memory. Its people of the site file come with `seedSite`. Throws what the database
 * throws.
 */
export function openRegister(options: RegisterOptions): Register {
  const { store, ledger, site, clock, log } = options;
  const startedAtMs = clock.monotonicMs();
  const rows = openRecordStore(store);
  const model = createModel();
  for (const { kind, record, version } of rows.load()) model.put(kind, record, version);
  let current: Records = model;
  let revision = rows.revision();
  let importing = false;
  const pending = createPending(rows);
  const rules = createSiteRules(site);
  const index = createRightsIndex(site, () => current);
  const finder = createPeopleFinder(() => current, clock.wallMs);
  const { tell, onChange } = createListeners(log);

  const show = (changes: readonly Change[]) => {
    for (const { kind, was, is } of applyTo(model, changes)) {
      index.changed(kind, was, is);
      finder.changed(kind, was, is);
    }
  };
  const evaluate = (changes: readonly Change[]) =>
    drain(checkChanges(changes, pending.onTopOf(current), rules, clock.wallMs()));

  const commit: Register['commit'] = (changes, author) => {
    if (importing) return { ok: false, problems: [busy] };
    return store.transaction((): CommitResult => {
      const { prepared, problems } = evaluate(changes);
      if (problems.length > 0) return { ok: false, problems };
      if (prepared.length === 0) return { ok: true, revision: rows.revision() };
      for (const { row } of prepared) rows.write(row);
      const next = rows.revision() + 1;
      rows.setRevision(next);
      ledger.append({ ...ledgerEntryOf(prepared, author), atMs: clock.wallMs() });
      const committed = { revision: next, changes: prepared.map(toChange) };
      pending.add(committed);
      store.afterCommit(() => {
        pending.over(committed);
        revision = next;
        show(committed.changes);
        tell(committed.changes);
      });
      return { ok: true, revision: next };
    });
  };
  const commitMany: Register['commitMany'] = async (changes, author, progress) => {
    if (importing) return { ok: false, problems: [busy] };
    importing = true;
    try {
      // A transaction that was open when we were called is over then.
      await afterIo();
      pending.forget();
      return await importChanges(changes, {
        ...{ store, rows, ledger, author, rules, clock, model, progress },
        inEffect: (records, next) => {
          current = records;
          if (next === undefined) return;
          revision = next;
          index.forgetAll();
          finder.forgetAll();
        },
        tell,
      });
    } finally {
      importing = false;
    }
  };

  log.info(
    {
      people: model.count('person'),
      credentials: model.count('credential'),
      ms: Math.round(clock.monotonicMs() - startedAtMs),
    },
    'register read',
  );
  return {
    rights: index.rights,
    get revision() {
      return revision;
    },
    ...createReader(() => current),
    findPeople: finder.find,
    check: (changes) => (importing ? [busy] : evaluate(changes).problems),
    commit,
    commitMany,
    onChange,
  };
}

type Reader = Omit<Register, 'rights' | 'revision' | 'findPeople' | 'check' | 'commit' | 'commitMany' | 'onChange'>;

function createReader(records: () => Records): Reader {
  return {
    get: (kind, id) => records().get(kind, id),
    version: (kind, id) => records().version(kind, id),
    all: (kind) => records().all(kind),
    count: (kind) => records().count(kind),
    pathOf: (address) => pathOf(records(), address),
    childrenOf: (address) => [...records().by('addressByParent', address)],
    residenciesOf: (person) => records().by('residencyByPerson', person).toSorted(byStart),
    residenciesAt: (address) => records().by('residencyByAddress', address).toSorted(byStart),
    residenciesIn: (household) => records().by('residencyByHousehold', household).toSorted(byStart),
    membershipsOf: (person) => [...records().by('membershipByPerson', person)],
    visitsOf: (host) => [...records().by('visitByHost', host)],
    vehicleOf: (plate) => records().by('vehicleByPlate', plate)[0],
    credentialsOf: (holder) => [...records().by('credentialByHolder', holder)],
    consentsOf: (person) => records().by('consentByPerson', person).toSorted(newestFirst),
  };
}

interface Committed {
  revision: number;
  changes: readonly Change[];
}

/** What was committed in a transaction around ours that is not over yet: memory shows it once it is. */
function createPending(rows: Pick<RecordStore, 'revision'>) {
  let pending: Committed[] = [];
  return {
    add: (one: Committed) => void pending.push(one),
    over: (one: Committed) => {
      pending = pending.filter((other) => other !== one);
    },
    forget: () => {
      pending = [];
    },
    /** The records as the transaction that is open has them. */
    onTopOf: (records: Records): Records => {
      if (pending.length === 0) return records;
      // What was rolled back is in no database: its revision is not reached.
      const reached = rows.revision();
      pending = pending.filter((one) => one.revision <= reached);
      const draft = createDraft(records);
      for (const { changes } of pending) applyTo(draft, changes);
      return draft;
    },
  };
}

function createListeners(log: Log) {
  const listeners = new Set<(changes: readonly Change[]) => void>();
  return {
    tell: (changes: readonly Change[]) => {
      for (const listener of listeners) {
        try {
          listener(changes);
        } catch (err) {
          // It is committed: whoever cannot follow must not stop the others.
          log.error({ err }, 'somebody could not follow a change of the register');
        }
      }
    },
    onChange: (listener: (changes: readonly Change[]) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Runs a generator to its end at once. */
function drain<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
