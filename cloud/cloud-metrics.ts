import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { LiveEnd } from '../devices/contracts/live-relay.ts';
import type { WorkResult } from './store/store.ts';

/** Live views that go through this process. */
export interface RelayMetrics {
  passed(bytes: number): void;
  /** A chunk, because its page was too slow. */
  dropped(): void;
  ended(why: LiveEnd): void;
}

/** Figures of one cloud process. They are sums: no gateway, site or person can be told from them. */
export interface CloudMetrics {
  worked(results: readonly WorkResult[]): void;
  committed(seconds: number): void;
  refused(code: string): void;
  /** A gateway's report on its settings that was older than what is known. */
  reportOvertaken(): void;
  /** Records that were let go for their age. */
  swept(kind: string, count: number): void;
  relays: RelayMetrics;
  gauge(name: string, help: string, read: () => number): void;
  text(): Promise<string>;
  contentType: string;
}

export function createCloudMetrics(registry: Registry): CloudMetrics {
  const registers = [registry];
  const events = new Counter({
    name: 'ringward_cloud_events_total',
    help: 'Events that gateways sent, by what became of them',
    labelNames: ['outcome'] as const,
    registers,
  });
  const gaps = new Counter({
    name: 'ringward_cloud_gaps_total',
    help: 'Batches that started after what was stored and were not taken',
    registers,
  });
  const refusals = new Counter({
    name: 'ringward_cloud_refusals_total',
    help: 'Requests that were answered with an error, by code',
    labelNames: ['code'] as const,
    registers,
  });
  const reportsOvertaken = new Counter({
    name: 'ringward_cloud_reports_overtaken_total',
    help: 'Reports on settings that came again or late and were not taken',
    registers,
  });
  const swept = new Counter({
    name: 'ringward_cloud_swept_total',
    help: 'Records that were let go for their age, by kind',
    labelNames: ['kind'] as const,
    registers,
  });
  const relayBytes = new Counter({
    name: 'ringward_cloud_relay_bytes_total',
    help: 'Bytes of live views that were handed on to pages',
    registers,
  });
  const relayDrops = new Counter({
    name: 'ringward_cloud_relay_chunks_dropped_total',
    help: 'Pieces of live views that were left out because a page was too slow',
    registers,
  });
  const relays = new Counter({
    name: 'ringward_cloud_relays_total',
    help: 'Live views that are over, by why',
    labelNames: ['end'] as const,
    registers,
  });
  const commits = new Histogram({
    name: 'ringward_cloud_commit_seconds',
    help: 'Time from a request read to its events on disk',
    buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers,
  });
  return {
    worked(results) {
      for (const { stored, quarantined, duplicates, gap } of results) {
        events.inc({ outcome: 'stored' }, stored);
        events.inc({ outcome: 'quarantined' }, quarantined);
        events.inc({ outcome: 'duplicate' }, duplicates);
        if (gap) gaps.inc();
      }
    },
    committed: (seconds) => commits.observe(seconds),
    refused: (code) => refusals.inc({ code }),
    reportOvertaken: () => reportsOvertaken.inc(),
    swept: (kind, count) => swept.inc({ kind }, count),
    relays: {
      passed: (bytes) => relayBytes.inc(bytes),
      dropped: () => relayDrops.inc(),
      ended: (end) => relays.inc({ end }),
    },
    gauge(name, help, read) {
      new Gauge({
        name: `ringward_cloud_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
