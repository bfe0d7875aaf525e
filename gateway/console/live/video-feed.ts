import { createKeyGate } from '../../../devices/contracts/live-relay.ts';
import type { VideoViewer } from '../console-ports.ts';

/** The part of a WebSocket that a feed needs. */
export interface FeedSocket {
  send(data: string | Uint8Array): void;
  /** Bytes accepted by `send` that the viewer has not taken yet. */
  queuedBytes(): number;
  close(code: number, reason: string): void;
}

export interface VideoFeedOptions {
  socket: FeedSocket;
  /** MIME type for Media Source Extensions, once the camera's is known. */
  mime(): string | undefined;
  /** Monotonic milliseconds. */
  nowMs(): number;
  onDropped(): void;
}

const maxQueuedBytes = 2 * 1024 * 1024;
const resumeBelowBytes = 256 * 1024;
const longestSkipMs = 15_000;

/**
 * Sends one camera to one page: `{"mime"}` as JSON, the fMP4 header, then chunks. A page that cannot keep up loses chunks
 * until it has caught up and a key frame comes; it never makes the gateway hoard. `{"ended": reason}` when the camera has
 * gone; a new header follows when it is back.
 */
export function createVideoFeed({ socket, mime, nowMs, onDropped }: VideoFeedOptions): VideoViewer {
  let header: Uint8Array | undefined;
  let announced = false;
  const gate = createKeyGate({ queuedBytes: socket.queuedBytes, nowMs, maxQueuedBytes, resumeBelowBytes });

  const announce = (): boolean => {
    const type = mime();
    if (!header || !type) return false;
    socket.send(JSON.stringify({ mime: type }));
    socket.send(header);
    announced = true;
    return true;
  };

  return {
    // Told with the next key frame: browsers count time from the first picture they are given, also if they cannot show it.
    init(bytes) {
      header = bytes;
      announced = false;
      gate.reset();
    },
    chunk(bytes, key = false) {
      if (!announced && !(key && announce())) return;
      if (gate.passes(key)) return socket.send(bytes);
      onDropped();
      if (gate.skippedMs() > longestSkipMs) socket.close(1013, 'too slow');
    },
    ended(reason) {
      header = undefined;
      announced = false;
      socket.send(JSON.stringify({ ended: reason }));
    },
  };
}
