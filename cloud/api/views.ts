import Type, { type Static } from 'typebox';
import { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import { EpochMs, Id, Ring } from '../../devices/contracts/place.ts';
import { AnchorRecord, Lane, SiteEvent } from '../../devices/contracts/site-events.ts';

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
});

export const GatewayView = Type.Object({
  gateway: Id,
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
  state: Type.Enum(['raised', 'acknowledged', 'cleared']),
  raisedAtMs: Type.Integer({ description: "by the gateway's clock, as are the next three" }),
  acknowledgedAtMs: OrNull(Type.Integer()),
  clearedAtMs: OrNull(Type.Integer()),
  lastAtMs: Type.Integer(),
  receivedAtMs: EpochMs,
  count: Count,
});
export type AlarmView = Static<typeof AlarmView>;

export const AlarmList = Type.Object({
  nowMs: EpochMs,
  alarms: Type.Array(AlarmView),
  /** For `before`, to read on; null at the end. */
  next: OrNull(Type.String()),
});
export type AlarmList = Static<typeof AlarmList>;

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
    }),
  ),
  missing: Type.Integer({ minimum: 0, description: 'sum over the streams, counted row by row' }),
  duplicatesStored: Type.Integer({
    minimum: 0,
    description: 'events that say the same at the same time under two sequences, among the latest comparedEvents',
  }),
  comparedEvents: Count,
});
export type AuditView = Static<typeof AuditView>;

export const AnchorList = Type.Object({
  gateway: Id,
  anchors: Type.Array(Type.Object({ ...AnchorRecord.properties, epoch: Type.String(), receivedAtMs: EpochMs })),
});

export const SessionView = Type.Object({
  expiresAtMs: Type.Union([EpochMs, Type.Null()], { description: 'null when nobody is logged in' }),
});
export type SessionView = Static<typeof SessionView>;
