import { timescale } from './mp4-boxes.ts';

/** When a frame is decoded and shown, in 1/90000 s from the start of the timeline. */
export interface FrameTime {
  decodeTime: number;
  duration: number;
  compositionOffset: number;
}

/**
 * Gives frames, in the order in which they arrive, times without a gap: each begins exactly where the one before ends.
 * Players drop everything up to the next key frame after a hole in the decode times, and the length of a frame is not known
 * before the next one is there; so the length is foretold, and what the forecast missed goes into the next lengths.
 */
export interface DecodeTimeline {
  next(pts: number | undefined): FrameTime;
}

const firstGuess = timescale / 15;
const forecastFrames = 16;
/** A step larger than this is a new count by the camera, or an outage: it is not caught up with. */
const jump = 10 * timescale;

export function createDecodeTimeline(): DecodeTimeline {
  let decodeTime = 0;
  /** Stream time that stands at 0 of the timeline. */
  let origin: number | undefined;
  let lastPts = 0;
  let highest: number[] = [];
  /** Frames that are shown in another order than they are decoded need all to be shown later. */
  let reorderDelay = 0;
  let reorders = false;

  const frameLength = () => {
    const first = highest[0];
    const last = highest.at(-1);
    if (first === undefined || last === undefined || highest.length < 2) return firstGuess;
    return Math.max(1, (last - first) / (highest.length - 1));
  };

  const anchor = (pts: number) => {
    origin = pts - decodeTime;
    highest = [];
  };

  return {
    next: (givenPts) => {
      const pts = givenPts ?? lastPts + frameLength();
      if (origin === undefined || Math.abs(pts - lastPts) > jump) anchor(pts);
      const newest = highest.at(-1);
      if (newest !== undefined && pts < newest) reorders = true;
      highest.push(Math.max(pts, newest ?? pts));
      if (highest.length > forecastFrames) highest.shift();
      lastPts = pts;

      const shown = pts - origin!;
      if (reorders) reorderDelay = Math.max(reorderDelay, decodeTime - shown);
      const length = frameLength();
      const drift = reorders ? (highest.at(-1)! - origin! - decodeTime) / forecastFrames : shown - decodeTime;
      const duration = Math.round(Math.min(2 * length, Math.max(length / 2, length + drift)));
      const time = {
        decodeTime,
        duration: Math.max(1, duration),
        compositionOffset: reorders ? Math.round(shown + reorderDelay - decodeTime) : 0,
      };
      decodeTime += time.duration;
      return time;
    },
  };
}
