import Type, { type Static } from 'typebox';
import {
  AlarmState,
  AlarmStep,
  AlarmType,
  Disposition,
  EscalationLevel,
  Priority,
  Verdict,
} from '../../devices/contracts/alarms.ts';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { EpochMs, Id, Ring, SiteLocation } from '../../devices/contracts/place.ts';
import { AnchorRecord, Lane, SiteEvent } from '../../devices/contracts/site-events.ts';
import { permissions } from '../tenancy/access.ts';

/** What the API says and the page shows. Times are epoch milliseconds of the cloud's clock unless said otherwise. */
const Count = Type.Integer({ minimum: 0 });
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const LaneView = Type.Object({
  issued: OrNull(Count),
  acked: Type.Integer({ minimum: 0, description: 'stored or kept aside by the cloud, without a gap' }),
  waiting: OrNull(Type.Integer({ minimum: 0, description: 'issued at the last status and not yet acknowledged' })),
  missing: Type.Integer({ minimum: 0, description: 'acknowledged to the gateway, yet not in the store' }),
});
export type LaneView = Static<typeof LaneView>;

const Totals = Type.Object({
  stored: Count,
  missing: Count,
  duplicates: Type.Integer({ minimum: 0, description: 'arrived again and had no effect' }),
  quarantined: Type.Integer({ minimum: 0, description: 'did not match and were kept aside' }),
  gaps: Type.Integer({ minimum: 0, description: 'batches that started too far on and were refused' }),
});

const Status = Type.Object({
  atMs: EpochMs,
  site: Id,
  siteName: Type.String(),
  version: Type.String(),
  epoch: Type.String(),
  startedAtMs: Type.Integer({ description: "by the gateway's clock" }),
  clockOffsetMs: Type.Integer({ description: "the gateway's clock minus the cloud's, on arrival" }),
  devices: Type.Object({ online: Count, total: Count }),
  cameras: Type.Object({ streaming: Count, total: Count }),
  location: OrNull(SiteLocation),
});

const PresentIdentity = Type.Object({
  state: Type.Enum(['valid', 'expired', 'revoked'], { description: 'of the certificate that counts' }),
  issuedAtMs: EpochMs,
  validUntilMs: EpochMs,
});

export const GatewayView = Type.Object({
  gateway: Id,
  /** Null: it has a token only. */
  identity: OrNull(PresentIdentity),
  clonedSinceMs: OrNull(Type.Integer({ description: 'two boxes were heard alternately under this id' })),
  state: Type.Enum(['online', 'offline', 'never-seen']),
  lastSeenMs: OrNull(EpochMs),
  /** When this view was made: of two, the later one counts. */
  asOfMs: EpochMs,
  status: OrNull(Status),
  lanes: Type.Object({ alarm: LaneView, event: LaneView }, { description: 'of the present epoch' }),
  totals: Totals,
  openAlarms: Type.Object({ p1: Count, p2: Count, p3: Count, p4: Count }),
  access24h: Type.Object({ granted: Count, denied: Count, askGuard: Count }),
});
export type GatewayView = Static<typeof GatewayView>;

export const GatewayList = Type.Object({ nowMs: EpochMs, gateways: Type.Array(GatewayView) });
export type GatewayList = Static<typeof GatewayList>;

export const AlarmView = Type.Object({
  gateway: Id,
  alarm: Type.String(),
  revision: Type.Integer({ description: 'the newer of two pictures of one alarm has the greater one' }),
  type: AlarmType,
  priority: Priority,
  ring: Ring,
  source: Id,
  site: Id,
  state: AlarmState,
  active: Type.Boolean({ description: 'the cause still stands' }),
  open: Type.Boolean({ description: 'not closed, and not set aside by its gateway' }),
  duty: Type.Boolean({ description: 'escalated to the duty desk of the cloud, and no drill' }),
  raisedAtMs: Type.Integer({ description: "by the gateway's clock, as are the next four" }),
  acknowledgedAtMs: OrNull(Type.Integer()),
  clearedAtMs: OrNull(Type.Integer()),
  closedAtMs: OrNull(Type.Integer()),
  lastAtMs: Type.Integer(),
  receivedAtMs: EpochMs,
  count: Count,
  acknowledgedBy: OrNull(Type.Enum(['site', 'cloud'], { description: 'who was first' })),
  verdict: OrNull(Verdict),
  disposition: OrNull(Disposition),
  escalation: EscalationLevel,
  incident: OrNull(Type.String()),
  drill: Type.Boolean(),
  hidden: OrNull(Type.Enum(['shelved', 'suppressed', 'out-of-service'])),
  told: Type.Array(Type.Object({ level: EscalationLevel, atMs: Type.Integer() }), {
    description: "who was told when, by the gateway's clock",
  }),
  ours: OrNull(
    Type.Object({
      by: OperatorSign,
      atMs: EpochMs,
      heardMs: OrNull(EpochMs),
      outcome: Type.Enum(['not-heard', 'heard', 'first', 'second'], {
        description: "of an operator's acknowledgement; `second`: the site was first, and both are kept",
      }),
    }),
  ),
});
export type AlarmView = Static<typeof AlarmView>;

export const AlarmList = Type.Object({
  nowMs: EpochMs,
  alarms: Type.Array(AlarmView),
  /** For `before`, to read on; null at the end. */
  next: OrNull(Type.String()),
});
export type AlarmList = Static<typeof AlarmList>;

export const AlarmStepView = Type.Object({
  step: AlarmStep,
  by: OrNull(Type.Enum(['site', 'cloud', 'gateway'])),
  state: Type.Union([AlarmState, Type.Literal('cleared')]),
  atMs: Type.Integer({ description: "by the gateway's clock" }),
  receivedAtMs: EpochMs,
  escalation: EscalationLevel,
  verdict: OrNull(Verdict),
  disposition: OrNull(Disposition),
  count: Count,
});
export type AlarmStepView = Static<typeof AlarmStepView>;

export const ActView = Type.Object({
  position: Count,
  gateway: Id,
  alarm: Type.String(),
  kind: Type.Enum(['acknowledged', 'noted']),
  by: OperatorSign,
  atMs: EpochMs,
  note: OrNull(Type.String()),
  heardMs: OrNull(Type.Integer({ description: 'when the gateway had applied it; null: it has not heard it yet' })),
});
export type ActView = Static<typeof ActView>;

export const ActList = Type.Object({ acts: Type.Array(ActView) });
export type ActList = Static<typeof ActList>;

export const AlarmDetail = Type.Object({
  alarm: AlarmView,
  steps: Type.Array(AlarmStepView, { description: 'oldest first' }),
  acts: Type.Array(ActView, { description: 'oldest first' }),
});
export type AlarmDetail = Static<typeof AlarmDetail>;

export const EventList = Type.Object({
  events: Type.Array(Type.Object({ position: Count, receivedAtMs: EpochMs, event: SiteEvent })),
  /** For `after`, to read on; the same as before while there is nothing new. */
  next: Count,
});

export const MisfitList = Type.Object({
  misfits: Type.Array(
    Type.Object({
      gateway: Id,
      epoch: Type.String(),
      lane: Lane,
      sequence: Count,
      reason: Type.String(),
      body: Type.String({ description: 'its first 4096 characters' }),
      receivedAtMs: EpochMs,
    }),
  ),
});

export const AuditView = Type.Object({
  gateway: Id,
  asOfMs: EpochMs,
  streams: Type.Array(
    Type.Object({
      epoch: Type.String(),
      lane: Lane,
      issued: OrNull(Count),
      acked: Count,
      waiting: OrNull(Count),
      stored: Count,
      quarantined: Count,
      missing: Count,
      missingRanges: Type.Array(Type.Object({ from: Count, to: Count })),
      duplicates: Count,
      gaps: Count,
      swept: Type.Integer({ minimum: 0, description: 'everything up to here was let go for its age' }),
    }),
  ),
  missing: Type.Integer({ minimum: 0, description: 'sum over the streams, counted row by row' }),
  duplicatesStored: Type.Integer({
    minimum: 0,
    description: 'events that say the same at the same time under two sequences, among the latest comparedEvents',
  }),
  comparedEvents: Count,
  downlink: Type.Object(
    {
      issued: Count,
      acked: Count,
      missing: Type.Integer({ description: 'wait for the gateway and are not there any more, counted row by row' }),
      unsent: Type.Integer({ description: 'acts of operators that never became a message' }),
    },
    { description: 'messages to the gateway' },
  ),
});
export type AuditView = Static<typeof AuditView>;

export const AnchorList = Type.Object({
  gateway: Id,
  anchors: Type.Array(Type.Object({ ...AnchorRecord.properties, epoch: Type.String(), receivedAtMs: EpochMs })),
});

export const SessionView = Type.Object({
  expiresAtMs: Type.Union([EpochMs, Type.Null()], { description: 'null when nobody is logged in' }),
  sign: Type.Union([OperatorSign, Type.Null()], { description: 'under which the operator acts' }),
  permissions: Type.Optional(
    Type.Array(Type.Enum(permissions), { description: 'what he may do somewhere; all of it where it is left out' }),
  ),
  mustEnrol: Type.Optional(
    Type.Boolean({ description: 'he may do nothing before he has put a second factor into his phone' }),
  ),
});
export type SessionView = Static<typeof SessionView>;
