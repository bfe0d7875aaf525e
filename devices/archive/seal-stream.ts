import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { Transform } from 'node:stream';
import { ArchiveProblem } from './archive-problem.ts';

/** What a sealed archive begins with; then 16 bytes of salt, then chunks, each with its tag behind it. */
export const sealMark = Buffer.from('ringward sealed backup 1\n');
const saltBytes = 16;
const tagBytes = 16;
export const sealedHeadBytes = sealMark.length + saltBytes;
const chunkBytes = 1024 * 1024;
/** 64 MiB and a tenth of a second on a small box. */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
const cipher = 'aes-256-gcm';

const keyOf = (passphrase: string, salt: Uint8Array): Buffer => scryptSync(passphrase.normalize('NFC'), salt, 32, cost);

/** The chunk's number, and whether it is the last: none can be left out, moved or cut off (the STREAM construction). */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = Number(isLast);
  return nonce;
}

/** Hands on whole chunks, and which one is the last. */
function chunked(size: number, take: (chunk: Buffer, isLast: boolean) => Buffer): Transform {
  let waiting: Buffer[] = [];
  let length = 0;
  return new Transform({
    transform(bytes: Buffer, _encoding, done) {
      waiting.push(bytes);
      length += bytes.length;
      try {
        if (length > size) {
          let rest = Buffer.concat(waiting);
          // one byte more than a chunk shows that it is not the last
          for (; rest.length > size; rest = rest.subarray(size)) this.push(take(rest.subarray(0, size), false));
          waiting = [rest];
          length = rest.length;
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, take(Buffer.concat(waiting), true));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Seals what goes through with AES-256-GCM under a key of its own (scrypt). */
export function createSealer(passphrase: string): { head: Buffer; stream: Transform } {
  const salt = randomBytes(saltBytes);
  const key = keyOf(passphrase, salt);
  let number = 0;
  const stream = chunked(chunkBytes, (chunk, isLast) => {
    const seal = createCipheriv(cipher, key, nonceOf(number++, isLast));
    return Buffer.concat([seal.update(chunk), seal.final(), seal.getAuthTag()]);
  });
  return { head: Buffer.concat([sealMark, salt]), stream };
}

/** Opens what `createSealer` sealed, without its head. The stream fails with ArchiveProblem `refused`. */
export function createOpener(passphrase: string, head: Uint8Array): Transform {
  const key = keyOf(passphrase, head.subarray(sealMark.length));
  let number = 0;
  return chunked(chunkBytes + tagBytes, (chunk, isLast) => {
    try {
      const open = createDecipheriv(cipher, key, nonceOf(number++, isLast), { authTagLength: tagBytes });
      open.setAuthTag(chunk.subarray(-tagBytes));
      return Buffer.concat([open.update(chunk.subarray(0, -tagBytes)), open.final()]);
    } catch (cause) {
      const why = number === 1 ? 'the passphrase is not the right one, or it was changed' : 'it was changed or cut off';
      throw new ArchiveProblem('refused', `the archive cannot be opened: ${why}`, { cause });
    }
  });
}
