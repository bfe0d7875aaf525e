import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { RetainedClass } from '../../devices/contracts/site-privacy.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { PurgeSpan, TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { UnsureSpan } from '../kernel/unsure-times.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  createRetentionPolicy,
  type Hold,
  isHeld,
  type RetentionEntry,
  type RetentionFigures,
  type RetentionLine,
  retentionReport,
  spansToPurge,
} from './retention.ts';
import { createRetentionSweeper, type RetentionSweeper } from './retention-sweeper.ts';
import { createHoldTable, type KeptHold } from './sqlite-holds.ts';
import { createSweepTable } from './sqlite-sweeps.ts';

export interface RetentionOptions {
  site: SiteFile;
  store: Store;
  ledger: Ledger;
  clock: Clock;
  /** False while the wall clock cannot be believed: then nothing is ended by time. */
  clockKnown(): boolean;
  /** What was dated by a clock that was not believed. */
  unsure(): readonly UnsureSpan[];
  log: Log;
  metrics: Metrics;
}

type EvidenceClass = 'picture' | 'clip' | 'export';

/** For how long the site keeps what, and everything that follows from it. */
export interface Retention {
  /** Milliseconds; `place` is the device, camera, door or barrier. */
  keepMs(of: RetainedClass, place?: string): number;
  isHeld(of: EvidenceClass, camera: string, atMs: number): boolean;
  unsure(): readonly UnsureSpan[];
  /** The times of which what is kept of a class, wherever it stands, is over now. */
  over(of: RetainedClass): PurgeSpan[];
  /** Begins to sweep, every hour; once, when the rooms that keep something are there. */
  start(
    purges: readonly { class: RetainedClass; purge: TimedPurge }[],
    /** Age of what other rooms purge by themselves. */
    oldest?: Partial<Record<RetainedClass, TimedPurge['oldestMs']>>,
  ): RetentionSweeper;
  /** For want of room, before its time; see RetentionSweeper. Nothing before the sweeping has begun. */
  shed: RetentionSweeper['shed'];
  report(): RetentionLine[];
  hold(hold: Hold & { document: string }, user: string): KeptHold;
  /** False if there is no such order. */
  release(id: string, user: string): boolean;
  holds(): KeptHold[];
}

export function openRetention({ site, ...options }: RetentionOptions): Retention {
  const { store, ledger, clock, unsure } = options;
  const policy = createRetentionPolicy(site);
  const holds = createHoldTable(store);
  const sweeps = createSweepTable(store);
  const zoneOf = new Map([...site.cameras, ...site.devices].map(({ id, zone }) => [id, zone]));
  const kept = () => ({ holds: holds.all(), unsure: unsure() });
  let sweeper: RetentionSweeper | undefined;
  let elsewhere: Partial<Record<RetainedClass, TimedPurge['oldestMs']>> = {};
  const figures = (entry: RetentionEntry): RetentionFigures => {
    const oldestMs = elsewhere[entry.class]?.(entry.places);
    return { ...(oldestMs === undefined ? {} : { oldestMs }), ...sweeper?.figures(entry) };
  };
  const note = (user: string, action: string, { id, classes, zones, fromMs, toMs }: KeptHold) => {
    const detail = { fromMs, toMs, ...(classes ? { classes } : {}), ...(zones ? { zones } : {}) };
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject: id, detail });
  };
  return {
    keepMs: policy.keepMs,
    unsure,
    isHeld: (of, camera, atMs) => isHeld(holds.all(), of, zoneOf.get(camera), atMs),
    over: (of) => {
      const { places: _, ...entry } = policy.entries.find((one) => one.class === of && !one.zones)!;
      return spansToPurge(entry, kept(), clock.wallMs());
    },
    start: (purges, oldest = {}) => {
      elsewhere = oldest;
      sweeper = createRetentionSweeper({ ...options, policy, purges, holds, sweeps });
      return sweeper;
    },
    shed: async (of, isEnough) => (await sweeper?.shed(of, isEnough)) ?? 0,
    report: () => retentionReport(policy, figures, kept(), clock.wallMs()),
    holds: holds.all,
    hold: (hold, user) =>
      store.transaction(() => {
        const placed = holds.place({ ...hold, placedBy: user, placedAtMs: clock.wallMs() });
        note(user, 'hold.placed', placed);
        return placed;
      }),
    release: (id, user) =>
      store.transaction(() => {
        const held = holds.all().find((hold) => hold.id === id);
        if (!held || !holds.release(id)) return false;
        note(user, 'hold.released', held);
        return true;
      }),
  };
}
