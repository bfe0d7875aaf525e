import type { ConsoleSystem } from '../../console/console-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { LoadedSite } from '../../register/site/site-file.ts';
import type { RedactedLine } from '../../remote/redact-log.ts';
import type { SiteCore } from '../site-core.ts';

export interface DiagnosticsOptions {
  core: Pick<SiteCore, 'presence' | 'cameras' | 'outbox' | 'trust'>;
  loaded: LoadedSite;
  version: string;
  system(): ConsoleSystem;
  problems(): readonly string[];
  troubles: readonly RedactedLine[];
  /** How far the cloud's clock is ahead. */
  cloudAheadMs: number | undefined;
  clock: Clock;
}

/** How the box, its cameras and its devices do, as JSON: figures, ids of the site file and codes; nothing about people. */
export function writeDiagnostics(options: DiagnosticsOptions): Uint8Array {
  const { core, loaded, version, system, problems, troubles, cloudAheadMs, clock } = options;
  const { memory, disk, queues, upMs, clock: trusted } = system();
  const report = {
    atMs: clock.wallMs(),
    upMs: Math.round(upMs),
    versions: { gateway: version, node: process.version, platform: `${process.platform}-${process.arch}` },
    ...{ disk, memory, queues, problems: problems() },
    clock: { ...trusted, ...(cloudAheadMs === undefined ? {} : { cloudAheadMs }) },
    cameras: core.cameras.all().map(({ id, state, reason }) => ({ id, state, ...(reason ? { reason } : {}) })),
    devices: core.presence
      .all()
      .map(({ device: { id, kind }, state, sinceWallMs: sinceMs }) => ({ id, kind, state, sinceMs })),
    site: {
      cameras: loaded.site.cameras.length,
      doors: loaded.site.doors.length,
      barriers: loaded.site.barriers.length,
    },
    troubles,
  };
  return Buffer.from(JSON.stringify(report));
}
