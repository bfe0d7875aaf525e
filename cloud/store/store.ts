import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { DownlinkCursor, DownlinkHello } from '../../devices/contracts/downlink.ts';
import type { DaySeal } from '../../devices/contracts/gateway-health.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { AccessRecord, AnchorRecord, Lane, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { RestoredData } from '../backup/restored-data.ts';
import type { CommandEnd, CommandStore } from '../command/command-store.ts';
import type { DeviceListStore } from '../devices/device-list-store.ts';
import type { ExportStore } from '../exports/exports-store.ts';
import type { HealthStore } from '../health/health-store.ts';
import type { HealthSample } from '../health/sampler.ts';
import type { IdentityStore } from '../identity/identity-store.ts';
import type { RetentionStore } from '../retention/retention-store.ts';
import type { RolloutStore } from '../rollout/rollout-store.ts';
import type { AuditStore } from '../tenancy/audit-store.ts';
import type { DeskStore } from '../tenancy/desk-store.ts';
import type { TenancyStore } from '../tenancy/tenancy-store.ts';
import type { TwinStore } from '../twin/twin-store.ts';
import type { AlarmStepRead, AlarmTimeline } from './project-alarm.ts';

/** What an event does besides being kept. */
export type Effect =
  | { kind: 'none' }
  | { kind: 'alarm'; change: AlarmStepRead }
  | { kind: 'access'; record: AccessRecord }
  | { kind: 'seal'; record: DaySeal }
  | { kind: 'anchor'; record: AnchorRecord }
  | { kind: 'command'; record: CommandEnd['record'] };

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

export type Work =
  | { kind: 'batch'; batch: ReadBatch }
  /** Some statuses leave a row of figures that stays. */
  | { kind: 'status'; status: UplinkStatus; receivedAtMs?: number; sample?: HealthSample };

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

/** Names an alarm for ever. */
export interface AlarmKey {
  gateway: string;
  alarm: string;
}

export interface AlarmRow extends AlarmTimeline, AlarmKey {
  /** Grows with every change of any alarm: the newer of two pictures of one alarm has the greater revision. */
  revision: number;
  type: AlarmType;
  ring: Ring;
  source: string;
  site: string;
  /** The cloud's time of the last word of its gateway. */
  receivedAtMs: number;
  /** An operator's acknowledgement that counts for the alarm as it stands. */
  ours: OwnAcknowledgement | null;
}

export interface OwnAcknowledgement {
  by: string;
  /** The cloud's time. */
  atMs: number;
  /** Its place in the downlink. */
  seq: number;
  /** When the gateway had applied it, by the cloud's clock. */
  heardMs: number | null;
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
  state?: 'open' | 'raised' | 'acknowledged' | 'hidden' | 'closed' | 'duty';
  gateway?: string;
  /** Of these gateways only. */
  only?: readonly string[];
  site?: string;
  priority?: Priority;
  limit: number;
  /** Newest first; or what reached the cloud's desk first, then by priority, then the one that waits longest. */
  order: 'newest' | 'urgency';
  /** Only alarms that stand after this one in that order. */
  after?: AlarmPlace;
}

/** Where an alarm stands in a list. */
export interface AlarmPlace {
  urgency: number;
  raisedAtMs: number;
  id: number;
}

/** One word of a gateway about an alarm. */
export interface AlarmStepRow extends AlarmStepRead {
  receivedAtMs: number;
}

/** What an operator did to an alarm; never changed. */
export interface ActRow {
  position: number;
  gateway: string;
  alarm: string;
  kind: 'acknowledged' | 'noted';
  by: string;
  atMs: number;
  note: string | null;
  /** Its place in the downlink. */
  seq: number;
  heardMs: number | null;
}

/** A message for a gateway, as the contract's `DownlinkMessage`, in JSON. */
export interface QueuedMessage {
  seq: number;
  body: string;
}

/** What an operator asks for; a note beside an acknowledgement is taking the alarm over. */
export interface OperatorAct {
  gateway: string;
  alarm: string;
  by: string;
  acknowledge: boolean;
  note?: string;
}

export type ActResult =
  | { kind: 'done'; alarm: AlarmRow }
  | { kind: 'refused'; why: 'no-alarm' | 'alarm-closed' | 'already-acknowledged' | 'downlink-full' };

export interface StoredEvent {
  /** The cloud's own order of arrival. */
  position: number;
  receivedAtMs: number;
  event: SiteEvent;
}

export interface StreamAudit extends StreamRow {
  /** Everything up to here was let go for its age, but for what was missing. */
  swept: number;
  /** Sequences up to `acked` that are neither among the events nor kept aside, and were not let go, counted row by row. */
  missing: number;
  /** The first of them, as closed ranges. */
  missingRanges: { from: number; to: number }[];
}

export interface Audit {
  streams: StreamAudit[];
  /** Events that say the same thing at the same time under more than one sequence, among the latest `comparedEvents`. */
  duplicatesStored: number;
  comparedEvents: number;
  downlink: DownlinkAudit;
}

/** Messages to a gateway: how many there were, how many took effect, and how many of the rest are not there any more. */
export interface DownlinkAudit {
  issued: number;
  acked: number;
  missing: number;
  /** Acts of operators that never became a message. */
  unsent: number;
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
  /** With the place that `after` takes. */
  alarms(query: AlarmQuery): Promise<{ place: AlarmPlace; alarm: AlarmRow }[]>;
  /** `only`, here and below: of these gateways and no others. */
  events(query: { gateway?: string; only?: readonly string[]; after: number; limit: number }): Promise<StoredEvent[]>;
  /** What a gateway told last, newest first. */
  latestEvents(gateway: string, limit: number): Promise<StoredEvent[]>;
  alarm(gateway: string, alarm: string): Promise<AlarmRow | undefined>;
  /** Those of the named alarms that there are. */
  alarmsOf(keys: readonly AlarmKey[]): Promise<AlarmRow[]>;
  /** What its gateway told of an alarm, in the order in which it happened; the latest `limit` of it. */
  alarmSteps(gateway: string, alarm: string, limit: number): Promise<AlarmStepRow[]>;
  /** What operators did, newest first. */
  acts(query: {
    gateway?: string;
    only?: readonly string[];
    alarm?: string;
    before?: number;
    limit: number;
  }): Promise<ActRow[]>;
  misfits(query: { gateway?: string; only?: readonly string[]; limit: number }): Promise<Misfit[]>;
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

/** Where an operator is logged in. */
export interface SessionRow {
  id: string;
  operator: string;
  sign: string;
  /** Of the sessions of an operator those of another tag have ended. */
  tag: string;
  address: string;
  /** What the browser calls itself. */
  agent: string;
  sinceMs: number;
  /** To the minute. */
  lastMs: number;
  expiresMs: number;
}

/** Sessions, and those of them that ended before they expired. */
export interface SessionStore {
  sessionBegun(session: SessionRow): Promise<void>;
  sessionUsed(id: string, nowMs: number): Promise<void>;
  /** Those that have not expired and were not ended by themselves; what was used last comes first. */
  sessionsOf(operator: string, nowMs: number, limit: number): Promise<SessionRow[]>;
  endSession(id: string, expiresAtMs: number): Promise<void>;
  endedSessions(nowMs: number): Promise<string[]>;
}

/** What operators do, and the queue in which each gateway finds it. */
export interface DownlinkStore {
  /** Keeps the act, its message and the alarm's new picture in one transaction. */
  act(act: OperatorAct, nowMs: number): Promise<ActResult>;
  /**
   * Where a gateway's stream begins that says how far it is. One that is further than this store ever was begins a new
   * epoch: the store is an old backup, and its numbers mean something else by now.
   */
  openDownlink(gateway: string, cursor: DownlinkCursor | undefined): Promise<DownlinkHello>;
  downlinkAfter(gateway: string, seq: number, limit: number): Promise<QueuedMessage[]>;
  /** Everything up to `seq` took effect: it is let go. Returns the alarms it concerned; `undefined` for no such place. */
  downlinkHeard(gateway: string, cursor: DownlinkCursor, nowMs: number): Promise<AlarmRow[] | undefined>;
}

/** What one process did to the store, as the others hear of it. */
export interface StoreChange {
  /** Gateways that were heard. */
  gateways?: readonly string[];
  /** Alarms that stand otherwise now. */
  alarms?: readonly AlarmKey[];
  /** Gateways into whose queue something was put. */
  queued?: readonly string[];
  /** Gateways that opened their downlink there. */
  opened?: readonly string[];
  endedSessions?: readonly string[];
  /** Gateways of which a certificate ended. */
  identities?: readonly string[];
  /** Gateways that were heard with another start than before. */
  boots?: readonly { gateway: string; boot: string }[];
  /** Who may what where has changed. */
  tenancy?: true;
  /** Gateways that stand at another site than before. */
  sites?: readonly string[];
  /** Settings of some gateways changed. */
  twins?: true;
  /** What is wrong with gateways has changed. */
  conditions?: true;
  /** Addresses from which somebody logged in, or failed to. */
  logins?: readonly { address: string; right: boolean; name?: string }[];
  /** Operators who gave the code after their password, or failed to. */
  codes?: readonly { operator: string; right: boolean }[];
  /** Gateways that may have something to install, or to stop. */
  rollouts?: readonly string[];
  /** Pages that wait for live views at that process, and how to reach it. */
  relays?: readonly { command: string; ticket: string; url?: string }[];
  /** Something was missed, or was too much to tell: whatever was read before may be old. */
  missed?: true;
}

/** How processes over one store hear of each other. One process alone hears nothing. */
export interface ChangeFeed {
  /** Calls back with what other processes did, once it is on disk; returns what ends that. */
  follow(heard: (change: StoreChange) => void): () => void;
  /** Tells the others what leaves no trace in the store. One that is lost is not told again. */
  announce(change: StoreChange): void;
}

/** What a backup that was put back needs before anybody works with it. */
export interface RestoreStore {
  settleRestored(data: RestoredData, nowMs: number): Promise<void>;
}

/** Small secrets of the cloud itself, alike for all its processes. */
export interface SecretStore {
  secret(name: string): Promise<string | undefined>;
  /** Puts `text` in the place of `before` (`undefined`: of none); returns what stands there afterwards, whoever was first. */
  swapSecret(name: string, before: string | undefined, text: string): Promise<string>;
}

export interface CloudStore
  extends IntakeStore,
    ReadStore,
    TokenStore,
    SessionStore,
    DownlinkStore,
    RestoreStore,
    SecretStore,
    ChangeFeed {
  identity: IdentityStore;
  health: HealthStore;
  tenancy: TenancyStore;
  auditLog: AuditStore;
  desk: DeskStore;
  commands: CommandStore;
  deviceLists: DeviceListStore;
  exports: ExportStore;
  twins: TwinStore;
  rollouts: RolloutStore;
  retention: RetentionStore;
  close(): Promise<void>;
}
