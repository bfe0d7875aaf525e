import type { EncodedFrame, VideoCodec } from './nal-units.ts';

/** What a stream sends from some key frame on. The same object for as long as nothing changes and the connection holds. */
export interface StreamFormat {
  codec: VideoCodec;
  width: number;
  height: number;
  /** Annex B parameter sets. */
  sets: Uint8Array;
}

/** One coded frame as it came from a camera. */
export interface StreamFrame extends EncodedFrame {
  format: StreamFormat;
  /** When it was read: monotonic milliseconds, as sightings have them. */
  arrivedMs: number;
}

/** Whether frames of both can stand in one file; a new connection alone changes nothing. */
export function isSameFormat(a: StreamFormat, b: StreamFormat): boolean {
  return a === b || (a.codec === b.codec && Buffer.compare(a.sets, b.sets) === 0);
}
