import Type, { type Static } from 'typebox';
import { GatewayHealth } from './gateway-health.ts';
import { createParser } from './parse.ts';
import { EpochMs, Id, SiteLocation } from './place.ts';
import { Lane, type SiteEvent } from './site-events.ts';

/**
 * The uplink, gateway to cloud, over HTTPS with `Authorization: Bearer <gateway token>`:
 *
 * - `POST /v1/uplink/events`, an `UplinkBatch`, gzip allowed: `200 UplinkReceipt`. The batch is stored before the
 *   answer. `acked` is cumulative for (gateway, epoch, lane): everything up to it is stored; the gateway goes on from
 *   there, whatever it sent. A batch that starts behind `acked + 1` is taken (duplicates have no effect and are
 *   counted); one that starts after it is not stored and the receipt tells where to go on. An event that does not
 *   match its schema is kept aside, counted, and acknowledged: one bad event never blocks a lane.
 * - `POST /v1/uplink/status`, an `UplinkStatus`, every few seconds: `204`, whose `nextStatusHeader` says after how many
 *   milliseconds the next one is wanted: a cloud that hears many gateways asks for fewer.
 * - 401 unknown token, 400 batch not readable (field named), 413 too large, 429 with Retry-After, 503 with Retry-After.
 */
/** Ten thousand million events of one lane of one database. */
const lastSequence = 9_999_999_999;
export const maxBatchEvents = 500;
export const maxBatchBytes = 4 * 1024 * 1024;

const Epoch = Type.String({ pattern: '^[a-z0-9]{8,32}$' });
const strict = { additionalProperties: false } as const;

export const nextStatusHeader = 'ringward-next-status-ms';
/** How long a gateway leaves between two, unless the cloud asks for fewer; a cloud that is lost is seen within ten seconds. */
export const statusEveryMs = 4000;
/** Longer would let a gateway that is well count as lost between two. */
export const longestStatusEveryMs = 20_000;

export const UplinkBatch = Type.Object(
  {
    gateway: Id,
    epoch: Epoch,
    lane: Lane,
    /** Sequence of the first event; the others follow without a gap. */
    first: Type.Integer({ minimum: 1, maximum: lastSequence }),
    /** The earliest sequence that the gateway still holds in this lane. */
    oldest: Type.Optional(Type.Integer({ minimum: 1, maximum: lastSequence })),
    events: Type.Array(Type.Unknown(), { minItems: 1, maxItems: maxBatchEvents }),
  },
  strict,
);
export type UplinkBatch = Omit<Static<typeof UplinkBatch>, 'events'> & { events: SiteEvent[] };

export const UplinkReceipt = Type.Object({ acked: Type.Integer({ minimum: 0 }) }, strict);
export type UplinkReceipt = Static<typeof UplinkReceipt>;

const Amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const LaneProgress = Type.Object({ issued: Amount, acked: Amount }, strict);

/** What a gateway says of itself; `issued` is the last sequence it wrote in that lane. */
export const UplinkStatus = Type.Object(
  {
    gateway: Id,
    site: Id,
    siteName: Type.String({ maxLength: 200 }),
    version: Type.String({ maxLength: 40 }),
    epoch: Epoch,
    bootid: Type.String({ maxLength: 64 }),
    startedAtMs: EpochMs,
    nowMs: EpochMs,
    lanes: Type.Object({ alarm: LaneProgress, event: LaneProgress }, strict),
    devices: Type.Object({ online: Amount, total: Amount }, strict),
    cameras: Type.Object({ streaming: Amount, total: Amount }, strict),
    /** Left out by an older gateway. */
    health: Type.Optional(GatewayHealth),
    /** Where the site file says so. */
    location: Type.Optional(SiteLocation),
  },
  strict,
);
export type UplinkStatus = Static<typeof UplinkStatus>;

export const parseUplinkBatch = createParser(UplinkBatch);
export const parseUplinkReceipt = createParser(UplinkReceipt);
export const parseUplinkStatus = createParser(UplinkStatus);
