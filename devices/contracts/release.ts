import Type, { type Static } from 'typebox';
import { createParser } from './parse.ts';
import { EpochMs, Id } from './place.ts';

/**
 * A release: what may be installed, signed by people and by nobody in between.
 *
 * What is signed is the exact text of the manifest, so that nobody has to write JSON in one way. A key list says which keys
 * sign and how many of them it takes; a newer list holds when as many keys of the one before have signed it.
 */
const strict = { additionalProperties: false } as const;
export const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, lower-case hex' });
const KeyId = Type.String({ pattern: '^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$' });
const Signature = Type.Object(
  { key: KeyId, signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$', description: 'Ed25519, base64url' }) },
  strict,
);
const Signed = (maxLength: number) =>
  Type.Object(
    {
      text: Type.String({ minLength: 2, maxLength }),
      signatures: Type.Array(Signature, { minItems: 1, maxItems: 16 }),
    },
    strict,
  );

export const SignedRelease = Signed(8192);
export type SignedRelease = Static<typeof SignedRelease>;
export const SignedKeyList = Signed(8192);
export type SignedKeyList = Static<typeof SignedKeyList>;

export const ReleaseKind = Type.Enum(['gateway', 'model', 'firmware']);
export type ReleaseKind = Static<typeof ReleaseKind>;

/** What the text of a signed release says. */
export const ReleaseManifest = Type.Object(
  {
    format: Type.Literal(1),
    kind: ReleaseKind,
    /** `gateway`; the model's name; the kind of device. */
    name: Id,
    /** For people. */
    version: Type.String({ pattern: '^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$' }),
    /** Rises with every release of (kind, name): a lower one than runs is refused. */
    serial: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    artefact: Type.Object({ sha256: Sha256, bytes: Type.Integer({ minimum: 1, maximum: 4 * 1024 ** 3 }) }, strict),
    /** Node's names of processor architectures; any where left out. */
    arch: Type.Optional(Type.Array(Type.Enum(['x64', 'arm64']), { minItems: 1, maxItems: 2 })),
    madeAtMs: EpochMs,
    notes: Type.Optional(
      Type.Object({ zh: Type.String({ maxLength: 1000 }), en: Type.String({ maxLength: 1000 }) }, strict),
    ),
  },
  strict,
);
export type ReleaseManifest = Static<typeof ReleaseManifest>;

/** What the text of a signed key list says. */
export const ReleaseKeyList = Type.Object(
  {
    format: Type.Literal(1),
    serial: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    threshold: Type.Integer({ minimum: 1, maximum: 16 }),
    keys: Type.Array(
      Type.Object(
        { id: KeyId, publicKey: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'Ed25519, base64url' }) },
        strict,
      ),
      { minItems: 1, maxItems: 16 },
    ),
  },
  strict,
);
export type ReleaseKeyList = Static<typeof ReleaseKeyList>;

export const parseReleaseManifest = createParser(ReleaseManifest);
export const parseReleaseKeyList = createParser(ReleaseKeyList);
export const parseSignedRelease = createParser(SignedRelease);
export const parseSignedKeyList = createParser(SignedKeyList);
