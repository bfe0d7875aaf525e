import { createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';

/** What both ends of a link know before it begins. */
export interface LinkIdentity {
  site: string;
  node: string;
  secret: string;
}

/** One end's part of a session's keys: fresh for each session, so that a secret lost later opens no recorded session. */
export interface KeyShare {
  /** 32 bytes, X25519. */
  publicKey: Buffer;
  /** `undefined` if `peer` is no public key. */
  agree(peer: Uint8Array): Buffer | undefined;
}

export interface LinkKeys {
  /** From the node to the gateway. */
  up: Buffer;
  down: Buffer;
}

export const publicKeyBytes = 32;

/** The node's MQTT password: made from its secret, so that the secret itself is never on the wire. */
export function nodePassword(identity: LinkIdentity): string {
  return derive(identity.secret, '', identity, 'mqtt password').toString('base64url');
}

export function createKeyShare(): KeyShare {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return {
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'),
    agree: (peer) => {
      const x = Buffer.from(peer).toString('base64url');
      try {
        const key = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
        return diffieHellman({ privateKey, publicKey: key });
      } catch {
        // OpenSSL refuses what is no point, and the few points that agree with everybody on zero (RFC 7748 §6.1).
        return undefined;
      }
    },
  };
}

/** Both the agreement and the secret go in: a listener lacks the first, an impostor the second. */
export function deriveLinkKeys(
  identity: LinkIdentity,
  agreed: Uint8Array,
  nodeShare: Uint8Array,
  gatewayShare: Uint8Array,
): LinkKeys {
  const material = Buffer.concat([agreed, Buffer.from(identity.secret)]);
  const salt = Buffer.concat([nodeShare, gatewayShare]);
  return { up: derive(material, salt, identity, 'up'), down: derive(material, salt, identity, 'down') };
}

/** HKDF-SHA256 (RFC 5869), 32 bytes. */
function derive(
  material: string | Buffer,
  salt: string | Buffer,
  { site, node }: LinkIdentity,
  purpose: string,
): Buffer {
  return Buffer.from(hkdfSync('sha256', material, salt, `ringward node link 1 ${site}/${node} ${purpose}`, 32));
}
