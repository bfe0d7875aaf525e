import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  hkdfSync,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Fault } from '../kernel/fault.ts';
import { createSecret, readSecret } from '../kernel/key-file.ts';
import type { Log } from '../kernel/log.ts';

/** The site's own Ed25519 key (RFC 8032): rights snapshots, visitors' passes and anchors of the ledger are signed with it. */
export interface SiteKey {
  /** The first 8 hex digits of the SHA-256 of the public key: names it where people compare. */
  readonly keyId: string;
  /** Raw 32 bytes, base64url: what readers and controllers are given when they are put up. */
  readonly publicKey: string;
  readonly verifyKey: KeyObject;
  sign(bytes: Uint8Array): Uint8Array;
  /** The same off the main thread, for megabytes. */
  signLarge(bytes: Uint8Array): Promise<Uint8Array>;
  /** 16 bytes that only this key gives for this purpose (HKDF, RFC 5869), base64url. */
  derive(purpose: string): string;
}

const signLater = promisify(
  (key: KeyObject, bytes: Uint8Array, done: (error: Error | null, signature: Buffer) => void) =>
    signBytes(null, bytes, key, done),
);

const unusable = 'site-key-unusable';
/** What whoever puts up readers and controllers takes along: the public key, beside the private one. */
const publicName = 'site-key.pub';

/**
 * The key from `path` (PKCS8 PEM, mode 0600), made if there is none; its public part is written beside it as `site-key.pub`. A new
 * key is no fault, but what an earlier one has signed holds no longer, and controllers that were put up with it take nothing new:
 * that is logged. Throws Fault `site-key-unusable` when a file cannot be read or written, or holds something else.
 */
export function openSiteKey(path: string, log: Log): SiteKey {
  const isNew = !existsSync(path);
  const key = fromPrivateKey(isNew ? makeKey(path) : readKey(path));
  publish(join(dirname(path), publicName), key.publicKey);
  if (isNew) {
    log.warn(
      { keyId: key.keyId },
      'a new site key was made: passes and rights signed with an earlier one no longer hold, and door controllers must be given its public part',
    );
  }
  return key;
}

function publish(path: string, publicKey: string): void {
  const text = `${publicKey}\n`;
  try {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text, { mode: 0o644 });
  } catch (cause) {
    throw new Fault(unusable, `cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

function fromPrivateKey(key: KeyObject): SiteKey {
  const verifyKey = createPublicKey(key);
  const publicKey = verifyKey.export({ format: 'jwk' }).x!;
  const seed = Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url');
  return {
    keyId: hash('sha256', Buffer.from(publicKey, 'base64url')).slice(0, 8),
    publicKey,
    verifyKey,
    sign: (bytes) => signBytes(null, bytes, key),
    signLarge: (bytes) => signLater(key, bytes),
    derive: (purpose) => Buffer.from(hkdfSync('sha256', seed, '', purpose, 16)).toString('base64url'),
  };
}

function readKey(path: string): KeyObject {
  const pem = readSecret(path, unusable);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new Fault(unusable, `${path} holds no private key`, { cause });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Fault(unusable, `${path} holds a key of another kind; the site key is an Ed25519 key`);
}

function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  createSecret(path, Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem' })), unusable);
  return privateKey;
}
