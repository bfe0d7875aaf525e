import { oldestWaitingOf } from './health-figures.ts';
import { measureClock } from './measure-clock.ts';
import type { GatewayFacts } from './read-conditions.ts';

type Read = (facts: GatewayFacts, nowMs: number) => [labels: string, value: number | undefined | null][];

const one =
  (read: (facts: GatewayFacts, nowMs: number) => number | undefined | null): Read =>
  (facts, nowMs) => [['', read(facts, nowMs)]];
const seconds = (ms: number | undefined | null) => (ms === undefined || ms === null ? undefined : ms / 1000);
const byRing =
  (read: (of: { streaming: number; total: number; uptime?: { share: number } }) => number | undefined): Read =>
  ({ status }) =>
    Object.entries(status?.health?.cameras ?? {}).map(([ring, of]) => [`,ring="${ring}"`, of && read(of)]);
const byLane =
  (read: (of: { issued: number; acked: number }) => number): Read =>
  ({ status }) =>
    Object.entries(status?.lanes ?? {}).map(([lane, of]) => [`,lane="${lane}"`, read(of)]);

/** Name, what it is, and how it is read. Ages are of the moment of asking: an old figure shows its age beside it. */
const families: [name: string, help: string, read: Read][] = [
  [
    'last_seen_age_seconds',
    'Since it was last heard',
    one(({ lastSeenMs }, nowMs) => seconds(lastSeenMs === null ? null : nowMs - lastSeenMs)),
  ],
  [
    'status_age_seconds',
    'Age of what it last said of itself: every figure below is as old',
    one(({ statusAtMs }, nowMs) => seconds(statusAtMs === null ? null : nowMs - statusAtMs)),
  ],
  ['disk_free_bytes', 'Free on its data disk', one(({ status }) => status?.health?.disk?.freeBytes)],
  ['disk_total_bytes', 'Size of its data disk', one(({ status }) => status?.health?.disk?.totalBytes)],
  ['memory_used_bytes', 'Memory in use on the box', one(({ status }) => status?.health?.memory?.usedBytes)],
  ['load_one_minute', 'Load of the last minute', one(({ status }) => status?.health?.load)],
  ['temperature_celsius', 'Its warmest zone', one(({ status }) => status?.health?.temperature)],
  ['database_bytes', 'Size of its database', one(({ status }) => status?.health?.databaseBytes)],
  [
    'clock_offset_seconds',
    'Its clock minus that of the cloud',
    one(({ status, statusAtMs }) =>
      status && statusAtMs !== null ? seconds(measureClock(status, statusAtMs).offsetMs) : undefined,
    ),
  ],
  [
    'clock_offset_error_seconds',
    'So far that offset may be wrong',
    one(({ status, statusAtMs }) =>
      status && statusAtMs !== null ? seconds(measureClock(status, statusAtMs).errorMs) : undefined,
    ),
  ],
  ['queue_depth', 'Events that wait for the cloud', byLane(({ issued, acked }) => Math.max(0, issued - acked))],
  [
    'queue_oldest_seconds',
    'How long the oldest of them has waited',
    one(({ status }) => (status ? seconds(oldestWaitingOf(status)) : undefined)),
  ],
  ['devices_online', 'Devices online', one(({ status }) => status?.devices.online)],
  ['devices', 'Devices', one(({ status }) => status?.devices.total)],
  ['cameras_streaming', 'Cameras that stream, by ring', byRing(({ streaming }) => streaming)],
  ['cameras', 'Cameras, by ring', byRing(({ total }) => total)],
  ['camera_uptime_share', 'Of the last 24 h, by ring', byRing(({ uptime }) => uptime?.share)],
  [
    'perception_lag_seconds',
    'Age of the slowest picture that was analysed',
    one(({ status }) => seconds(status?.health?.perceptionLagMs)),
  ],
  ['problems', 'Problems that it names', one(({ status }) => status?.health?.problems?.length)],
  [
    'certificate_seconds_left',
    'Until its certificate ends',
    one(({ certificateUntilMs }, nowMs) => seconds(certificateUntilMs === null ? null : certificateUntilMs - nowMs)),
  ],
  [
    'settings_drift_seconds',
    'Since when it does not run with the settings that it should',
    one(({ driftSinceMs }, nowMs) => seconds(driftSinceMs === null ? 0 : nowMs - driftSinceMs)),
  ],
  ['sequences_missing', 'Acknowledged to it and not in the cloud', one(({ missing }) => missing)],
];

export const gatewayMetricsType = 'text/plain; version=0.0.4; charset=utf-8';
const escapeLabel = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/**
 * Figures of gateways for Prometheus (exposition format 0.0.4), a slice of the fleet at a time. Labels are gateway and site, ring and
 * lane, and nothing else.
 */
export function createGatewayMetrics() {
  const linesOf = families.map((): string[] => []);
  return {
    add(slice: readonly GatewayFacts[], nowMs: number): void {
      for (const facts of slice) {
        const labels = `gateway="${escapeLabel(facts.gateway)}",site="${escapeLabel(facts.site ?? '')}"`;
        for (const [index, [name, , read]] of families.entries())
          for (const [more, value] of read(facts, nowMs))
            if (value !== undefined && value !== null)
              linesOf[index]!.push(`ringward_gateway_${name}{${labels}${more}} ${value}`);
      }
    },
    text: (): string =>
      families
        .flatMap(([name, help], index) => {
          const lines = linesOf[index]!;
          const full = `ringward_gateway_${name}`;
          return lines.length === 0 ? [] : [`# HELP ${full} ${help}`, `# TYPE ${full} gauge`, ...lines];
        })
        .concat('')
        .join('\n'),
  };
}
