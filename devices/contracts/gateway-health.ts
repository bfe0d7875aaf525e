import Type, { type Static } from 'typebox';
import { Day, EpochMs } from './place.ts';

/**
 * What a gateway says of itself beside the counts of its status. Everything may be left out: an older gateway says nothing of it,
 * and a box says only what its hardware tells. Nothing here names a person, a device or a camera.
 */
const strict = { additionalProperties: false } as const;
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** A share of 1. */
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' });

const CamerasOfRing = Type.Object(
  {
    streaming: Count,
    total: Count,
    /** Of the cameras' time over the last `overMs`, at most 24 h and since the start of the gateway, they streamed so much. */
    uptime: Type.Optional(Type.Object({ share: Share, overMs: Count }, strict)),
  },
  strict,
);
const DevicesOfRing = Type.Object({ online: Count, total: Count }, strict);

const byRing = <T extends Parameters<typeof Type.Optional>[0]>(type: T) =>
  Type.Object({ 1: Type.Optional(type), 2: Type.Optional(type), 3: Type.Optional(type) }, strict);

const WaitingLane = Type.Object(
  {
    depth: Count,
    /** Of the one that waits longest, by the time of the event. */
    oldestMs: Type.Optional(Count),
  },
  strict,
);

export const GatewayHealth = Type.Object(
  {
    /** When it was looked at, by the gateway's clock. */
    atMs: EpochMs,
    /** Of the file system that holds the data. */
    disk: Type.Optional(Type.Object({ freeBytes: Count, totalBytes: Count }, strict)),
    memory: Type.Optional(Type.Object({ usedBytes: Count, totalBytes: Count }, strict)),
    /** Of the whole box over the last minute, for one core. */
    load: Type.Optional(Type.Number({ minimum: 0, maximum: 10_000 })),
    /** Of its warmest zone, degrees Celsius. */
    temperature: Type.Optional(Type.Number({ minimum: -100, maximum: 300 })),
    cameras: Type.Optional(byRing(CamerasOfRing)),
    devices: Type.Optional(byRing(DevicesOfRing)),
    clock: Type.Optional(
      Type.Object(
        {
          believed: Type.Boolean(),
          problem: Type.Optional(Code),
          /** From the sending of the last status to its answer: as far the cloud's measure of this clock may be wrong. */
          roundTripMs: Type.Optional(Type.Number({ minimum: 0, maximum: 60_000 })),
        },
        strict,
      ),
    ),
    outbox: Type.Optional(Type.Object({ alarm: WaitingLane, event: WaitingLane }, strict)),
    databaseBytes: Type.Optional(Count),
    /** Age of the picture that was analysed last, of the slowest camera that streams. */
    perceptionLagMs: Type.Optional(Count),
    /** Codes of what does not work. */
    problems: Type.Optional(Type.Array(Code, { maxItems: 50 })),
    certificateUntilMs: Type.Optional(EpochMs),
    /** Of programs and models that run. */
    versions: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Type.String({ pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' }), version: Type.String({ maxLength: 64 }) },
          strict,
        ),
        {
          maxItems: 30,
        },
      ),
    ),
    /** ETag of the settings that it runs with. */
    settings: Type.Optional(Type.String({ maxLength: 100 })),
    /** `listEtag` of its device list as it stands now. */
    deviceList: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
  },
  strict,
);
export type GatewayHealth = Static<typeof GatewayHealth>;

const Reached = Type.Object({ alarm: Count, event: Count }, strict);

/**
 * What a gateway issued in one day of its site: everything after `from`, up to and with `to`. Told once, when the day is over,
 * signed by the site's key over `sealText`, so that what the cloud holds can be counted against what the gateway wrote.
 */
export const DaySeal = Type.Object(
  {
    day: Day,
    from: Reached,
    to: Reached,
    /** Where the gateway's ledger stood. */
    ledger: Type.Object({ seq: Count, hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, strict),
    atMs: EpochMs,
    signature: Type.String({ pattern: '^[A-Za-z0-9+/=_-]{1,512}$', description: 'by the site key' }),
  },
  strict,
);
export type DaySeal = Static<typeof DaySeal>;

/** What is signed: everything that a seal says, and of whose sequences. */
export function sealText(gateway: string, epoch: string, seal: Omit<DaySeal, 'signature'>): string {
  const { day, from, to, ledger, atMs } = seal;
  const parts = [gateway, epoch, day, from.alarm, to.alarm, from.event, to.event, ledger.seq, ledger.hash, atMs];
  return `ringward day seal\n${parts.join('\n')}`;
}
