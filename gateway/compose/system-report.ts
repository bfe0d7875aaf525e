import { statfsSync } from 'node:fs';
import type { ConsoleSystem } from '../console/console-ports.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import type { SiteCore } from './site-core.ts';
import type { DiskWatch } from './storage/disk-watch.ts';

export interface SystemReportOptions {
  core: Pick<SiteCore, 'outbox' | 'trust' | 'evidence' | 'metrics' | 'storage' | 'alarms'>;
  disk: Pick<DiskWatch, 'view'>;
  dataDir: string;
  pool: Pick<PerceptionPool, 'stats'>;
  clock: Clock;
}

/** How the box itself does, for the page of its health. */
export function createSystemReport({
  core,
  disk: watch,
  dataDir,
  pool,
  clock,
}: SystemReportOptions): () => ConsoleSystem {
  const startedMs = clock.monotonicMs();
  return () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { bsize, blocks, bavail } = statfsSync(dataDir);
    const problem = core.trust.problem();
    const oldest = { picture: core.evidence.oldestMs('picture'), clip: core.evidence.oldestMs('clip') };
    return {
      atMs: clock.wallMs(),
      upMs: clock.monotonicMs() - startedMs,
      memory: { gatewayBytes: rss, heapBytes: heapUsed, perceptionBytes: pool.stats().rssBytes },
      disk: { totalBytes: bsize * blocks, freeBytes: bsize * bavail },
      evidence: {
        ...(oldest.picture !== undefined && { oldestPictureMs: oldest.picture }),
        ...(oldest.clip !== undefined && { oldestClipMs: oldest.clip }),
      },
      clock: { known: core.trust.known(), ...(problem && { problem }) },
      storage: { ...storageOf(core), ...watch.view() },
      queues: [
        { lane: 'alarm', waiting: core.outbox.waiting('alarm') },
        { lane: 'event', waiting: core.outbox.waiting('event') },
      ],
    };
  };
}

/** A salvage is shown until somebody has closed its alarm. */
function storageOf({ storage, alarms }: Pick<SiteCore, 'storage' | 'alarms'>): ConsoleSystem['storage'] {
  const trouble = storage.trouble();
  const isOpen = alarms.book.open().some(({ type }) => type === 'storage-damaged');
  const salvage = isOpen ? storage.salvage() : undefined;
  return {
    ...(trouble && { trouble }),
    ...(salvage && {
      salvage: {
        ...{ atMs: salvage.atMs, rows: salvage.rows, quarantine: salvage.quarantine, all: salvage.all === true },
        damaged: salvage.damaged.map(({ table }) => table),
      },
    }),
  };
}
