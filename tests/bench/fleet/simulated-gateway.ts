import { bootHeader } from '../../../devices/contracts/claim.ts';
import { lanes } from '../../../devices/contracts/site-events.ts';
import type { TwinDesired, TwinReported } from '../../../devices/contracts/twin.ts';
import { openCloudTls } from '../../../gateway/identity/cloud-tls.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import type { Metrics } from '../../../gateway/kernel/metrics.ts';
import type { CloudLine } from '../../../gateway/outbox/cloud-line.ts';
import { startDownlink } from '../../../gateway/outbox/downlink.ts';
import type { Outbox } from '../../../gateway/outbox/sqlite-outbox.ts';
import { startUplink, type Uplink } from '../../../gateway/outbox/uplink.ts';
import { startTwinLink } from '../../../gateway/twin/twin-link.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import type { FleetMember } from './issue-fleet.ts';
import { createMemoryInbox, createMemoryOutbox } from './memory-queues.ts';

/** One registry for all would hold ten thousand times the same. */
const noMetrics: Metrics = {
  count() {},
  observeMs() {},
  summary: async () => undefined,
  gauge() {},
  gauges() {},
  totals: async () => ({}),
  text: async () => '',
};

export interface SimulatedGateway {
  gateway: string;
  outbox: Outbox;
  /** Something was put into a given outbox. */
  wake(): void;
  /** Its status and its first event are acknowledged and its downlink has greeted. */
  isConnected(): boolean;
  stop(): Promise<void>;
}

export interface SimulatedGatewayOptions {
  url: string;
  ca: string;
  member: FleetMember;
  /** One in memory where left out. */
  outbox?: Outbox;
  /** It runs with other settings and the cloud knows. */
  reported?(version: number): void;
}

/** The gateway's own code towards the cloud (TLS line, uplink, downlink, settings) over queues in memory, or over the outbox given. */
export function startSimulatedGateway(options: SimulatedGatewayOptions): SimulatedGateway {
  const { url, ca, member, reported } = options;
  const { gateway, site, key, certificate } = member;
  const proof = { key, certificate };
  const tls = openCloudTls({ url, mark: { ca }, proof, believedMs: Date.now, heard() {} });
  const line: CloudLine = {
    request: (path, request) =>
      tls.request(path, { ...request, headers: { ...request.headers, [bootHeader]: `boot-${gateway}` } }),
  };
  let uplink: Uplink | undefined;
  const outbox = options.outbox ?? createMemoryOutbox(gateway, site, (lane) => uplink?.wake(lane));
  const startedAtMs = Date.now();
  const facts = { site, siteName: site, version: '1', bootid: 'boot-0001', startedAtMs };
  uplink = startUplink({
    ...{ line, gateway, outbox, clock: systemClock, log: quietLog, metrics: noMetrics },
    status: () => ({ ...facts, devices: { online: 33, total: 33 }, cameras: { streaming: 8, total: 8 } }),
    changed() {},
  });
  const settings = createSettings(reported);
  const twin = startTwinLink({ line, keeper: settings, log: quietLog, metrics: noMetrics });
  const downlink = startDownlink({
    ...{ line, inbox: createMemoryInbox(), clock: systemClock, log: quietLog, metrics: noMetrics },
    apply: () => 'applied',
    nudged: twin.wake,
  });
  return {
    gateway,
    outbox,
    wake: () => {
      for (const lane of lanes) uplink.wake(lane);
    },
    isConnected: () =>
      downlink.state().state === 'up' && uplink.link().state === 'up' && outbox.progress().event.acked > 0,
    async stop() {
      await Promise.all([uplink.stop(), downlink.stop(), twin.stop()]);
      tls.close();
    },
  };
}

/** Takes every document at once and says so. */
function createSettings(told: SimulatedGatewayOptions['reported']) {
  const none = { version: 0, document: {}, answers: { version: 0, etag: 'none' } };
  let now: TwinReported = { ...none, state: 'applied', problems: [], atMs: Date.now() };
  return {
    offer({ version, etag, document }: TwinDesired) {
      now = { version, document, answers: { version, etag }, state: 'applied', problems: [], atMs: Date.now() };
      told?.(version);
    },
    reported: () => now,
  };
}
