import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AlarmStep, type Disposition, dispositions, verdicts } from '../../../devices/contracts/alarms.ts';
import type { AlarmDeed } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';

/** What a guard could write on paper about one detector's alarm. */
interface Paper {
  id: string | undefined;
  closed: boolean;
  active: boolean;
  hidden: boolean;
  taken: boolean;
  verdict: string | undefined;
  done: Set<AlarmStep>;
  /** Somebody is on the way or there. */
  sent: boolean;
  count: number;
  nowMs: number;
}

/** The real book on a real file, that may be killed at any time. */
interface Site {
  book: AlarmBook;
  store: Store;
  restart(): void;
}

const guard = { kind: 'user', id: 'wang' } as const;
const cause = { type: 'smoke', source: 'smoke-1', ring: 3 } as const;

/** What both must agree on after every step. */
function compare(paper: Paper, { book }: Site): void {
  if (paper.id === undefined) {
    expect(book.open()).toEqual([]);
    return;
  }
  const alarm = book.get(paper.id)!;
  const history = book.history(paper.id);
  expect(alarm).toMatchObject({ closed: paper.closed, count: paper.count });
  expect(alarm.acknowledgedAtMs !== undefined).toBe(paper.taken);
  expect(alarm.verdict).toBe(paper.verdict);
  expect(alarm.hidden !== undefined).toBe(paper.hidden);
  expect(alarm.active).toBe(paper.active);
  // Closed means said what it was; and a history has no gap and ends no earlier than it began.
  expect(alarm.closed).toBe(alarm.disposition !== undefined);
  expect(history.map(({ n }) => n)).toEqual(history.map((_, index) => index + 1));
  expect(history[0]!.step).toBe('raised');
  expect(
    history.filter(({ step }) => ['raised', 'repeated', 'raised-again', 'reopened'].includes(step)).length,
  ).toBeGreaterThanOrEqual(paper.count);
}

class Deed implements fc.Command<Paper, Site> {
  deed: AlarmDeed;
  note: string | undefined;
  constructor(deed: AlarmDeed, note?: string) {
    this.deed = deed;
    this.note = note;
  }
  check = (paper: Readonly<Paper>) => paper.id !== undefined;
  run(paper: Paper, site: Site): void {
    const answer = site.book.act(paper.id!, this.deed, guard, paper.nowMs, { note: this.note, shelveUrgent: true });
    const may = this.#expected(paper);
    expect(answer.kind === 'refused' ? answer.code : 'ok').toBe(may);
    compare(paper, site);
  }
  toString = () => `${JSON.stringify(this.deed)}${this.note ? ' with a note' : ''}`;

  /** The rules in the guard's words; moves the paper where the deed is allowed. */
  #expected(paper: Paper): string {
    const { deed, note } = this;
    const take = () => {
      paper.taken = true;
    };
    if (deed.kind === 'note') return note ? 'ok' : 'note-needed';
    if (deed.kind === 'reopen') {
      if (!paper.closed) return 'not-closed';
      if (!note) return 'note-needed';
      paper.closed = false;
      paper.sent = false;
      resolved.delete(paper);
      return 'ok';
    }
    if (paper.closed) return deed.kind === 'close' && deed.disposition === this.#last(paper) ? 'ok' : 'already-closed';
    if (deed.kind === 'acknowledge') {
      take();
      return 'ok';
    }
    if (deed.kind === 'shelve') {
      if (paper.hidden) return 'already-hidden';
      if (!note) return 'note-needed';
      paper.hidden = true;
      return 'ok';
    }
    if (deed.kind === 'unshelve') {
      if (!paper.hidden) return 'not-shelved';
      paper.hidden = false;
      return 'ok';
    }
    if (!paper.taken) return 'acknowledge-first';
    if (deed.kind === 'close') return this.#close(paper, deed.disposition);
    if (deed.kind === 'verify') paper.verdict = deed.verdict;
    if (deed.kind === 'dispatch') {
      paper.done.add('dispatched');
      paper.sent ||= !this.#isResolved(paper);
    }
    if (deed.kind === 'arrive') {
      if (!paper.done.has('dispatched')) return 'dispatch-first';
      paper.sent ||= !this.#isResolved(paper) && !paper.done.has('arrived');
      paper.done.add('arrived');
    }
    if (deed.kind === 'resolve') {
      const sent = paper.done.has('dispatched') && paper.done.has('arrived');
      if (!paper.done.has('resolved') && paper.verdict === 'real' && !sent) return 'dispatch-first';
      paper.done.add('resolved');
      paper.sent = false;
      resolved.add(paper);
    }
    return 'ok';
  }
  #close(paper: Paper, disposition: Disposition): string {
    if (paper.verdict === undefined) return 'verify-first';
    if (disposition === 'real' && paper.verdict !== 'real') return 'verified-otherwise';
    const isNoMatter = ['real-false-cause', 'nuisance', 'test', 'no-cause-found'].includes(disposition);
    if (disposition === 'real' || (paper.verdict === 'real' && isNoMatter)) {
      if (!paper.done.has('dispatched') || !paper.done.has('arrived')) return 'dispatch-first';
      if (!paper.done.has('resolved')) return 'resolve-first';
    }
    if (paper.active) {
      if (!['nuisance', 'test', 'duplicate'].includes(disposition)) return 'still-active';
      if (!this.note) return 'note-needed';
    }
    paper.closed = true;
    paper.hidden = false;
    closedAs.set(paper, disposition);
    return 'ok';
  }
  #isResolved = (paper: Paper) => resolved.has(paper);
  #last = (paper: Paper) => closedAs.get(paper);
}
const closedAs = new WeakMap<Paper, Disposition>();
/** What stands at `resolved` now; opening it again takes that back. */
const resolved = new WeakSet<Paper>();

/** Far enough apart that nothing chatters, near enough that it is the same story. */
const stepMs = 70_000;

class Comes implements fc.Command<Paper, Site> {
  check = () => true;
  run(paper: Paper, site: Site): void {
    paper.nowMs += stepMs;
    const goneLong = !paper.active;
    const alarm = site.book.raise({ ...cause, atMs: paper.nowMs })!;
    if (paper.id === undefined) Object.assign(paper, { id: alarm.id, count: 0, done: new Set() });
    expect(alarm.id).toBe(paper.id);
    const anew = goneLong && (paper.closed || (paper.taken && !paper.sent));
    if (anew) {
      Object.assign(paper, { taken: false, verdict: undefined, done: new Set(), sent: false });
      resolved.delete(paper);
    }
    if (goneLong) paper.closed = false;
    paper.active = true;
    paper.count += 1;
    compare(paper, site);
  }
  toString = () => 'smoke';
}

class Goes implements fc.Command<Paper, Site> {
  check = (paper: Readonly<Paper>) => paper.active;
  run(paper: Paper, site: Site): void {
    site.book.clear('smoke', 'smoke-1', paper.nowMs);
    paper.active = false;
    compare(paper, site);
    paper.nowMs += stepMs;
  }
  toString = () => 'clear';
}

class Restart implements fc.Command<Paper, Site> {
  check = () => true;
  run(paper: Paper, site: Site): void {
    site.restart();
    compare(paper, site);
  }
  toString = () => 'restart';
}

class Ticks implements fc.Command<Paper, Site> {
  check = () => true;
  run(paper: Paper, site: Site): void {
    site.book.tick(paper.nowMs);
    compare(paper, site);
  }
  toString = () => 'tick';
}

const note = fc.option(fc.constant('why'), { nil: undefined });
const deeds = fc.oneof(
  fc.constant<AlarmDeed>({ kind: 'acknowledge' }),
  fc.constantFrom(...verdicts).map((verdict): AlarmDeed => ({ kind: 'verify', verdict })),
  fc.constantFrom('li', 'zhao').map((to): AlarmDeed => ({ kind: 'dispatch', to })),
  fc.constant<AlarmDeed>({ kind: 'arrive' }),
  fc.constant<AlarmDeed>({ kind: 'resolve' }),
  fc.constantFrom(...dispositions).map((disposition): AlarmDeed => ({ kind: 'close', disposition })),
  fc.constantFrom<AlarmDeed>({ kind: 'reopen' }, { kind: 'unshelve' }, { kind: 'note' }),
  fc.constant<AlarmDeed>({ kind: 'shelve', untilMs: 1_790_000_000_000 + 7 * 3_600_000 }),
);

test('whatever guards do in whatever order, over restarts too, an alarm does what the rules on paper say', () => {
  const commands = fc.commands(
    [
      fc.tuple(deeds, note).map(([deed, words]) => new Deed(deed, words)),
      fc.constant(new Comes()),
      fc.constant(new Goes()),
      fc.constant(new Restart()),
      fc.constant(new Ticks()),
    ],
    // Beyond that a closed alarm's ten minutes, or a shelf's hours, could be over.
    { maxCommands: 30, size: 'max' },
  );
  fc.assert(
    fc.property(commands, (sequence) => {
      const folder = mkdtempSync(join(tmpdir(), 'ringward-life-'));
      const open = () => openStore(join(folder, 'site.db'));
      const site: Site = {
        ...openBook(open()),
        restart: () => {
          site.store.close();
          Object.assign(site, openBook(open()));
        },
      };
      const paper: Paper = {
        ...{ id: undefined, closed: false, active: false, hidden: false, taken: false, verdict: undefined },
        ...{ done: new Set(), sent: false, count: 0, nowMs: 1_790_000_000_000 },
      };
      try {
        fc.modelRun(() => ({ model: paper, real: site }), sequence);
      } finally {
        site.store.close();
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns: 40 },
  );
});

function openBook(store: Store): Pick<Site, 'book' | 'store'> {
  return { store, book: createAlarmBook(store, () => {}) };
}
