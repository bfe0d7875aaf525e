import { createSteadyTicks } from '../clips/clip-times.ts';
import type { AvMaskedVideo, MaskedFrame } from './av-masked-video.ts';
import type { StreamFormat, StreamFrame } from './stream-frame.ts';

/** Masked video of a running stream, for as long as somebody watches. */
export interface MaskedFeed {
  push(frame: StreamFrame): void;
  /** Nothing comes out any more; what is under way is finished and thrown away. */
  close(): void;
}

export interface MaskedFeedOptions {
  /** Frames since the last key frame: decoded, so that the picture stands at once, and not shown. */
  soFar: readonly StreamFrame[];
  open(format: StreamFormat, fromTicks: number): Promise<AvMaskedVideo>;
  onFrame(frame: StreamFrame): void;
  onProblem(error: unknown): void;
}

/** Frames that wait for the encoder; more, and it goes on at the next key frame. Three seconds of an ordinary camera. */
const maxWaiting = 45;

interface Waiting {
  frame: StreamFrame;
  ticks: number;
}

export function createMaskedFeed({ soFar, open, onFrame, onProblem }: MaskedFeedOptions): MaskedFeed {
  const toTicks = createSteadyTicks();
  const first = soFar.map((frame) => ({ frame, ticks: toTicks(frame) }));
  const fromTicks = first.at(-1)?.ticks ?? 0;
  const queue = createFrameQueue(first, maxWaiting + soFar.length);

  const run = async () => {
    let format: StreamFormat | undefined;
    let video: AvMaskedVideo | undefined;
    try {
      for (let item = await queue.next(); item; item = await queue.next()) {
        const { frame, ticks } = item;
        if (frame.format !== format) {
          if (!frame.key) continue;
          video?.close();
          video = undefined;
          format = frame.format;
        }
        video ??= await open(frame.format, fromTicks);
        const encoded: MaskedFrame[] = await video.frame(frame, ticks);
        if (!queue.closed()) for (const one of encoded) onFrame({ ...one, arrivedMs: frame.arrivedMs });
      }
    } catch (error) {
      onProblem(error);
    } finally {
      queue.close();
      video?.close();
    }
  };
  void run();

  return {
    push: (frame) => queue.push({ frame, ticks: toTicks(frame) }),
    close: queue.close,
  };
}

interface FrameQueue {
  push(item: Waiting): void;
  /** `undefined` once it is closed. */
  next(): Promise<Waiting | undefined>;
  closed(): boolean;
  close(): void;
}

/** When it is full, all that waits is given up, and everything up to the next key frame. */
function createFrameQueue(first: Waiting[], mayWait: number): FrameQueue {
  let waiting = [...first];
  let wake = Promise.withResolvers<void>();
  let closed = false;
  let passingOver = false;
  return {
    closed: () => closed,
    next: async () => {
      while (waiting.length === 0 && !closed) await wake.promise;
      return waiting.shift();
    },
    push: (item) => {
      if (closed) return;
      if (waiting.length >= mayWait) {
        waiting = [];
        passingOver = true;
      }
      if (item.frame.key) passingOver = false;
      if (passingOver) return;
      waiting.push(item);
      wake.resolve();
      wake = Promise.withResolvers();
    },
    close: () => {
      closed = true;
      waiting = [];
      wake.resolve();
    },
  };
}
