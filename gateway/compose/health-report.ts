import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { GatewayHealth } from '../../devices/contracts/gateway-health.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { ConsoleHealth } from '../console/console-ports.ts';
import type { SiteBroker } from '../ingest/broker.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import type { Downlink } from '../outbox/downlink.ts';
import type { Uplink } from '../outbox/uplink.ts';
import type { PerceptionPool } from '../perception/pool/perception-pool.ts';
import { createHealthFacts, type HealthFacts } from './health-facts.ts';
import type { SiteCore } from './site-core.ts';

/** Of the gateway's ways to its cloud, how they stand. */
export interface CloudView {
  uplink: Pick<Uplink, 'link' | 'roundTripMs'>;
  downlink: Downlink;
  certificateUntilMs(): number | undefined;
  /** An older cloud takes no status that names one. */
  takesDeviceLists(): boolean;
}

export interface HealthReportOptions {
  core: SiteCore;
  site: SiteFile;
  version: string;
  clock: Clock;
  log: Log;
  dataDir: string;
  /** Codes of what does not work, for the cloud. */
  problems(): readonly string[];
  /** ETag of the settings from afar that it runs with. */
  settings(): string | undefined;
  broker(): SiteBroker | undefined;
  cloud(): CloudView | undefined;
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
  const { core, site, version, clock, log } = options;
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
    const link = options.cloud()?.uplink.link();
    const cloud = link
      ? {
          state: link.state,
          sinceMs: link.sinceMs,
          waiting: waiting(core),
          ...(link.state === 'down' && link.problem ? { problem: link.problem } : {}),
          ...wayBack(options.cloud()?.downlink),
        }
      : { state: 'off' as const, sinceMs: startedAtMs, waiting: waiting(core) };
    const broker = busOf(options.broker(), counters.mqtt_refused ?? 0);
    return { startedAtMs, version, cloud, broker, counters };
  };

  const facts = createHealthFacts({
    ...{ core, clock, dataDir: options.dataDir, problems: options.problems, settings: options.settings },
    pictureAgesMs: () =>
      options.pool.stats().cameras.flatMap(({ pictureAgeMs }) => (pictureAgeMs === undefined ? [] : [pictureAgeMs])),
    certificateUntilMs: () => options.cloud()?.certificateUntilMs(),
    roundTripMs: () => options.cloud()?.uplink.roundTripMs(),
    deviceList: () => (options.cloud()?.takesDeviceLists() ? core.deviceRoom.list().etag : undefined),
    versions: [
      { id: 'gateway', version },
      { id: 'node', version: process.version },
    ],
  });
  showFacts(core.metrics, facts);

  const changed = () => {
    facts.look();
    const tell = (totals: typeof counters) => {
      counters = totals;
      const health = report();
      // What a guard would notice; counters alone do not redraw the page every second.
      const seen = JSON.stringify([health.cloud, health.broker]);
      if (seen === sent) return;
      sent = seen;
      core.feed.emit({ kind: 'health', health });
    };
    core.metrics
      .totals()
      .then(tell)
      .catch((err: unknown) => log.error({ err }, 'how the gateway does could not be told'));
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
      health: facts.now(),
      ...(site.site.location && { location: site.site.location }),
    };
  };
  return { report, status, changed };
}

/** The same for whoever scrapes the box itself. What the hardware does not tell has no line. */
function showFacts(metrics: Metrics, facts: HealthFacts): void {
  const show = (name: string, read: (health: GatewayHealth) => number | undefined) =>
    metrics.gauges(name, [], () => {
      const value = read(facts.now());
      return value === undefined ? [] : [{ labels: {}, value }];
    });
  show('disk_free_bytes', ({ disk }) => disk?.freeBytes);
  show('disk_total_bytes', ({ disk }) => disk?.totalBytes);
  show('temperature_celsius', ({ temperature }) => temperature);
  show('load_one_minute', ({ load }) => load);
  show('database_bytes', ({ databaseBytes }) => databaseBytes);
  const lanes = () => Object.entries(facts.now().outbox ?? {});
  metrics.gauges('outbox_lane_waiting', ['lane'], () =>
    lanes().map(([lane, { depth }]) => ({ labels: { lane }, value: depth })),
  );
  metrics.gauges('outbox_oldest_seconds', ['lane'], () =>
    lanes().map(([lane, { oldestMs = 0 }]) => ({ labels: { lane }, value: oldestMs / 1000 })),
  );
  metrics.gauges('camera_uptime_share', ['ring'], () =>
    Object.entries(facts.now().cameras ?? {}).flatMap(([ring, { uptime }]) =>
      uptime ? [{ labels: { ring }, value: uptime.share }] : [],
    ),
  );
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
  return core.outbox.waiting('alarm') + core.outbox.waiting('event');
}
