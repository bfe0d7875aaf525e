import type { Clock } from '../../kernel/clock.ts';
import type { PacketRing } from '../streams/packet-ring.ts';
import { isSameFormat, type StreamFrame } from '../streams/stream-frame.ts';
import type { ClipProblem } from './clip-problems.ts';

export interface ClipLimits {
  /** Held for one clip while it runs. */
  clipBytes: number;
  /** How long a frame of the last moment may be under way. */
  clipGraceMs: number;
}

/** Frames of one format, in the order of decoding, from a key frame on; none if there is no clip. */
export interface Cut {
  frames: StreamFrame[];
  problem?: ClipProblem;
}

/** Follows one camera's frames for those who want to keep some of them. Frames are shared, not copied. */
export interface ClipCutter {
  /** Every frame, after it went into the ring. */
  push(frame: StreamFrame): void;
  brokeOff(): void;
  /** What is seen from `fromMs` to `toMs`; settles once `toMs` is over, or when there is no more to come. */
  cut(fromMs: number, toMs: number): Promise<Cut>;
  stop(): void;
}

/** A clip is asked for when something happens, not for some other day. */
const longestWaitMs = 130_000;
/** So much may be missing at either end without being called a problem. */
const toleranceMs = 1500;

interface OpenCut {
  take(frame: StreamFrame): void;
  end(reason?: ClipProblem): void;
  isOpen(): boolean;
  hasFrames(): boolean;
}

export function createClipCutter(ring: PacketRing, clock: Clock, limits: ClipLimits): ClipCutter {
  const open = new Set<OpenCut>();
  let streaming = false;

  return {
    push: (frame) => {
      streaming = true;
      for (const cut of [...open]) cut.take(frame);
    },
    brokeOff: () => {
      streaming = false;
      for (const cut of [...open]) if (cut.hasFrames()) cut.end('camera-lost');
    },
    stop: () => {
      for (const cut of [...open]) cut.end('stopped');
    },
    cut: async (fromMs, toMs) => {
      const waitMs = toMs + limits.clipGraceMs - clock.monotonicMs();
      if (waitMs > longestWaitMs) return { frames: [], problem: 'too-far-ahead' };
      const settled = Promise.withResolvers<Cut>();
      const cut = createOpenCut(fromMs, toMs, limits, settled.resolve);
      for (const frame of ring.since(fromMs)) cut.take(frame);
      if (!streaming && cut.hasFrames()) cut.end('camera-lost');
      if (!cut.isOpen()) return settled.promise;
      open.add(cut);
      const timer = setTimeout(() => cut.end(), Math.max(0, waitMs));
      try {
        return await settled.promise;
      } finally {
        clearTimeout(timer);
        open.delete(cut);
      }
    },
  };
}

function createOpenCut(fromMs: number, toMs: number, { clipBytes }: ClipLimits, settle: (cut: Cut) => void): OpenCut {
  const frames: StreamFrame[] = [];
  let bytes = 0;
  let isOpen = true;

  const end = (reason?: ClipProblem) => {
    if (!isOpen) return;
    isOpen = false;
    const problem = reason ?? shortfall(frames, fromMs, toMs);
    settle({ frames: reason === 'stopped' ? [] : frames, ...(problem ? { problem } : {}) });
  };

  return {
    end,
    isOpen: () => isOpen,
    hasFrames: () => frames.length > 0,
    take: (frame) => {
      if (!isOpen) return;
      if (frame.arrivedMs > toMs) return end();
      const [first] = frames;
      if (!first && !frame.key) return;
      if (first && frame.format !== first.format)
        return end(isSameFormat(first.format, frame.format) ? 'camera-lost' : 'format-changed');
      // The pictures of an open group that are shown before its key frame need the group before it.
      if (first && isBefore(frame, first)) return;
      bytes += frame.data.length;
      if (bytes > clipBytes) return end('too-large');
      frames.push(frame);
    },
  };
}

/** Within a second; a larger step back is a new count by the camera. */
function isBefore(frame: StreamFrame, first: StreamFrame): boolean {
  if (frame.pts === undefined || first.pts === undefined) return false;
  return frame.pts < first.pts && first.pts - frame.pts < 90_000;
}

function shortfall(frames: readonly StreamFrame[], fromMs: number, toMs: number): ClipProblem | undefined {
  const [first, last] = [frames[0], frames.at(-1)];
  if (!first || !last) return 'no-video';
  if (last.arrivedMs < toMs - toleranceMs) return 'ends-early';
  return first.arrivedMs > fromMs + toleranceMs ? 'starts-late' : undefined;
}
