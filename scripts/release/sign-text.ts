import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readSecret } from '../../gateway/kernel/key-file.ts';

/** From a PEM file, which is for its owner's eyes only from then on. Throws where it is no Ed25519 key; never shows it. */
export function readPrivateKey(path: string): KeyObject {
  const pem = readSecret(path, 'data-folder-unusable');
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    // what the parser says may quote the file
    throw new Error(`${path} is no private key`);
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is a ${key.asymmetricKeyType} key, not Ed25519`);
  return key;
}

/** One signature over exactly this text, as `SignedRelease` and `SignedKeyList` hold it. */
export function signText(text: string, id: string, key: KeyObject): { key: string; signature: string } {
  return { key: id, signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64url') };
}
