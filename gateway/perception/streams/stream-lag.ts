/** Tells how far behind the camera we read: a process that gets too little time falls behind while packets wait in the socket. */
export interface StreamLag {
  /** One packet: its time in the stream and when it was read. Returns milliseconds behind the best seen so far. */
  packet(streamMs: number, readAtMs: number): number;
}

/** A camera's clock may run slow by this much; the best is given up at this rate. */
const driftMsPerSecond = 2;
/** A larger step in the stream's time is a new count, not lag. */
const jumpMs = 10_000;

export function createStreamLag(): StreamLag {
  let bestMs: number | undefined;
  let lastStreamMs = 0;
  let lastReadMs = 0;
  return {
    packet: (streamMs, readAtMs) => {
      const offsetMs = readAtMs - streamMs;
      const jumped = Math.abs(streamMs - lastStreamMs) > jumpMs;
      if (bestMs === undefined || jumped) bestMs = offsetMs;
      else bestMs += ((readAtMs - lastReadMs) * driftMsPerSecond) / 1000;
      bestMs = Math.min(bestMs, offsetMs);
      lastStreamMs = streamMs;
      lastReadMs = readAtMs;
      return offsetMs - bestMs;
    },
  };
}
