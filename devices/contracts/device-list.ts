import Type, { type Static } from 'typebox';
import { HardwareId } from './device-messages.ts';
import { createParser } from './parse.ts';
import { EpochMs, Id, Ring, Title } from './place.ts';
import { DeviceKind } from './site-file.ts';

/**
 * Which devices a gateway has and how each stands, gateway to cloud: `PUT /v1/devices`, a `DeviceList`: 204. It is told whole, when
 * it has changed and at the start of the gateway; between two tellings there are some seconds. The status carries `listEtag` of
 * the list as it is, so that the cloud knows whether the one it has is the newest. Nothing in it names a person.
 */
export const maxListedDevices = 2000;
export const maxDeviceListBytes = 1024 * 1024;

const strict = { additionalProperties: false } as const;

/** Waiting: it may come in, and nothing that it says has an effect. Revoked: it may not even come in. */
export const deviceStandings = ['waiting', 'approved', 'revoked'] as const;
export const DeviceStanding = Type.Enum([...deviceStandings]);
export type DeviceStanding = Static<typeof DeviceStanding>;

/** Why a person's word on a device was not followed: another's was first, or what it was said of has changed. */
export const standingRefusals = ['standing-changed', 'already-approved', 'already-revoked'] as const;
export type StandingRefusal = (typeof standingRefusals)[number];

/** Grows with every change of a device's standing: whoever approves names the one that he has seen. 0: nothing was decided yet. */
export const StandingRevision = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const ListedDevice = Type.Object(
  {
    id: Id,
    kind: DeviceKind,
    ring: Ring,
    zone: Type.Optional(Id),
    name: Title,
    standing: DeviceStanding,
    revision: StandingRevision,
    /** When and on whose word it came to stand so; left out where the site file alone says it. */
    changedMs: Type.Optional(EpochMs),
    by: Type.Optional(Type.Enum(['site', 'cloud', 'gateway'])),
    /** Of the device that is approved, and what the one that came last says of itself. */
    approvedHardware: Type.Optional(HardwareId),
    hardware: Type.Optional(HardwareId),
    firmware: Type.Optional(Type.String({ maxLength: 64 })),
    /** `unknown`: not heard since the gateway started. */
    state: Type.Enum(['online', 'lost', 'unknown']),
    sinceMs: EpochMs,
    /** Events that take effect once it is approved. */
    held: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** When two devices were last noticed under its identity. */
    clonedMs: Type.Optional(EpochMs),
  },
  strict,
);
export type ListedDevice = Static<typeof ListedDevice>;

export const DeviceList = Type.Object(
  {
    etag: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    /** By the gateway's clock. */
    atMs: EpochMs,
    devices: Type.Array(ListedDevice, { maxItems: maxListedDevices }),
    /** So many more there are. */
    omitted: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  },
  strict,
);
export type DeviceList = Static<typeof DeviceList>;

export const parseDeviceList = createParser(DeviceList);
