import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { ConsoleHealth } from '../console/console-ports.ts';
import type { SiteBroker } from '../ingest/broker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Downlink } from '../outbox/downlink.ts';
import type { Uplink } from '../outbox/uplink.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import type { SiteCore } from './site-core.ts';

export interface HealthReportOptions {
  core: SiteCore;
  site: SiteFile;
  version: string;
  clock: Clock;
  broker(): SiteBroker | undefined;
  uplink(): Uplink | undefined;
  downlink(): Downlink | undefined;
  pool: PerceptionPool;
}

export interface HealthReport {
  /** For the guard's page. */
  report(): ConsoleHealth;
  /** For the cloud. */
  status(): Omit<UplinkStatus, 'gateway' | 'epoch' | 'lanes' | 'nowMs'>;
  /** Tells the consoles; called every second and when the link changes. */
  changed(): void;
}

export function createHealthReport(options: HealthReportOptions): HealthReport {
  const { core, site, version, clock } = options;
  const startedAtMs = clock.wallMs();
  let counters: Record<string, number> = {};
  let sent = '';

  const loop = monitorEventLoopDelay({ resolution: 10 });
  loop.enable();
  core.metrics.gauge('event_loop_delay_p99_milliseconds', () => loop.percentile(99) / 1e6);
  core.metrics.gauge('event_loop_delay_max_milliseconds', () => loop.max / 1e6);
  core.metrics.gauge('mqtt_clients', () => options.broker()?.clients() ?? 0);
  core.metrics.gauge('outbox_waiting', () => waiting(core));
  core.metrics.gauge('cameras_streaming', () => core.cameras.streaming());
  core.metrics.gauge('rss_bytes', () => process.memoryUsage.rss() + options.pool.stats().rssBytes);

  const report = (): ConsoleHealth => {
    const link = options.uplink()?.link();
    const cloud = link
      ? {
          state: link.state,
          sinceMs: link.sinceMs,
          waiting: waiting(core),
          ...(link.state === 'down' && link.problem ? { problem: link.problem } : {}),
          ...wayBack(options.downlink()),
        }
      : { state: 'off' as const, sinceMs: startedAtMs, waiting: waiting(core) };
    const broker = busOf(options.broker(), counters.mqtt_refused ?? 0);
    return { startedAtMs, version, cloud, broker, counters };
  };

  const changed = () => {
    void core.metrics.totals().then((totals) => {
      counters = totals;
      const health = report();
      // What a guard would notice; counters alone do not redraw the page every second.
      const seen = JSON.stringify([health.cloud, health.broker]);
      if (seen === sent) return;
      sent = seen;
      core.feed.emit({ kind: 'health', health });
    });
  };

  const status = () => {
    const devices = core.presence.all();
    return {
      site: site.site.id,
      siteName: `${site.site.name.zh} ${site.site.name.en}`.slice(0, 200),
      version,
      bootid: core.bootId,
      startedAtMs,
      devices: { online: devices.filter(({ state }) => state === 'online').length, total: devices.length },
      cameras: { streaming: core.cameras.streaming(), total: site.cameras.length },
    };
  };
  return { report, status, changed };
}

function busOf(broker: SiteBroker | undefined, refused: number): ConsoleHealth['broker'] {
  const link = broker?.link();
  return { clients: broker?.clients() ?? 0, refused, ...(broker && link && { link: { ...link, url: broker.url } }) };
}

function wayBack(downlink: Downlink | undefined): Pick<ConsoleHealth['cloud'], 'downlink'> {
  if (!downlink) return {};
  const { state, sinceMs, problem } = downlink.state();
  return { downlink: { state, sinceMs, ...(problem && { problem }) } };
}

function waiting(core: SiteCore): number {
  const { alarm, event } = core.outbox.progress();
  return alarm.issued - alarm.acked + event.issued - event.acked;
}
