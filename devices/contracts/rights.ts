import { hash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { createParser } from './parse.ts';
import { EpochMs, Id } from './place.ts';
import { TimeSpan } from './time-span.ts';

/**
 * What a door controller needs to decide alone when the gateway is gone: a snapshot of the rights at its door, signed by the
 * site. It travels on the `rights` topic of the controller, which takes it only if the signature is the site's, it is for this
 * site and this controller, and its version is higher than that of the one it holds.
 */
const strict = { additionalProperties: false } as const;
const Base64Url = Type.String({ pattern: '^[A-Za-z0-9_-]+$' });

/** No snapshot is larger, on the wire or unpacked. */
export const maxRightsBytes = 16 * 1024 * 1024;
export const maxUnpackedRightsBytes = 64 * 1024 * 1024;

/** On the wire: `payload` is base64 of gzipped RightsSnapshot JSON, `signature` Ed25519 over `signedRights(payload)`. */
export const SignedRights = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    payload: Type.String({ minLength: 1, maxLength: maxRightsBytes, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
    signature: Base64Url,
  },
  strict,
);
export type SignedRights = Static<typeof SignedRights>;

/** The bytes that are signed: a label, so that no other signature of the same key can pass for this one, then the payload. */
export const signedRights = (payload: string): Uint8Array => new TextEncoder().encode(`ringward-rights-1\n${payload}`);

/**
 * One credential: its digest, its id in the register, when it is valid (0: without bound), the index of its schedule (-1: at
 * any time), and flags.
 */
export const RightsEntry = Type.Tuple([
  /** `cardDigest` of its number. */
  Base64Url,
  Type.String({ minLength: 1, maxLength: 80 }),
  EpochMs,
  EpochMs,
  Type.Integer({ minimum: -1 }),
  /** Sum of `rightsFlags`. */
  Type.Integer({ minimum: 0, maximum: 15 }),
]);
export type RightsEntry = Static<typeof RightsEntry>;

export const rightsFlags = {
  /** The extended times of the door apply. */
  extended: 1,
  /** Opens, and raises the silent alarm. */
  duress: 2,
  /** A visitor's, or one that holds at certain hours only: refused while the time is not known. Residents' are not. */
  visitor: 4,
} as const;

export const RightsSnapshot = Type.Object(
  {
    site: Id,
    controller: Id,
    door: Id,
    version: Type.Integer({ minimum: 1 }),
    issuedAtMs: EpochMs,
    /** IANA name; schedules are read in it. */
    timezone: Type.String({ minLength: 1, maxLength: 64 }),
    salt: Base64Url,
    /** `except`: days (in the time zone) on which it does not hold. */
    schedules: Type.Array(Type.Object({ spans: Type.Array(TimeSpan), except: Type.Array(Type.String()) }, strict)),
    credentials: Type.Array(RightsEntry),
    /** Ed25519 key that visitors' passes are signed with, raw, and ids of passes that hold no longer. */
    passKey: Base64Url,
    endedPasses: Type.Array(Type.String({ maxLength: 64 })),
    /** Failures in a row before the reader is shut, and for how long. */
    lockout: Type.Object({ failures: Type.Integer({ minimum: 1 }), seconds: Type.Integer({ minimum: 1 }) }, strict),
    /** True while nobody may pass by a credential: a lockdown stands. */
    lockedDown: Type.Boolean(),
  },
  strict,
);
export type RightsSnapshot = Static<typeof RightsSnapshot>;

/** What a controller reports of it in `DeviceState.values.rights`. */
export interface RightsReport {
  version: number;
  credentials: number;
  /** Why the last one that came was not taken. */
  refused?: 'malformed' | 'signature' | 'not-mine' | 'older';
}

export const parseSignedRights = createParser(SignedRights);
export const parseRightsSnapshot = createParser(RightsSnapshot);

/** 16 bytes, base64url, that stand for a card: a controller that is stolen holds no card numbers. */
export const cardDigest = (salt: string, card: string): string =>
  hash('sha256', `${salt}\ncard\n${card}`, 'buffer').subarray(0, 16).toString('base64url');
