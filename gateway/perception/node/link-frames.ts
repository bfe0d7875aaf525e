import { publicKeyBytes } from './link-keys.ts';

/**
 * What passes between a node and the gateway, one MQTT message (QoS 0) a frame:
 *
 * | type | from | then |
 * |---|---|---|
 * | hello | node | version, id of its connection, its key share |
 * | welcome | gateway | the key share it answers, its own key share |
 * | sealed | both | seal-frames.ts |
 * | reset | gateway | nothing: it knows of no session; the node greets again |
 */
export const frameTypes = { hello: 1, welcome: 2, sealed: 3, reset: 4 } as const;

/** Raised when the two ends would no longer understand each other. */
export const linkVersion = 1;
export const connectionIdBytes = 8;
/** No longer than what the broker takes of a device. */
export const maxFrameBytes = 16_384;

export interface Hello {
  version: number;
  connection: Uint8Array;
  share: Uint8Array;
}

export function formatHello(connection: Uint8Array, share: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(frameTypes.hello, linkVersion), connection, share]);
}

export function parseHello(frame: Uint8Array): Hello | undefined {
  const start = 2 + connectionIdBytes;
  if (frame[0] !== frameTypes.hello || frame.length !== start + publicKeyBytes) return undefined;
  return { version: frame[1]!, connection: frame.subarray(2, start), share: frame.subarray(start) };
}

export function formatWelcome(answered: Uint8Array, share: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(frameTypes.welcome), answered, share]);
}

/** The gateway's key share, if this is the answer to our own `share`: an answer to an earlier greeting may come late. */
export function parseWelcome(frame: Uint8Array, share: Uint8Array): Uint8Array | undefined {
  if (frame[0] !== frameTypes.welcome || frame.length !== 1 + 2 * publicKeyBytes) return undefined;
  const answered = frame.subarray(1, 1 + publicKeyBytes);
  return Buffer.compare(answered, share) === 0 ? frame.subarray(1 + publicKeyBytes) : undefined;
}
