import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { AccessRecord, AlarmRecord, AnchorRecord, Lane, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';

/** What an event does besides being kept. */
export type Effect =
  | { kind: 'none' }
  | { kind: 'alarm'; change: AlarmChange }
  | { kind: 'access'; record: AccessRecord }
  | { kind: 'anchor'; record: AnchorRecord };

/** One step of one alarm, with the gateway's time of it. */
export interface AlarmChange {
  step: 'raised' | 'acknowledged' | 'cleared';
  record: AlarmRecord;
  atMs: number;
}

/** One position of a batch after reading: an event, or a misfit that is kept aside with the reason. */
export type ReadEvent =
  | { kind: 'event'; event: SiteEvent; site: string; timeMs: number; data: string; effect: Effect }
  | { kind: 'misfit'; reason: string; body: string };

export interface ReadBatch {
  gateway: string;
  epoch: string;
  lane: Lane;
  /** Sequence of `events[0]`; the others follow without a gap. */
  first: number;
  /** The earliest sequence that the gateway still holds, if it said so. */
  oldest?: number;
  events: readonly ReadEvent[];
}

export type Work = { kind: 'batch'; batch: ReadBatch } | { kind: 'status'; status: UplinkStatus };

export interface WorkResult {
  gateway: string;
  /** Everything up to this sequence of the batch's stream is stored; 0 for a status. */
  acked: number;
  stored: number;
  quarantined: number;
  duplicates: number;
  /** The batch began after `acked + 1`, so nothing of it was stored. */
  gap: boolean;
  /** Alarms as they stand after the work. */
  alarms: AlarmRow[];
}

export interface AlarmRow {
  gateway: string;
  alarm: string;
  /** Grows with every change of any alarm: the newer of two pictures of one alarm has the greater revision. */
  revision: number;
  type: AlarmType;
  priority: Priority;
  ring: Ring;
  source: string;
  site: string;
  /** The gateway's times. */
  raisedAtMs: number;
  acknowledgedAtMs: number | null;
  clearedAtMs: number | null;
  lastAtMs: number;
  count: number;
  /** The cloud's time of the last change. */
  receivedAtMs: number;
}

export interface StreamRow {
  gateway: string;
  epoch: string;
  lane: Lane;
  acked: number;
  stored: number;
  quarantined: number;
  duplicates: number;
  gaps: number;
}

export interface GatewayRow {
  gateway: string;
  /** Last authenticated message of any kind, and last status, by the cloud's clock. */
  lastSeenMs: number | null;
  statusAtMs: number | null;
  status: UplinkStatus | null;
}

/** Open alarms by priority and decisions by outcome since a given time. */
export interface GatewayTallies {
  openAlarms: Map<string, Record<Priority, number>>;
  access: Map<string, Record<AccessRecord['outcome'], number>>;
}

export interface AlarmQuery {
  state?: 'open' | 'raised' | 'acknowledged' | 'cleared';
  gateway?: string;
  limit: number;
  /** Only alarms that stand after this one in the order newest first. */
  before?: { raisedAtMs: number; id: number };
}

export interface StoredEvent {
  /** The cloud's own order of arrival. */
  position: number;
  receivedAtMs: number;
  event: SiteEvent;
}

export interface StreamAudit extends StreamRow {
  /** Sequences up to `acked` that are neither among the events nor kept aside, counted row by row. */
  missing: number;
  /** The first of them, as closed ranges. */
  missingRanges: { from: number; to: number }[];
}

export interface Audit {
  streams: StreamAudit[];
  /** Events that say the same thing at the same time under more than one sequence, among the latest `comparedEvents`. */
  duplicatesStored: number;
  comparedEvents: number;
}

export interface Misfit {
  gateway: string;
  epoch: string;
  lane: Lane;
  sequence: number;
  reason: string;
  body: string;
  receivedAtMs: number;
}

/** Where a gateway's ledger stood, as it arrived; never changed, so that one that contradicts an earlier one shows. */
export interface AnchorRow extends AnchorRecord {
  epoch: string;
  /** The cloud's time. */
  receivedAtMs: number;
}

/** Takes what gateways send. */
export interface IntakeStore {
  /**
   * Applies all works in their order in one transaction and resolves when it is on disk. Rejects with a
   * `store-unavailable` Fault when it could not: then nothing of any work has been applied. Rejects with any other
   * error when one work is at fault; nothing of any work has been applied then either.
   */
  commit(works: readonly Work[], nowMs: number): Promise<WorkResult[]>;
}

/** Answers operators' questions. */
export interface ReadStore {
  gateways(only?: readonly string[]): Promise<GatewayRow[]>;
  streams(only?: readonly string[]): Promise<StreamRow[]>;
  tallies(sinceMs: number): Promise<GatewayTallies>;
  /** Newest first, with the id that `before` takes. */
  alarms(query: AlarmQuery): Promise<{ id: number; alarm: AlarmRow }[]>;
  events(query: { gateway?: string; after: number; limit: number }): Promise<StoredEvent[]>;
  misfits(query: { gateway?: string; limit: number }): Promise<Misfit[]>;
  audit(gateway: string): Promise<Audit>;
  /** Newest first. */
  anchors(gateway: string, limit: number): Promise<AnchorRow[]>;
  ping(): Promise<void>;
}

export interface TokenOwner {
  gateway: string;
  /** Where given, the gateway may speak for this site only. */
  site?: string;
}

/** Tokens of gateways, by their SHA-256. */
export interface TokenStore {
  ownerOf(tokenHash: Buffer): Promise<TokenOwner | undefined>;
  tokenGateways(): Promise<string[]>;
  /** Replaces whatever tokens the gateway had. */
  setToken(owner: TokenOwner, tokenHash: Buffer, nowMs: number): Promise<void>;
}

/** Sessions that an operator ended before they expired. */
export interface SessionStore {
  endSession(id: string, expiresAtMs: number): Promise<void>;
  endedSessions(nowMs: number): Promise<string[]>;
}

export interface CloudStore extends IntakeStore, ReadStore, TokenStore, SessionStore {
  close(): Promise<void>;
}
