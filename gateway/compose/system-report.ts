import { statfsSync } from 'node:fs';
import type { ConsoleSystem } from '../console/console-ports.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import type { SiteCore } from './site-core.ts';

export interface SystemReportOptions {
  core: Pick<SiteCore, 'outbox' | 'trust' | 'evidence' | 'metrics'>;
  dataDir: string;
  pool: Pick<PerceptionPool, 'stats'>;
  clock: Clock;
}

/** How the box itself does, for the page of its health. */
export function createSystemReport({ core, dataDir, pool, clock }: SystemReportOptions): () => ConsoleSystem {
  const startedMs = clock.monotonicMs();
  return () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { bsize, blocks, bavail } = statfsSync(dataDir);
    const { alarm, event } = core.outbox.progress();
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
      queues: [
        { lane: 'alarm', waiting: alarm.issued - alarm.acked },
        { lane: 'event', waiting: event.issued - event.acked },
      ],
    };
  };
}
