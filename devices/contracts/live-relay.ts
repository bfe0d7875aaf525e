/**
 * One camera's live picture, from a gateway through the cloud to the operator who asked for it (`live-view` in `command.ts`).
 *
 * 1. The operator's page holds `GET /v1/commands/{id}/live` open at the cloud.
 * 2. The gateway, with leave to begin, asks `GET /v1/commands/{id}/relay` to change to the protocol `ringward-live`. The cloud
 *    waits for the page some seconds and answers 101, or refuses: 409 nobody watches, 421 the page is at another process of the
 *    cloud that this one cannot reach.
 * 3. From then on both directions are frames: one byte kind, four bytes length (big-endian), the content. The cloud hands the
 *    gateway's frames on to the page and keeps nothing of them. Each side sends a beat every `relayBeatMs`; silence for
 *    `relaySilenceMs` is a dead line.
 * 4. Whoever ends it says why in a last word. There is no second time: who wants to look again asks again.
 */
export const relayProtocol = 'ringward-live';
export const relayTicketHeader = 'x-relay-ticket';
export const relayBeatMs = 3000;
export const relaySilenceMs = 12_000;
/** The cloud waits so long for the page; the gateway asks within this and some more. */
export const relayMeetMs = 15_000;

export const defaultLiveMinutes = 5;
export const maxLiveMinutes = 30;
/** Views from afar that one gateway gives at once. */
export const maxLiveViews = 2;
/** Of all that a gateway sends at once: 8 Mbit/s, after a burst that holds a long group of pictures. */
export const relayBytesPerSecond = 1_000_000;
export const relayBurstBytes = 6_000_000;

export const frameKinds = { beat: 0, word: 1, header: 2, chunk: 3, key: 4 } as const;
export type FrameKind = keyof typeof frameKinds;
const kindNames = Object.keys(frameKinds) as FrameKind[];
const prefixBytes = 5;
export const maxFrameBytes = 8 * 1024 * 1024;
export const maxWordBytes = 1024;
/** What begins a picture is a few kilobytes long. */
export const maxHeaderBytes = 64 * 1024;

/** Why a view is over. The first four are as it should be. */
export const liveEnds = [
  'time-over',
  'viewer-left',
  'ended-by-guard',
  'rights-ended',
  'camera-lost',
  'no-picture',
  'no-viewer',
  'line-lost',
  'too-slow',
  'too-much',
  'relay-elsewhere',
  'gateway-stops',
  'cloud-stops',
] as const;
export type LiveEnd = (typeof liveEnds)[number];

/** What a frame of the kind `word` says, as JSON. `mime` comes before each header. */
export type LiveWord = { mime: string } | { leftMs: number } | { over: LiveEnd };

/** A frame's prefix and content, to be written one after the other. */
export function writeFrame(kind: FrameKind, content: Uint8Array = new Uint8Array()): Uint8Array[] {
  const prefix = new Uint8Array(prefixBytes);
  prefix[0] = frameKinds[kind];
  new DataView(prefix.buffer).setUint32(1, content.length);
  return content.length === 0 ? [prefix] : [prefix, content];
}

export const writeWord = (word: LiveWord): Uint8Array[] =>
  writeFrame('word', new TextEncoder().encode(JSON.stringify(word)));

export interface FrameReaderOptions {
  frame(kind: FrameKind, content: Uint8Array): void;
  /** The largest content that is taken; of words and headers never more than `maxWordBytes` and `maxHeaderBytes`. */
  maxBytes: number;
}

/** Puts frames together from whatever pieces the wire gives. Throws a RangeError where the bytes are no frames. */
export function createFrameReader({ frame, maxBytes }: FrameReaderOptions): (bytes: Uint8Array) => void {
  const prefix = new Uint8Array(prefixBytes);
  let have = 0;
  let content: Uint8Array | undefined;
  let filled = 0;

  const begin = () => {
    const kind = kindNames[prefix[0]!];
    const length = new DataView(prefix.buffer).getUint32(1);
    const small = { word: maxWordBytes, header: maxHeaderBytes }[kind as string] ?? maxBytes;
    const most = Math.min(small, maxBytes);
    if (kind === undefined || length > most) throw new RangeError('this is no frame of a live view');
    content = new Uint8Array(length);
    filled = 0;
  };
  return (bytes) => {
    let at = 0;
    // a frame without content is whole as soon as its prefix is
    while (at < bytes.length || content?.length === filled) {
      if (!content) {
        const taken = Math.min(prefixBytes - have, bytes.length - at);
        prefix.set(bytes.subarray(at, at + taken), have);
        have += taken;
        at += taken;
        if (have === prefixBytes) begin();
        continue;
      }
      const taken = Math.min(content.length - filled, bytes.length - at);
      content.set(bytes.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < content.length) continue;
      const whole = content;
      content = undefined;
      have = 0;
      frame(kindNames[prefix[0]!]!, whole);
    }
  };
}

export interface KeyGateOptions {
  /** Bytes that were sent and that the viewer has not taken yet. */
  queuedBytes(): number;
  /** Monotonic. */
  nowMs(): number;
  maxQueuedBytes: number;
  resumeBelowBytes: number;
}

/**
 * Whether a chunk of video may go out: not while its viewer is behind, and then only from a key frame on. So a slow viewer loses
 * pictures, and nobody hoards them for him.
 */
export function createKeyGate({ queuedBytes, nowMs, maxQueuedBytes, resumeBelowBytes }: KeyGateOptions) {
  let skippingSinceMs: number | undefined;
  return {
    /** `fits`: nothing else keeps it from going out. */
    passes(key: boolean, fits = true): boolean {
      if (skippingSinceMs === undefined) {
        if (fits && queuedBytes() <= maxQueuedBytes) return true;
        skippingSinceMs = nowMs();
        return false;
      }
      if (!fits || !key || queuedBytes() > resumeBelowBytes) return false;
      skippingSinceMs = undefined;
      return true;
    },
    /** Since when nothing goes out. */
    skippedMs: () => (skippingSinceMs === undefined ? 0 : nowMs() - skippingSinceMs),
    reset: () => {
      skippingSinceMs = undefined;
    },
  };
}

export interface ByteBudget {
  /** Whether so much may be sent now; if so, it counts as sent. */
  take(bytes: number): boolean;
}

/** So many bytes a second over time, and `burst` at once. */
export function createByteBudget(perSecond: number, burst: number, nowMs: () => number): ByteBudget {
  let left = burst;
  let atMs = nowMs();
  return {
    take(bytes) {
      const now = nowMs();
      left = Math.min(burst, left + ((now - atMs) / 1000) * perSecond);
      atMs = now;
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
  };
}
