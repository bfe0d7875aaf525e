import { decode, type ExtensionCodecType, encode } from '@msgpack/msgpack';
import type { Parsed } from '../../../devices/contracts/parse.ts';

const float32Array = 1;

/** Templates are the only extension; dates and everything unknown are refused. Little-endian, as all machines that run this. */
const extensionCodec: ExtensionCodecType<undefined> = {
  tryToEncode: (value) =>
    value instanceof Float32Array
      ? { type: float32Array, data: new Uint8Array(value.buffer, value.byteOffset, value.byteLength) }
      : null,
  decode: (bytes, type) => {
    if (type !== float32Array || bytes.byteLength % 4 !== 0) throw new Error(`extension ${type} is not known`);
    // A copy: floats must begin at a multiple of four.
    return new Float32Array(new Uint8Array(bytes).buffer);
  },
};

/** Fields that are `undefined` are left out. */
export function encodeMessage(message: object): Uint8Array {
  return encode(message, { extensionCodec, ignoreUndefined: true, maxDepth: 12 });
}

/** `maxBytes` bounds every part. Never throws. */
export function decodeMessage(bytes: Uint8Array, { maxItems }: { maxItems: number }): Parsed<unknown> {
  const most = bytes.byteLength;
  try {
    // Not a Buffer: parts of it are handed on as they are.
    const value = decode(new Uint8Array(bytes.buffer, bytes.byteOffset, most), {
      extensionCodec,
      maxStrLength: 65_536,
      maxBinLength: most,
      maxArrayLength: Math.min(maxItems, most),
      maxMapLength: 1000,
      maxExtLength: 65_536,
    });
    return { ok: true, value };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
