import { setTimeout as pause } from 'node:timers/promises';
import type { RetainedClass } from '../../devices/contracts/site-privacy.ts';
import { type Clock, dayMs } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { PurgeSpan, TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { UnsureSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  leastDays,
  type RetentionEntry,
  type RetentionFigures,
  type RetentionPolicy,
  spansToPurge,
} from './retention.ts';
import type { HoldTable } from './sqlite-holds.ts';
import type { SweepTable } from './sqlite-sweeps.ts';

export interface RetentionSweeperOptions {
  store: Store;
  policy: RetentionPolicy;
  /** One for each table; classes without one are purged by the room that keeps them. */
  purges: readonly { class: RetainedClass; purge: TimedPurge }[];
  holds: Pick<HoldTable, 'all'>;
  sweeps: SweepTable;
  ledger: Ledger;
  clock: Clock;
  clockKnown(): boolean;
  unsure(): readonly UnsureSpan[];
  log: Log;
  metrics: Metrics;
}

/** Takes away what has been kept for long enough. */
export interface RetentionSweeper {
  /** Never rejects. */
  sweep(): Promise<void>;
  /**
   * For want of room: what is oldest goes before its time, a week at a time until it `isEnough`, never below the least time of its
   * class or of what its rule rests on, and nothing that an order keeps. Resolves with how many records went; never rejects.
   */
  shed(of: RetainedClass, isEnough: () => boolean): Promise<number>;
  /** What of an entry is kept, and when it was last purged. */
  figures(entry: RetentionEntry): RetentionFigures;
  /** Resolves once the slice under way is done. */
  close(): Promise<void>;
}

const everyMs = 3_600_000;
/** A slice that takes longer is followed by a smaller one, so that a door waits for none. */
const slowMs = 8;
const fewest = 20;
const most = 2000;
const firstLimit = 200;
/** Most of the time the disk belongs to the doors. */
const restShare = 4;
const longestRestMs = 200;

export function createRetentionSweeper(options: RetentionSweeperOptions): RetentionSweeper {
  const { purges, log, metrics } = options;
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  const slice = createSlices(options);

  const purge = async (entry: RetentionEntry): Promise<boolean> => {
    const kept = { holds: options.holds.all(), unsure: options.unsure() };
    for (const span of spansToPurge(entry, kept, options.clock.wallMs()))
      for (const { purge } of purges.filter((one) => one.class === entry.class))
        if (!(await slice(entry.class, purge, span, () => closed || !options.clockKnown()))) return false;
    return true;
  };
  const shed = async (of: RetainedClass, isEnough: () => boolean): Promise<number> => {
    const entries = options.policy.entries.filter((entry) => entry.class === of);
    const before = options.sweeps.get(of).deleted;
    for (
      let days = Math.max(...entries.map((entry) => entry.days)) - 7;
      options.clockKnown() && !isEnough();
      days -= 7
    ) {
      const left = entries.filter((entry) => days >= leastDays(entry));
      if (left.length === 0) break;
      for (const entry of left) if (!(await purge({ ...entry, days: Math.min(days, entry.days) }))) return 0;
    }
    const count = options.sweeps.get(of).deleted - before;
    if (count > 0) prove(options, of, count);
    return count;
  };
  const run = async () => {
    if (!options.clockKnown()) {
      metrics.count('retention_sweeps', { outcome: 'clock-doubted' });
      return;
    }
    for (const of of new Set(purges.map((one) => one.class))) {
      for (const entry of options.policy.entries.filter((one) => one.class === of)) if (!(await purge(entry))) return;
      prove(options, of);
    }
    metrics.count('retention_sweeps', { outcome: 'done' });
  };
  const failed = (error: unknown) => {
    metrics.count('retention_sweeps', { outcome: 'failed' });
    log.error({ err: error }, 'what was kept for long enough could not be purged; it is tried again in an hour');
    return 0;
  };
  const next = <Result>(work: () => Promise<Result>) => {
    const done = last.then(work).catch(failed);
    last = done.then(() => {});
    return done;
  };
  const sweep = async () => void (await next(run));
  const timer = setInterval(() => void sweep(), everyMs);
  return {
    sweep,
    shed: async (of, isEnough) => (await next(() => shed(of, isEnough))) ?? 0,
    figures: (entry) => figuresOf(options, entry),
    close: async () => {
      closed = true;
      clearInterval(timer);
      await last;
    },
  };
}

type Slices = (of: RetainedClass, purge: TimedPurge, span: PurgeSpan, isClosed: () => boolean) => Promise<boolean>;

/** Works a span off; false if it was broken off. */
function createSlices({ store, sweeps, clock }: RetentionSweeperOptions): Slices {
  let limit = firstLimit;
  let restMs = 0;
  return async (of, purge, span, isClosed) => {
    for (let fromMs: number | undefined = span.fromMs; fromMs !== undefined; ) {
      await pause(restMs);
      if (isClosed()) return false;
      const startedMs = clock.monotonicMs();
      const from = fromMs;
      fromMs = store.transaction(() => {
        const { deleted, nextMs } = purge.slice({ ...span, fromMs: from }, limit);
        sweeps.add(of, deleted);
        return nextMs;
      });
      const tookMs = clock.monotonicMs() - startedMs;
      restMs = Math.min(longestRestMs, tookMs * restShare);
      limit = tookMs > slowMs ? Math.max(fewest, Math.floor(limit / 2)) : Math.min(most, limit + 50);
    }
    return true;
  };
}

/** One entry a class: how much has gone, and how old the oldest is that stays. Once a day also that nothing had to go. */
function prove(
  { policy, purges, sweeps, ledger, clock }: RetentionSweeperOptions,
  of: RetainedClass,
  forRoom?: number,
): void {
  const { deleted, provedMs } = sweeps.get(of);
  const nowMs = clock.wallMs();
  if (deleted === 0 && provedMs !== undefined && Math.abs(nowMs - provedMs) < dayMs) return;
  const oldest = purges.filter((purge) => purge.class === of).map(({ purge }) => purge.oldestMs() ?? Infinity);
  const oldestMs = Math.min(...oldest);
  const days = policy.entries.filter((entry) => entry.class === of).map((entry) => entry.days);
  sweeps.prove(of, nowMs, () =>
    ledger.append({
      atMs: nowMs,
      actor: { kind: 'gateway' },
      action: 'retention.swept',
      subject: of,
      detail: {
        ...{ deleted, days: days[0]!, ...(forRoom !== undefined && { forRoom }) },
        ...(Number.isFinite(oldestMs) ? { oldestMs } : {}),
      },
    }),
  );
}

function figuresOf({ purges, ledger }: RetentionSweeperOptions, entry: RetentionEntry): RetentionFigures {
  const own = purges.filter((purge) => purge.class === entry.class);
  const oldest = own.flatMap(({ purge }) => purge.oldestMs(entry.places) ?? []);
  const proof = ledger.find({ action: 'retention.swept', subject: entry.class, limit: 1 })[0];
  return {
    ...(oldest.length === 0 ? {} : { oldestMs: Math.min(...oldest) }),
    ...(proof ? { sweptMs: proof.atMs, deleted: Number(proof.detail?.deleted ?? 0) } : {}),
  };
}
