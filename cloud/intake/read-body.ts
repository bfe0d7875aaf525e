import { finished, type Readable } from 'node:stream';
import { createGunzip, type Gunzip, gunzipSync } from 'node:zlib';
import { Fault } from '../fault.ts';

function checkEncoding(encoding: string): void {
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding))
    throw new Fault('content-type-unsupported', `content-encoding ${encoding.slice(0, 40)} is not taken`);
}

/** Packed bodies up to this are unfolded at once: a stream of its own costs more than the work. */
const smallBytes = 16 * 1024;

/** Bytes of bodies that are being read at the same time, in the whole process. */
export interface BodyBudget {
  /** Throws a `cloud-busy` Fault when there are too many. */
  take(bytes: number): void;
  give(bytes: number): void;
}

export function createBodyBudget(maxBytes: number): BodyBudget {
  let held = 0;
  return {
    take(bytes) {
      if (held + bytes > maxBytes)
        throw new Fault('cloud-busy', `${held} bytes of bodies are being read`, { retryAfterS: 1 });
      held += bytes;
    },
    give(bytes) {
      held -= bytes;
    },
  };
}

/**
 * Reads a request's body, plain or gzip, to at most `maxBytes` both as it came and as it unfolds. It stops at the
 * first byte too many, so that a small bomb never becomes a big buffer.
 * Throws Faults: `body-too-large`, `content-type-unsupported`, `request-invalid` (broken gzip), `cloud-busy`.
 */
export async function readBody(
  wire: Readable,
  headers: { 'content-encoding'?: string | undefined; 'content-length'?: string | undefined },
  maxBytes: number,
  budget: BodyBudget,
): Promise<Buffer> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const isSmall = Number(headers['content-length'] ?? Number.NaN) <= smallBytes;
  checkEncoding(encoding);
  if (encoding === 'identity') return readStream(wire, undefined, maxBytes, budget);
  if (!isSmall) return readStream(wire, createGunzip(), maxBytes, budget);
  return unfold(await readStream(wire, undefined, maxBytes, budget), maxBytes);
}

function unfold(packed: Buffer, maxBytes: number): Buffer {
  try {
    return gunzipSync(packed, { maxOutputLength: maxBytes });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new Fault('body-too-large', `the body is larger than ${maxBytes} bytes`, { cause });
    throw new Fault('request-invalid', `the body is not sound gzip: ${(cause as Error).message}`, { cause });
  }
}

async function readStream(
  wire: Readable,
  decoder: Gunzip | undefined,
  maxBytes: number,
  budget: BodyBudget,
): Promise<Buffer> {
  const source: Readable = decoder ? wire.pipe(decoder) : wire;
  // a connection that breaks must end the decoder too, or it would wait for ever
  const forget = decoder && finished(wire, (error) => error && decoder.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      budget.take(chunk.byteLength);
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new Fault('body-too-large', `the body is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const what = decoder ? 'the body is not sound gzip' : 'the body could not be read';
    throw new Fault('request-invalid', `${what}: ${(cause as Error).message}`, { cause });
  } finally {
    budget.give(bytes);
    forget?.();
    if (decoder) {
      wire.unpipe(decoder);
      decoder.destroy();
    }
  }
  return Buffer.concat(chunks, bytes);
}

/** Decodes UTF-8 JSON; throws a `request-invalid` Fault. */
export function decodeJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Fault('request-invalid', `the body is not UTF-8 JSON: ${(cause as Error).message.slice(0, 120)}`, {
      cause,
    });
  }
}
