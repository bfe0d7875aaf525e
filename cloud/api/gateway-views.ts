import type { Lane } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { Clock } from '../clock.ts';
import type { CertificateRow, CloneRow, IdentityStore } from '../identity/identity-store.ts';
import type { GatewayTokens } from '../intake/gateway-tokens.ts';
import type { GatewayRow, GatewayTallies, ReadStore, StreamRow } from '../store/store.ts';
import type { GatewayView, LaneView } from './views.ts';

/** A gateway that said nothing for so long is shown as offline. It speaks every few seconds, in the largest fleets every twenty. */
export const onlineWithinMs = 30_000;
const dayMs = 86_400_000;

export function isOnline(lastSeenMs: number | null, nowMs: number): boolean {
  return lastSeenMs !== null && nowMs - lastSeenMs < onlineWithinMs;
}

/**
 * What the cloud has lost of a stream: sequences it counted as acknowledged but not as kept, and sequences that the
 * gateway was acknowledged once and the cloud no longer knows of (a cloud restored from an old backup).
 */
function missingOf(stream: StreamRow | undefined, ackedByGateway: number): number {
  const acked = stream?.acked ?? 0;
  const kept = (stream?.stored ?? 0) + (stream?.quarantined ?? 0);
  return acked - kept + Math.max(0, ackedByGateway - acked);
}

function viewLane(status: UplinkStatus | null, streams: readonly StreamRow[], lane: Lane): LaneView {
  const epoch = status?.epoch ?? streams.at(-1)?.epoch;
  const stream = streams.find((candidate) => candidate.epoch === epoch && candidate.lane === lane);
  const acked = stream?.acked ?? 0;
  const progress = status?.lanes[lane];
  return {
    // a batch may have come after the status: then more was issued than the status knew
    issued: progress ? Math.max(progress.issued, acked) : null,
    acked,
    waiting: progress ? Math.max(0, progress.issued - acked) : null,
    missing: missingOf(stream, progress?.acked ?? 0),
  };
}

function viewTotals(streams: readonly StreamRow[], present: Record<Lane, LaneView>, epoch: string | undefined) {
  const totals = { stored: 0, missing: present.alarm.missing + present.event.missing, duplicates: 0 };
  const others = { quarantined: 0, gaps: 0 };
  for (const stream of streams) {
    totals.stored += stream.stored;
    totals.duplicates += stream.duplicates;
    others.quarantined += stream.quarantined;
    others.gaps += stream.gaps;
    if (stream.epoch !== epoch) totals.missing += missingOf(stream, 0);
  }
  return { ...totals, ...others };
}

function viewStatus(row: GatewayRow | undefined): GatewayView['status'] {
  if (!row?.status || row.statusAtMs === null) return null;
  const { site, siteName, version, epoch, startedAtMs, nowMs, devices, cameras, location = null } = row.status;
  const clockOffsetMs = nowMs - row.statusAtMs;
  const said = { site, siteName, version, epoch, startedAtMs, devices, cameras, location };
  return { atMs: row.statusAtMs, clockOffsetMs, ...said };
}

export interface GatewayParts {
  row: GatewayRow | undefined;
  streams: readonly StreamRow[];
  tallies: GatewayTallies;
  certificate: CertificateRow | undefined;
  clone: CloneRow | undefined;
}

function viewIdentity(certificate: CertificateRow | undefined, nowMs: number): GatewayView['identity'] {
  if (!certificate) return null;
  const { issuedMs: issuedAtMs, validUntilMs, endedMs } = certificate;
  const state = endedMs !== null ? 'revoked' : validUntilMs <= nowMs ? 'expired' : 'valid';
  return { state, issuedAtMs, validUntilMs };
}

/** Puts together what the page shows of one gateway. */
export function viewGateway(gateway: string, parts: GatewayParts, nowMs: number): GatewayView {
  const { row, streams, tallies, certificate, clone } = parts;
  const lastSeenMs = row?.lastSeenMs ?? null;
  const status = row?.status ?? null;
  const present = { alarm: viewLane(status, streams, 'alarm'), event: viewLane(status, streams, 'event') };
  const open = tallies.openAlarms.get(gateway);
  const access = tallies.access.get(gateway);
  return {
    gateway,
    identity: viewIdentity(certificate, nowMs),
    clonedSinceMs: clone?.noticedMs ?? null,
    state: lastSeenMs === null ? 'never-seen' : isOnline(lastSeenMs, nowMs) ? 'online' : 'offline',
    lastSeenMs,
    asOfMs: nowMs,
    status: viewStatus(row),
    lanes: present,
    totals: viewTotals(streams, present, status?.epoch ?? streams.at(-1)?.epoch),
    openAlarms: { p1: open?.[1] ?? 0, p2: open?.[2] ?? 0, p3: open?.[3] ?? 0, p4: open?.[4] ?? 0 },
    access24h: {
      granted: access?.granted ?? 0,
      denied: access?.denied ?? 0,
      askGuard: access?.['ask-guard'] ?? 0,
    },
  };
}

export interface GatewayViews {
  /** Every gateway that has a token or a certificate or was ever heard, or those named. */
  list(only?: readonly string[]): Promise<GatewayView[]>;
  audit(gateway: string): Promise<AuditOfGateway | undefined>;
  /** Whether there is such a gateway. */
  knows(gateway: string): Promise<boolean>;
}

export type AuditOfGateway = Awaited<ReturnType<typeof auditOf>>;

async function auditOf(store: ReadStore, gateway: string, nowMs: number) {
  const [audit, [row]] = await Promise.all([store.audit(gateway), store.gateways([gateway])]);
  const status = row?.status;
  const streams = audit.streams.map((stream) => {
    const progress = status?.epoch === stream.epoch ? status.lanes[stream.lane] : undefined;
    const lostAfter = Math.max(0, (progress?.acked ?? 0) - stream.acked);
    const { gateway: _, missing, missingRanges, ...rest } = stream;
    return {
      ...rest,
      issued: progress ? Math.max(progress.issued, stream.acked) : null,
      waiting: progress ? Math.max(0, progress.issued - stream.acked) : null,
      missing: missing + lostAfter,
      missingRanges:
        lostAfter > 0 ? [...missingRanges, { from: stream.acked + 1, to: progress!.acked }] : missingRanges,
    };
  });
  const missing = streams.reduce((sum, stream) => sum + stream.missing, 0);
  const { duplicatesStored, comparedEvents, downlink } = audit;
  return { gateway, asOfMs: nowMs, streams, missing, duplicatesStored, comparedEvents, downlink };
}

export function createGatewayViews(
  store: ReadStore & { identity: Pick<IdentityStore, 'presentCertificates' | 'clones'> },
  tokens: GatewayTokens,
  clock: Clock,
): GatewayViews {
  const knows = async (gateway: string) =>
    (await store.gateways([gateway])).length > 0 ||
    (await tokens.gateways()).includes(gateway) ||
    (await store.identity.presentCertificates([gateway])).length > 0;
  return {
    knows,
    async list(only) {
      const nowMs = clock.wallMs();
      const [rows, streams, tallies, named, certificates, clones] = await Promise.all([
        store.gateways(only),
        store.streams(only),
        store.tallies(nowMs - dayMs),
        only ?? tokens.gateways(),
        store.identity.presentCertificates(only),
        store.identity.clones(only),
      ]);
      const rowOf = new Map(rows.map((row) => [row.gateway, row]));
      const streamsOf = Map.groupBy(streams, (stream) => stream.gateway);
      const certificateOf = new Map(certificates.map((row) => [row.gateway, row]));
      const cloneOf = new Map(clones.map((row) => [row.gateway, row]));
      const gateways = [...new Set([...named, ...rowOf.keys(), ...certificateOf.keys()])].sort();
      return gateways.map((gateway) => {
        const known = { row: rowOf.get(gateway), streams: streamsOf.get(gateway) ?? [], tallies };
        const identity = { certificate: certificateOf.get(gateway), clone: cloneOf.get(gateway) };
        return viewGateway(gateway, { ...known, ...identity }, nowMs);
      });
    },
    async audit(gateway) {
      return (await knows(gateway)) ? auditOf(store, gateway, clock.wallMs()) : undefined;
    },
  };
}
