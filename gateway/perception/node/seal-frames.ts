import { createCipheriv, createDecipheriv } from 'node:crypto';
import { frameTypes } from './link-frames.ts';

/**
 * AES-256-GCM, one key a session and direction. A frame is its type (1 byte), its number (6 bytes, from 0), the sealed bytes and
 * the tag (16 bytes); the number is the nonce, so that no nonce comes twice under one key.
 */
const headerBytes = 7;
const tagBytes = 16;
export const sealBytes = headerBytes + tagBytes;

export type Opened = { ok: true; bytes: Buffer } | { ok: false; problem: SealProblem };
/** Frames come in order and once; any other is the end of its session. */
export type SealProblem = 'too-short' | 'replayed' | 'gap' | 'altered';

export function createSealer(key: Buffer): (bytes: Uint8Array) => Buffer {
  let number = 0;
  return (bytes) => {
    const header = headerOf(number);
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header));
    cipher.setAAD(header);
    number += 1;
    return Buffer.concat([header, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
}

export function createOpener(key: Buffer): (frame: Uint8Array) => Opened {
  let expected = 0;
  return (input) => {
    if (input.length < sealBytes) return { ok: false, problem: 'too-short' };
    const frame = Buffer.from(input.buffer, input.byteOffset, input.length);
    const number = frame.readUIntBE(1, 6);
    if (number !== expected) return { ok: false, problem: number < expected ? 'replayed' : 'gap' };
    const header = frame.subarray(0, headerBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header), { authTagLength: tagBytes });
    decipher.setAAD(header);
    decipher.setAuthTag(frame.subarray(-tagBytes));
    try {
      const bytes = Buffer.concat([decipher.update(frame.subarray(headerBytes, -tagBytes)), decipher.final()]);
      expected += 1;
      return { ok: true, bytes };
    } catch {
      // How GCM says that the tag does not fit: another key, or altered bytes.
      return { ok: false, problem: 'altered' };
    }
  };
}

function headerOf(number: number): Buffer {
  const header = Buffer.alloc(headerBytes);
  header[0] = frameTypes.sealed;
  header.writeUIntBE(number, 1, 6);
  return header;
}

function nonceOf(header: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(6), header.subarray(1, headerBytes)]);
}
