import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { keyBytes, openKeyFile } from '../kernel/key-file.ts';

/** What a sealed template belongs to; a row that was moved to another person or model does not open. */
export interface TemplateOwner {
  id: string;
  person: string;
  model: string;
}

/** AES-256-GCM with the site's own key. Without that key every sealed template is gone for good. */
export interface TemplateCipher {
  /** Names the key without giving it away. */
  readonly keyId: string;
  /** Version, nonce, tag, then the values as little-endian floats. */
  seal(template: Float32Array, owner: TemplateOwner): Uint8Array;
  /** `undefined` if it was altered, moved, or sealed with another key. */
  open(sealed: Uint8Array, owner: TemplateOwner): Float32Array | undefined;
}

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 1 + nonceBytes + tagBytes;

export function createTemplateCipher(key: Uint8Array): TemplateCipher {
  if (key.length !== keyBytes) throw new RangeError(`a template key has ${keyBytes} bytes, not ${key.length}`);
  return {
    keyId: createHmac('sha256', key).update('ringward template key').digest('hex').slice(0, 16),
    seal: (template, owner) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(bindingOf(owner));
      const plain = Buffer.from(template.buffer, template.byteOffset, template.byteLength);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Uint8Array.of(version), nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, owner) => {
      if (sealed[0] !== version || sealed.length <= headBytes || (sealed.length - headBytes) % 4 !== 0)
        return undefined;
      const nonce = sealed.subarray(1, 1 + nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(bindingOf(owner));
      decipher.setAuthTag(sealed.subarray(1 + nonceBytes, headBytes));
      try {
        const plain = Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]);
        // A copy of its own: Buffer may hand out a part of its pool that is not aligned for floats.
        return new Float32Array(new Uint8Array(plain).buffer);
      } catch {
        // The tag does not fit: GCM says no more than that.
        return undefined;
      }
    },
  };
}

/** Unambiguous whatever the parts hold. */
function bindingOf({ id, person, model }: TemplateOwner): Buffer {
  return Buffer.from(JSON.stringify(['ringward-template', version, id, person, model]));
}

/**
 * The site's key from `path`. Made at first use, when nothing is `sealed` yet. Throws Fault `template-key-unusable` when it is
 * missing though templates are sealed with it, or is no key.
 */
export function openTemplateKey(path: string, sealed: boolean): Uint8Array {
  return openKeyFile(path, {
    inUse: sealed,
    code: 'template-key-unusable',
    name: 'the key of the stored face templates',
  });
}
