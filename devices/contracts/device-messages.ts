import Type, { type Static } from 'typebox';
import { createParser } from './parse.ts';
import { EpochMs } from './place.ts';

/** No device message is larger; what is, is refused unread. */
export const maxDeviceMessageBytes = 16_384;

const Token = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,47}$' });
const Sequence = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Data = Type.Record(Type.String({ maxLength: 64 }), Type.Unknown(), { maxProperties: 64 });
const strict = { additionalProperties: false } as const;

/**
 * Something happened at a device. `(device, boot, seq)` names it for ever: the gateway gives it one effect
 * however often it arrives. `boot` changes whenever the device loses its counter; `at` is the device's own
 * clock and is left out when the device does not know the time.
 */
export const DeviceEvent = Type.Object(
  { boot: Token, seq: Sequence, at: Type.Optional(EpochMs), type: Name, data: Data },
  strict,
);
export type DeviceEvent = Static<typeof DeviceEvent>;

/** The device's reported state, retained by the broker; sent on change and at every heartbeat. */
export const DeviceState = Type.Object({ boot: Token, at: Type.Optional(EpochMs), values: Data }, strict);
export type DeviceState = Static<typeof DeviceState>;

/** What is printed on the box: a device says it of itself, so that it finds a swap and proves nothing. */
export const HardwareId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$' });

/**
 * Online, or gone. The will carries the same `session` as the birth message, so that a late will
 * cannot mark a newer session dead (the idea of Sparkplug's `bdSeq`). A birth message also tells the serial number of the
 * hardware, where the device has one, and the version of its firmware.
 */
export const Availability = Type.Object(
  {
    session: Token,
    state: Type.Enum(['online', 'offline']),
    hardware: Type.Optional(HardwareId),
    firmware: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$' })),
    /** Serial of the signed release that it runs; 0 for what it left the works with. */
    firmwareSerial: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  strict,
);
export type Availability = Static<typeof Availability>;

/**
 * What the gateway asks of a device. A device acts only if `session` is the one it announced, and within
 * `ttlMs` of reception; it answers every command once, on `ack`. Commands are never retained.
 */
export const Command = Type.Object(
  {
    id: Token,
    session: Token,
    action: Name,
    args: Data,
    issuedAt: EpochMs,
    ttlMs: Type.Integer({ minimum: 1, maximum: 600_000 }),
  },
  strict,
);
export type Command = Static<typeof Command>;

export const CommandAck = Type.Object(
  {
    command: Token,
    outcome: Type.Enum(['done', 'refused', 'expired', 'failed']),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  },
  strict,
);
export type CommandAck = Static<typeof CommandAck>;

export const parseDeviceEvent = createParser(DeviceEvent, true);
export const parseDeviceState = createParser(DeviceState, true);
export const parseAvailability = createParser(Availability, true);
export const parseCommand = createParser(Command);
export const parseCommandAck = createParser(CommandAck, true);
