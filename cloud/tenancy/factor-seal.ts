import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { openKey } from '../api/operator-credentials.ts';
import type { SecretStore } from '../store/store.ts';

const algorithm = 'aes-256-gcm';
const [ivBytes, tagBytes] = [12, 16];
/** In the embedded store a file beside the database: who has only one of the two has no secret of a phone. */
const keyName = 'second-factor.key';

export interface FactorSeal {
  /** base64url of nonce, tag and what was sealed; `use` says for what, and nothing else opens it. */
  seal(text: string, use: string): string;
  /** `undefined` for what was sealed by another key, for another use, or not at all. */
  open(sealed: string, use: string): string | undefined;
}

/** The key with which all processes of a cloud seal the secrets of second factors. */
export async function openFactorSeal(store: SecretStore): Promise<FactorSeal> {
  const key = await openKey(store, keyName);
  return {
    seal(text, use) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(use));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(sealed, use) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < ivBytes + tagBytes) return undefined;
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)];
      const decipher = createDecipheriv(algorithm, key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(use)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
