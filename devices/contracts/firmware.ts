import Type, { type Static } from 'typebox';
import { createParser } from './parse.ts';
import { Sha256, SignedKeyList, SignedRelease } from './release.ts';
import { RolloutProblem, RolloutState } from './rollout.ts';

/**
 * Firmware of devices, gateway to device, on two topics of the device; nothing of it is retained or kept by a broker:
 *
 * 1. `firmware`, `install`: the release with its signatures. The device believes its own list of keys and nobody else, and refuses
 *    what is older than what it ran. It answers on `firmware-said` with where it stands, after each step and whenever it is asked
 *    again.
 * 2. While it downloads it `want`s a piece, one at a time; the gateway sends that `piece` when nothing better is to be done. What
 *    has come is kept over a power cut. A device that gets no answer asks again.
 * 3. `staged` it waits for `switch`: the gateway knows when a door can be done without for a moment. It then starts the other slot
 *    and keeps it once it has run well, connected, for `healthS`; else it goes back by itself.
 * 4. `drop` ends it as long as it has not switched.
 *
 * `failed` with `device-refused` is no end: another program is on trial there, and it may be asked again.
 */
const strict = { additionalProperties: false } as const;

/** Of a piece at most, so that in base64 with all around it it stays a device message like any other. */
export const firmwarePieceBytes = 8192;
/** A release and a list of keys, both signed, written as JSON inside JSON. */
export const maxFirmwareOrderBytes = 65_536;

const Attempt = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });
const Session = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
const Offset = Type.Integer({ minimum: 0, maximum: 4 * 1024 ** 3 });

/** What runs on a device. 0: put there by hand or at the works. */
export const DeviceFirmware = Type.Object(
  {
    version: Type.String({ minLength: 1, maxLength: 64 }),
    serial: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  },
  strict,
);
export type DeviceFirmware = Static<typeof DeviceFirmware>;

export const FirmwareOrder = Type.Union([
  Type.Object(
    {
      do: Type.Literal('install'),
      /** That the device announced; an order for another one has no effect. */
      session: Session,
      attempt: Attempt,
      release: SignedRelease,
      keyList: Type.Optional(SignedKeyList),
      healthS: Type.Integer({ minimum: 1, maximum: 86_400 }),
      /** The one that ran before is taken, although it is older. */
      back: Type.Optional(Type.Literal(true)),
    },
    strict,
  ),
  Type.Object(
    {
      do: Type.Literal('piece'),
      session: Session,
      attempt: Attempt,
      offset: Offset,
      /** base64 of at most `firmwarePieceBytes`. */
      data: Type.String({ maxLength: 12_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
    },
    strict,
  ),
  Type.Object({ do: Type.Enum(['switch', 'drop']), session: Session, attempt: Attempt }, strict),
]);
export type FirmwareOrder = Static<typeof FirmwareOrder>;

export const FirmwareSaid = Type.Object(
  {
    session: Session,
    attempt: Attempt,
    state: RolloutState,
    running: DeviceFirmware,
    want: Type.Optional(
      Type.Object(
        { sha256: Sha256, offset: Offset, length: Type.Integer({ minimum: 1, maximum: firmwarePieceBytes }) },
        strict,
      ),
    ),
    problem: Type.Optional(RolloutProblem),
    detail: Type.Optional(Type.String({ maxLength: 200, pattern: '^[^\\u0000]*$' })),
  },
  strict,
);
export type FirmwareSaid = Static<typeof FirmwareSaid>;

export const parseFirmwareOrder = createParser(FirmwareOrder);
export const parseFirmwareSaid = createParser(FirmwareSaid);
