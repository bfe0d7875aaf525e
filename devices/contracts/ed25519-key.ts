import { createPublicKey, type KeyObject } from 'node:crypto';

/** An Ed25519 public key from its 32 raw bytes in base64url (RFC 8037). Throws for anything else. */
export function readEd25519Key(raw: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw }, format: 'jwk' });
}
