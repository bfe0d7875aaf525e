import { finished, type Readable } from 'node:stream';
import { createGunzip, type Gunzip } from 'node:zlib';
import { Fault } from '../fault.ts';

function openDecoder(encoding: string): Gunzip | undefined {
  if (encoding === 'identity') return undefined;
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  throw new Fault('content-type-unsupported', `content-encoding ${encoding.slice(0, 40)} is not taken`);
}

/**
 * Reads a request's body, plain or gzip, to at most `maxBytes` both as it came and as it unfolds. It stops at the
 * first byte too many, so that a small bomb never becomes a big buffer.
 * Throws Faults: `body-too-large`, `content-type-unsupported`, `request-invalid` (broken gzip).
 */
export async function readBody(wire: Readable, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const decoder = openDecoder((encoding ?? 'identity').trim().toLowerCase());
  const source: Readable = decoder ? wire.pipe(decoder) : wire;
  // a connection that breaks must end the decoder too, or it would wait for ever
  const forget = decoder && finished(wire, (error) => error && decoder.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw new Fault('body-too-large', `the body is larger than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const what = decoder ? 'the body is not sound gzip' : 'the body could not be read';
    throw new Fault('request-invalid', `${what}: ${(cause as Error).message}`, { cause });
  } finally {
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
