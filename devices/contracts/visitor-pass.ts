import Type, { type Static } from 'typebox';
import { createParser } from './parse.ts';
import { Id } from './place.ts';

/**
 * What a visitor's QR code says: a JWS in compact form (RFC 7515) with EdDSA over Ed25519 (RFC 8037), whose header is exactly
 * `passHeader`, so that no reader ever chooses an algorithm by what the code says. Readers and controllers check it without a
 * network.
 */
export const passHeader = { alg: 'EdDSA', typ: 'ringward-pass+jws' } as const;
/** A QR code with more text is nobody's pass. */
export const maxPassChars = 1024;

export const VisitorPass = Type.Object(
  {
    /** The pass, a credential of the register. */
    jti: Type.String({ pattern: '^[a-z0-9-]{1,64}$' }),
    /** The site. */
    iss: Id,
    /** Seconds since the epoch. */
    nbf: Type.Integer({ minimum: 0 }),
    exp: Type.Integer({ minimum: 0 }),
    /** Doors and barriers for which it is meant. */
    at: Type.Array(Id, { minItems: 1, maxItems: 32 }),
    /** How often it opens each of them; each controller counts for itself when the gateway is gone. */
    uses: Type.Integer({ minimum: 1, maximum: 100 }),
  },
  { additionalProperties: false },
);
export type VisitorPass = Static<typeof VisitorPass>;

export const parseVisitorPass = createParser(VisitorPass);
