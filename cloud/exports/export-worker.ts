import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ExportAdapter } from './export-adapter.ts';
import type { ExportStore, ShareView } from './exports-store.ts';
import type { Outbound } from './outbound.ts';
import { createSender } from './send-share.ts';
import type { ExportLimits } from './settle-attempt.ts';
import { decideStanding, type TenantOf } from './share.ts';
import { deedOfCloud } from './share-deed.ts';

export interface WorkerTiming {
  /** Looks for new events so often. */
  pollMs: number;
  /** A process that has given no sign for so long has lost its shares. */
  leaseMs: number;
}
/** Shares that one process sends for at the same time. */
const atOnce = 16;
/** Batches of one share before the others have their turn. */
const turnsAtOnce = 20;

export interface ExportWorkerOptions {
  store: ExportStore;
  adapters: readonly ExportAdapter[];
  outbound: Outbound;
  limits: ExportLimits;
  tenantOf: TenantOf;
  timing: WorkerTiming;
  clock: Clock;
  log: Log;
  random?: () => number;
}

export interface ExportWorker {
  start(): void;
  /** Looks at once, instead of at the next poll; nothing before the start. */
  wake(): void;
  /** Gives its shares back, so that another process need not wait for them. */
  close(): Promise<void>;
}

/**
 * Leases without clocks: a holder makes its shares' beat grow. Whoever sees a beat stand still for `leaseMs` of its own
 * monotonic time takes the share, if the beat is still the same at that moment.
 */
function createWatch(leaseMs: number, monotonicMs: () => number) {
  const seen = new Map<string, { beat: number; sinceMs: number }>();
  return {
    isFree({ share, holder, beat }: ShareView['progress']): boolean {
      if (holder === null) return true;
      const last = seen.get(share);
      if (last?.beat !== beat) seen.set(share, { beat, sinceMs: monotonicMs() });
      return last?.beat === beat && monotonicMs() - last.sinceMs >= leaseMs;
    },
  };
}

/** Sends what running shares ask for, as long as it is not closed. Of several processes one sends for a share at a time. */
export function createExportWorker(options: ExportWorkerOptions): ExportWorker {
  const { store, adapters, outbound, limits, tenantOf, timing, clock, log, random = Math.random } = options;
  const holder = randomUUID();
  const sender = createSender({ ...{ store, adapters, outbound, holder, limits, tenantOf, clock, random } });
  const watch = createWatch(timing.leaseMs, clock.monotonicMs);
  const busy = new Map<string, Promise<void>>();
  /** For how many shares this process sent at the last look. */
  let held = 0;
  let closed = false;
  let timers: NodeJS.Timeout[] = [];
  let looking: Promise<void> | undefined;
  let again = false;

  async function endExpired({ row }: ShareView): Promise<void> {
    const deed = deedOfCloud(row, 'end', 'expired', clock.wallMs());
    await store.changeShare({ share: row.share, basis: row.revision, state: 'ended', why: 'expired', deed });
  }

  /** Whether there is more to send when others have had their turn. */
  async function send(view: ShareView): Promise<boolean> {
    const { share } = view.row;
    try {
      let round = await sender.round(view.row);
      for (let turn = 1; round === 'moved' && !closed && turn < turnsAtOnce; turn += 1)
        round = await sender.round(view.row);
      if (round === 'lost') await sender.drop(share);
      return round === 'moved';
    } catch (error) {
      log.warn({ err: error, share }, 'a share was not delivered; it is tried again');
      await sender.drop(share);
      return false;
    }
  }

  const isDue = ({ nextTryMs }: ShareView['progress'], nowMs: number) =>
    // a wall clock that was set back must not keep a share waiting
    nextTryMs === null || nextTryMs <= nowMs || nextTryMs - nowMs > 2 * 3_600_000;

  /** Shares that ended, stand still, or are somebody else's by now need no connection. */
  async function dropOthers(sending: ReadonlySet<string>): Promise<void> {
    for (const share of sender.connected()) if (!sending.has(share) && !busy.has(share)) await sender.drop(share);
  }

  /** Whether this process sends for the share. */
  async function lookAt(view: ShareView, lastPlace: number): Promise<boolean> {
    const { row, progress } = view;
    const nowMs = clock.wallMs();
    const standing = decideStanding(row, nowMs);
    if (standing === 'ended') await endExpired(view);
    if (standing !== 'running') return false;
    const mine = progress.holder === holder;
    if (!mine && !(watch.isFree(progress) && (await store.takeShare(row.share, holder, progress)))) return false;
    if (progress.cursor >= lastPlace || !isDue(progress, nowMs)) return true;
    if (busy.has(row.share) || busy.size >= atOnce) return true;
    busy.set(
      row.share,
      send(view).then((more) => {
        busy.delete(row.share);
        if (more) wake();
      }),
    );
    return true;
  }

  async function look(): Promise<void> {
    do {
      again = false;
      const views = await store.shares('open');
      const lastPlace = views.length === 0 ? 0 : await store.lastPlace();
      const sending = new Set<string>();
      for (const view of views) if (!closed && (await lookAt(view, lastPlace))) sending.add(view.row.share);
      await dropOthers(sending);
      held = sending.size;
    } while (again && !closed);
  }

  function wake(): void {
    if (timers.length === 0) return;
    again = true;
    if (looking || closed) return;
    looking = look()
      .catch((error: unknown) => log.warn({ err: error }, 'shares could not be looked at; it is tried again'))
      .finally(() => {
        looking = undefined;
      });
  }

  function beat(): void {
    if (held === 0) return;
    store.beatShares(holder).catch((error: unknown) => log.warn({ err: error }, 'shares could not be held'));
  }

  return {
    start() {
      timers = [setInterval(wake, timing.pollMs), setInterval(beat, timing.leaseMs / 4)];
      wake();
    },
    wake,
    async close() {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      await sender.close();
      await Promise.all([looking, ...busy.values()]);
      // whatever was opened while the first lines were closed
      await sender.close();
      await store
        .releaseShares(holder)
        .catch((error: unknown) => log.warn({ err: error }, 'shares were not given back; others wait for their lease'));
    },
  };
}
