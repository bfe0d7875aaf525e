import type { ConsoleSystem } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { SiteCore } from '../site-core.ts';
import type { RoomDecision } from './decide-room.ts';
import { type ShedClass, shedClasses } from './shed-classes.ts';

export interface DiskWatchOptions {
  core: Pick<
    SiteCore,
    'store' | 'storage' | 'alarms' | 'ledger' | 'evidence' | 'outbox' | 'retention' | 'trust' | 'metrics'
  >;
  gateway: string;
  clock: Clock;
  log: Log;
}

/** Keeps the gateway's disk from running full, and what matters most on it when it does. */
export interface DiskWatch {
  /** Called every second, outside of any transaction. Never throws. */
  check(): void;
  view(): Pick<ConsoleSystem['storage'], 'reserve' | 'shed'>;
  /** Resolves when nothing is being shed any more, and what was stands in the ledger. */
  close(): Promise<void>;
}

const shedEveryMs = 10_000;
const trimEveryMs = 3_600_000;
/** In the ledger one entry a class stands for all that was shed within this time. */
const noteEveryMs = 600_000;
const kibibyte = 1024;
/** The database would need it again soon. */
const keptSpareBytes = 1024 * kibibyte;
/** Doors wait meanwhile. */
const givenBackAtOnce = 256 * kibibyte;

export function createDiskWatch(options: DiskWatchOptions): DiskWatch {
  const { core, clock, log } = options;
  const { storage, store, metrics } = core;
  const alarm = createRoomAlarm(options);
  const book = createShedBook(options);
  const classes = shedClasses({ ...core, clock });
  let work: Promise<void> | undefined;
  let closed = false;
  const due = { shed: createPace(clock, shedEveryMs), trim: createPace(clock, trimEveryMs) };
  const giving = createPace(clock, trimEveryMs);

  const shed = async ({ lackBytes, shortBytes }: RoomDecision) => {
    let goneBytes = 0;
    for (const { name, onlyIfShort, beyond, shed: take, isNoted } of classes) {
      const over = beyond?.() ?? 0;
      const wanted = Math.max((onlyIfShort ? shortBytes : lackBytes) - goneBytes, over);
      if (closed || wanted <= 0) continue;
      const gone = await take(wanted);
      goneBytes += gone.bytes;
      if (gone.count > 0 || gone.bytes > 0) book.add(name, gone, !isNoted);
    }
  };
  /** Spare pages are written on before the file grows: a disk with room has no use for them, and a short one no room to move them. */
  const giveBack = ({ isLow, isShort }: RoomDecision) => {
    if (!isLow || isShort || storage.trouble() || !giving.mayBe()) return;
    const spare = store.spareBytes() - keptSpareBytes;
    // a file that cannot get smaller is not asked again soon
    if (spare > 0 && store.giveBack(Math.min(spare, givenBackAtOnce)) === 0) giving.spend();
  };
  /** On a full disk each of these may fail, and is not to keep the next from making room. */
  const attempt = (deed: () => void) => {
    try {
      deed();
    } catch (err) {
      metrics.count('disk_watch_failures');
      log.error({ err }, 'the disk could not be looked after; it is tried again in a second');
    }
  };
  const beginShedding = (decision: RoomDecision) => {
    if (work || closed || !due.shed.isDue()) return;
    work = shed(decision)
      .catch((err: unknown) => log.error({ err }, 'what should make room could not be taken away; it is tried again'))
      .finally(() => {
        work = undefined;
      });
  };
  const check = () => {
    storage.tryAgain();
    const decision = storage.room.look(storage.trouble()?.kind === 'full');
    beginShedding(decision);
    attempt(() => alarm.follow(decision.isLow));
    attempt(book.noteIfDue);
    attempt(() => giveBack(decision));
    if (core.trust.known() && due.trim.isDue()) storage.trimQuarantine({ nowMs: clock.wallMs() });
  };
  metrics.gauge('disk_reserve_bytes', () => storage.room.reserve().heldBytes);
  metrics.gauge('database_spare_bytes', store.spareBytes);
  return {
    check: () => attempt(check),
    view: () => ({ reserve: storage.room.reserve(), shed: book.all() }),
    close: async () => {
      closed = true;
      await work;
      // it is in memory only
      attempt(book.note);
    },
  };
}

/** One pace of something that is not done every second. */
function createPace(clock: Clock, everyMs: number) {
  let nextMs = Number.NEGATIVE_INFINITY;
  const mayBe = () => clock.monotonicMs() >= nextMs;
  const spend = () => {
    nextMs = clock.monotonicMs() + everyMs;
  };
  return {
    mayBe,
    spend,
    isDue: () => {
      if (!mayBe()) return false;
      spend();
      return true;
    },
  };
}

/** `storage-full` stands while the disk is low; that it could not be raised on a full disk is made up for a second later. */
function createRoomAlarm({ core, gateway, clock }: DiskWatchOptions) {
  let told: boolean | undefined;
  return {
    follow: (isLow: boolean) => {
      if (isLow === told) return;
      const { book } = core.alarms;
      const isOpen = book.open().some(({ type, active }) => type === 'storage-full' && active);
      if (isLow && !isOpen) book.raise({ type: 'storage-full', source: gateway, ring: 1, atMs: clock.wallMs() });
      if (!isLow && isOpen) book.clear('storage-full', gateway, clock.wallMs());
      told = isLow;
    },
  };
}

/** Counts what was shed, and says so in the ledger where the room that it was taken from does not. */
function createShedBook({ core, clock }: DiskWatchOptions) {
  const all = new Map<ShedClass, { count: number; bytes: number }>();
  const unsaid = new Map<ShedClass, { count: number; bytes: number }>();
  const pace = createPace(clock, noteEveryMs);
  const sum = (to: typeof all, name: ShedClass, gone: { count: number; bytes: number }) => {
    const { count, bytes } = to.get(name) ?? { count: 0, bytes: 0 };
    to.set(name, { count: count + gone.count, bytes: bytes + gone.bytes });
  };
  const note = () => {
    if (unsaid.size === 0) return;
    const atMs = clock.wallMs();
    core.store.transaction(() => {
      for (const [subject, detail] of unsaid)
        core.ledger.append({ atMs, actor: { kind: 'gateway' }, action: 'storage.shed', subject, detail });
    });
    unsaid.clear();
    // only now: what a full disk did not take is tried again in a second
    pace.spend();
  };
  return {
    all: () => [...all].map(([name, gone]) => ({ class: name, ...gone })),
    add: (name: ShedClass, gone: { count: number; bytes: number }, isUnsaid: boolean) => {
      sum(all, name, gone);
      if (isUnsaid) sum(unsaid, name, gone);
      core.metrics.count('storage_shed', { class: name }, gone.count);
      core.metrics.count('storage_shed_bytes', { class: name }, gone.bytes);
    },
    note,
    noteIfDue: () => {
      if (pace.mayBe()) note();
    },
  };
}
