import { setImmediate as afterIo } from 'node:timers/promises';
import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { UnsureSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Change, Register } from '../register/register-types.ts';
import { attachmentOf } from './attachment.ts';
import { type DuePurge, duePurges, scopeOf } from './purge-due.ts';
import type { PurgeRecord, PurgeTable } from './sqlite-purges.ts';

/** A place that holds something of people. Asked again after a crash, so that it must bear being asked twice. */
export interface PurgePort {
  /** As it stands in the receipt: `templates`, `passages`. */
  name: string;
  /** Whether it holds faces, which go with the consent, or something else of a person. */
  holds: 'face' | 'person';
  /** Of whom it holds something, also where the register knows nothing of them; left out where only the register says. */
  people?(): readonly string[];
  /** How much was taken away. Throws or rejects where it could not be: it is asked again later. */
  purge(person: string): number | Promise<number>;
}

export interface PurgeDeskOptions {
  store: Store;
  table: PurgeTable;
  register: Register;
  ledger: Ledger;
  /** In the order in which they are asked. */
  ports: readonly PurgePort[];
  /** How long people are kept who have nothing to do with the site any more. */
  endedPeopleKeptMs(): number;
  /** Something of this person is kept for a court or an authority, whatever the retention says. */
  isHeld(person: string): boolean;
  /** False while the wall clock cannot be believed: then nothing ends by time alone, for it could not be had back. */
  clockKnown?(): boolean;
  /** What was dated by a clock that was not believed. */
  unsure(): readonly UnsureSpan[];
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

/** Takes away what may be kept no longer, and proves it by a receipt. */
export interface PurgeDesk {
  /** In the transaction that is open; `already` is what it has taken away itself. `undefined` if it was begun before. */
  begin(due: DuePurge, already?: Readonly<Record<string, number>>): PurgeRecord | undefined;
  /** Looks at everybody, and works off what is under way; resolves when nothing more can be done now. Never rejects. */
  sweep(): Promise<void>;
  /** What the guard's page has to show. */
  problems(): string[];
  /** Resolves when the port that is being asked has answered. */
  close(): Promise<void>;
}

const overdueMs = 24 * 3_600_000;
const sweepEveryMs = 10 * 60_000;
/** People that are looked at before a door gets its turn. */
const peopleAtOnce = 200;
/** Ended by the clock alone. */
const byTime = new Set(['consent-expired', 'moved-out', 'retention-over']);
const concerned = new Set(['consent', 'residency', 'membership', 'person']);

export function createPurgeDesk(options: PurgeDeskOptions): PurgeDesk {
  const { store, table, clock, log, metrics } = options;
  const backOff = createBackOff(30_000, 30 * 60_000);
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  const begin: PurgeDesk['begin'] = (due, already = {}) =>
    store.transaction(() => {
      const begun = table.begin(due, clock.wallMs());
      for (const [name, count] of Object.entries(already)) if (begun) table.done(begun.id, name, count);
      if (begun) store.afterCommit(() => later(0));
      return begun && table.get(begun.id);
    });
  const overdue = () => table.running().filter(({ dueMs }) => clock.wallMs() - dueMs > overdueMs).length;

  const run = async () => {
    const left = await workOff(options, () => closed);
    if (left === 0) backOff.reset();
    later(left === 0 ? sweepEveryMs : Math.min(backOff.nextMs(), sweepEveryMs));
  };
  const sweep = () => {
    work = work
      .then(() => gather(options, () => closed))
      .then(run)
      .catch((err: unknown) => {
        log.error({ err }, 'purges could not be worked off; they are tried again');
        later(backOff.nextMs());
      });
    return work;
  };
  function later(ms: number): void {
    if (closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => void sweep(), ms);
    timer.unref();
  }

  const forget = followRegister(options, begin, () => later(0));
  metrics.gauge('purges_overdue', overdue);
  later(0);
  return {
    begin,
    sweep,
    problems: () => (overdue() > 0 ? ['something of people should have been purged a day ago and is still kept'] : []),
    close: async () => {
      closed = true;
      clearTimeout(timer);
      forget();
      await work;
    },
  };
}

/** Whoever takes a person's record away means all that is kept of that person; other changes may make something due. */
function followRegister(
  { store, table, register, clock }: PurgeDeskOptions,
  begin: PurgeDesk['begin'],
  wake: () => void,
): () => void {
  const beginRemoved = (person: string) => {
    const nowMs = clock.wallMs();
    const known = table.ofPerson(person).some(({ cause, finishedMs }) => scopeOf(cause) === 'person' && !finishedMs);
    if (!known) begin({ person, cause: 'record-removed', basis: `removed-${nowMs}`, dueMs: nowMs });
  };
  return register.onChange((changes) => {
    const removed = changes.flatMap((change) => (change.kind === 'person' && 'remove' in change ? change.remove : []));
    if (removed.length > 0) store.transaction(() => removed.forEach(beginRemoved));
    if (changes.some(({ kind }) => concerned.has(kind))) wake();
  });
}

/** Puts down what has become due, of everybody, in slices. */
async function gather(options: PurgeDeskOptions, isClosed: () => boolean): Promise<void> {
  const { store, table, register, ports, clock, endedPeopleKeptMs, isHeld, clockKnown = () => true } = options;
  const may = ({ person, cause }: DuePurge) =>
    (clockKnown() || !byTime.has(cause)) && !(cause === 'retention-over' && isHeld(person));
  const faces = new Set(ports.flatMap(({ holds, people }) => (holds === 'face' && people ? people() : [])));
  const people = [...new Set([...Array.from(register.all('person'), ({ id }) => id), ...faces])];
  for (let from = 0; from < people.length && !isClosed(); from += peopleAtOnce) {
    const nowMs = clock.wallMs();
    store.transaction(() => {
      for (const person of people.slice(from, from + peopleAtOnce)) {
        const since = standingOf({ table, register }, person, nowMs);
        const question = {
          ...{ register, person, nowMs, keptMs: endedPeopleKeptMs(), unattachedSinceMs: since },
          unsure: options.unsure(),
          holdsFace: faces.has(person),
        };
        for (const due of duePurges(question).filter(may)) table.begin(due, nowMs);
      }
    });
    await afterIo();
  }
}

/** Since when somebody has been unattached, where only this memory says so. */
function standingOf(
  { table, register }: Pick<PurgeDeskOptions, 'table' | 'register'>,
  person: string,
  nowMs: number,
): number | undefined {
  const attachment = attachmentOf(register, person, nowMs);
  if (attachment.kind === 'ended' && attachment.endsMs.length === 0) return table.unattachedSince(person, nowMs);
  table.attached(person);
  return undefined;
}

/** How many are left that could not be ended now. */
async function workOff(options: PurgeDeskOptions, isClosed: () => boolean): Promise<number> {
  let left = 0;
  for (const job of options.table.running()) {
    if (isClosed()) return left;
    if (!(await workOffOne(options, job, isClosed))) left += 1;
    await afterIo();
  }
  return left;
}

async function workOffOne(options: PurgeDeskOptions, job: PurgeRecord, isClosed: () => boolean): Promise<boolean> {
  const { store, table, ports, ledger, clock, log, metrics } = options;
  if (Object.keys(job.what).length === 0 && !isStillDue(options, job)) {
    table.drop(job.id);
    return true;
  }
  const scope = scopeOf(job.cause);
  for (const { name, holds, purge } of ports) {
    if (name in job.what || (scope === 'face' && holds !== 'face')) continue;
    if (isClosed()) return false;
    try {
      table.done(job.id, name, await purge(job.person));
    } catch (err) {
      log.warn({ purge: job.id, place: name, err }, 'a purge is not complete; it is tried again');
      metrics.count('purge_failures', { place: name });
      return false;
    }
  }
  store.transaction(() => {
    table.finish(job.id, clock.wallMs());
    const { person, cause, what } = table.get(job.id)!;
    ledger.append({
      ...{ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: 'person.purged', subject: person },
      detail: { receipt: job.id, cause, ...what },
    });
  });
  metrics.count('purges', { cause: job.cause });
  log.info({ purge: job.id, person: job.person, cause: job.cause }, 'a purge is complete');
  return true;
}

/** Somebody may have consented again, or moved back in, before anything was taken away. */
function isStillDue(options: PurgeDeskOptions, { person, cause, basis }: PurgeRecord): boolean {
  if (cause === 'erased' || cause === 'record-removed') return true;
  const { register, table, clock, endedPeopleKeptMs } = options;
  if (!register.get('person', person)) return true;
  const nowMs = clock.wallMs();
  const unattachedSinceMs = standingOf({ table, register }, person, nowMs);
  const due = duePurges({
    ...{ register, person, nowMs, keptMs: endedPeopleKeptMs(), unattachedSinceMs },
    ...{ unsure: options.unsure(), holdsFace: true },
  });
  return due.some((one) => one.cause === cause && one.basis === basis);
}

/** A change set that a retention is over, as a port: `changes` of somebody who is not there any more are none. */
export function registerPort(
  register: Pick<Register, 'commit'>,
  changesOf: (person: string) => readonly Change[],
): PurgePort {
  return {
    name: 'records',
    holds: 'person',
    purge: (person) => {
      const changes = changesOf(person);
      if (changes.length === 0) return 0;
      const result = register.commit(changes, { actor: { kind: 'gateway' }, reason: 'retention is over' });
      if (!result.ok) throw new Error(`the register keeps it: ${result.problems.map(({ code }) => code).join(', ')}`);
      return changes.filter((change) => 'remove' in change).length;
    },
  };
}
