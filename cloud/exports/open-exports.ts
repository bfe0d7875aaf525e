import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { exportAdapters } from './adapters/adapter-list.ts';
import { createExportWorker } from './export-worker.ts';
import { createExportsDesk, type ExportsDesk } from './exports-desk.ts';
import type { ExportStore } from './exports-store.ts';
import { createOutbound } from './outbound.ts';
import { exportLimits } from './settle-attempt.ts';
import type { TenantOf } from './share.ts';

/** `exports` of the configuration. */
export interface ExportsConfig {
  /** Hosts inside, as `host` or `host:port`, that shares may be sent to. */
  hosts: readonly string[];
  /** Another cloud process takes over the shares of one that has given no sign for so long. */
  leaseMs: number;
  pauseAfterMs: number;
}

export interface CloudExportsOptions {
  config: ExportsConfig;
  store: ExportStore;
  tenantOf: TenantOf;
  clock: Clock;
  log: Log;
}

export interface CloudExports {
  desk: ExportsDesk;
  /** What runs is sent from now on. */
  start(): void;
  close(): Promise<void>;
}

/** Shares with other departments, with everything that they need. */
export function openCloudExports({ config, store, tenantOf, clock, log }: CloudExportsOptions): CloudExports {
  const outbound = createOutbound(config.hosts);
  const worker = createExportWorker({
    ...{ store, adapters: exportAdapters, outbound, tenantOf, clock, log },
    limits: { ...exportLimits, pauseAfterMs: config.pauseAfterMs },
    timing: { pollMs: Math.min(1000, config.leaseMs / 4), leaseMs: config.leaseMs },
  });
  const desk = createExportsDesk({
    ...{ store, adapters: exportAdapters, outbound, tenantOf, clock },
    changed: worker.wake,
  });
  return { desk, start: worker.start, close: worker.close };
}
