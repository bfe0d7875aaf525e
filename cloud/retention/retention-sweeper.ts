import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { CloudMetrics } from '../cloud-metrics.ts';
import type { Log } from '../log.ts';
import { dueBefore, type RetentionPolicy } from './retention-policy.ts';
import type { RetentionStore, SweptSlice } from './retention-store.ts';
import type { RetentionKind } from './retention-terms.ts';

/** From the end of one sweep to the next, and how often is looked whether it is time. */
const sweepEveryMs = 23 * 3_600_000;
const lookEveryMs = 600_000;
/** A clock that jumps by more than this has to go on for a day before anything goes; and so where the last sweep, and the last word of a gateway, are long ago. */
const jumpMs = 3_600_000;
const awayMs = 40 * 86_400_000;
const doubtForMs = 86_400_000;
/** Between two slices, so that whoever works with the store is not kept waiting. */
const pauseMs = 5;

export interface RetentionSweeperOptions {
  store: RetentionStore;
  policy: RetentionPolicy;
  /** The tenant to whom a gateway belongs; undefined: to the provider. */
  tenantOf(gateway: string): string | undefined;
  siteOf(gateway: string): string | undefined;
  /** When a gateway was heard last, before this start; 0 where none was. */
  heardMs: number;
  metrics: Pick<CloudMetrics, 'swept'>;
  clock: Clock;
  log: Log;
}

export interface RetentionSweeper {
  start(): void;
  /** One sweep, if its time has come and no other process is at it; true where it came to its end. */
  sweep(): Promise<boolean>;
  /** Ends after the slice that is under way: what is left is the next sweep's. */
  close(): Promise<void>;
}

/** Lets what is old go, once a day, slice by slice. How far each stream is stands with its rows, so that a kill only delays. */
export function createRetentionSweeper(options: RetentionSweeperOptions): RetentionSweeper {
  const { store, policy, tenantOf, siteOf, heardMs, metrics, clock, log } = options;
  let stopped = false;
  let seen: { wallMs: number; monotonicMs: number } | undefined;
  let doubtedUntilMs = -Infinity;

  /** Whether the wall clock may say what is old: one that is ahead makes everything so. */
  function isBelieved(sweptMs: number): boolean {
    const lastMs = Math.max(sweptMs, heardMs);
    const now = { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
    const isStrange = seen
      ? Math.abs(now.wallMs - seen.wallMs - (now.monotonicMs - seen.monotonicMs)) > jumpMs
      : lastMs > 0 && now.wallMs - lastMs > awayMs;
    if (isStrange) {
      doubtedUntilMs = now.monotonicMs + doubtForMs;
      log.warn({ wallMs: now.wallMs, lastMs }, 'the clock went far: for a day nothing is let go for its age');
    }
    seen = now;
    return now.monotonicMs >= doubtedUntilMs;
  }

  const lastSweep = async () => Math.max(0, ...(await store.kinds()).map(({ sweptMs }) => sweptMs));
  const isTime = (lastMs: number) => Math.abs(clock.wallMs() - lastMs) >= sweepEveryMs;

  /** Slice after slice, until nothing more is old. */
  async function exhaust(next: () => Promise<SweptSlice>, gathered: SweptSlice): Promise<void> {
    for (let more = true; more && !stopped; ) {
      const slice = await next();
      for (const { kind, count } of slice.taken) metrics.swept(kind, count);
      gathered.days.push(...slice.days);
      more = slice.more;
      if (slice.taken.length > 0) await setTimeout(pauseMs);
      if (more) continue;
      for (const [kind, atMs] of Object.entries(slice.oldest) as [RetentionKind, number][])
        gathered.oldest[kind] = Math.min(gathered.oldest[kind] ?? atMs, atMs);
    }
  }

  async function sweepAll(): Promise<boolean> {
    // another process may have been at it until now
    if (!isTime(await lastSweep())) return false;
    const nowMs = clock.wallMs();
    const gathered: SweptSlice = { taken: [], oldest: {}, more: false, days: [] };
    const { gateways, below } = await store.begin();
    for (const gateway of gateways) {
      const before = dueBefore(policy, nowMs, tenantOf(gateway));
      const slice = { gateway, site: siteOf(gateway), before, below, nowMs };
      await exhaust(() => store.sweepGateway(slice), gathered);
    }
    await exhaust(() => store.sweepRest(dueBefore(policy, nowMs)), gathered);
    if (stopped) return false;
    const kinds = await store.end(gathered.oldest, clock.wallMs());
    const deleted = Object.fromEntries(kinds.flatMap((each) => (each.deleted > 0 ? [[each.kind, each.deleted]] : [])));
    if (Object.keys(deleted).length > 0) log.info({ deleted }, 'what is old was let go');
    await store.giveBack([...new Set(gathered.days)], () => stopped);
    return true;
  }

  async function sweep(): Promise<boolean> {
    const lastMs = await lastSweep();
    return isBelieved(lastMs) && isTime(lastMs) && ((await store.alone(sweepAll)) ?? false);
  }
  let sweeping: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    sweeping ??= sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'what is old could not be let go'))
      .finally(() => {
        sweeping = undefined;
      });
  };
  return {
    sweep,
    start() {
      timer = setInterval(tick, lookEveryMs);
    },
    async close() {
      stopped = true;
      clearInterval(timer);
      await sweeping;
    },
  };
}
