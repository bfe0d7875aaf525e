import type { StreamFrame } from '../streams/stream-frame.ts';

/** Where one frame stands in a file, in 1/90000 s. */
export interface SampleTime {
  duration: number;
  /** Presentation time minus decode time; not negative. */
  compositionOffset: number;
}

export interface FileTimes {
  samples: SampleTime[];
  /** Presentation time of the first picture: later than 0 where pictures are shown in another order than they are decoded. */
  firstShownAt: number;
}

const ticksPerMs = 90;
/** Stream time that runs off from real time by more than this is a new count by the camera. */
const jumpMs = 5000;
/** When nothing says how long the last picture stands. */
const usualDuration = 6000;
const longestLastDuration = 90_000;

/**
 * Presentation times of frames, in the order in which they come, from 0: the stream's own times, set right by the times of
 * arrival where the stream gives none or begins to count anew.
 */
export function createSteadyTicks(): (frame: Pick<StreamFrame, 'pts' | 'arrivedMs'>) => number {
  let origin = 0;
  let last: { pts: number; arrivedMs: number; ticks: number } | undefined;
  return ({ pts, arrivedMs }) => {
    const passed = last ? Math.max(1, (arrivedMs - last.arrivedMs) * ticksPerMs) : 0;
    const next = last ? last.ticks + passed : 0;
    const isNewCount = !last || Math.abs((pts ?? last.pts) - last.pts - passed) > jumpMs * ticksPerMs;
    if (pts !== undefined && isNewCount) origin = pts - next;
    const ticks = Math.round(pts === undefined ? next : pts - origin);
    last = { pts: pts ?? origin + ticks, arrivedMs, ticks };
    return ticks;
  };
}

/**
 * With all presentation times known, decode times follow: the same times in rising order, moved so far ahead that nothing is
 * shown before it is decoded (ISO/IEC 14496-12, 8.6.1). `shownAt` is in the order of decoding.
 */
export function toFileTimes(shownAt: readonly number[]): FileTimes {
  const order = shownAt.map((_, at) => at).sort((a, b) => shownAt[a]! - shownAt[b]!);
  const shown = new Array<number>(shownAt.length).fill(0);
  let previous = -1;
  // Two pictures at one time: the second a tick later, as a player shows one at a time.
  for (const at of order) {
    previous = Math.max(shownAt[at]! - shownAt[order[0]!]!, previous + 1);
    shown[at] = previous;
  }
  const decoded = order.map((at) => shown[at]!);
  const firstShownAt = Math.max(0, ...decoded.map((time, at) => time - shown[at]!));
  const samples = decoded.map((time, at) => ({
    duration: (decoded[at + 1] ?? time + lastDuration(decoded)) - time,
    compositionOffset: shown[at]! + firstShownAt - time,
  }));
  return { samples, firstShownAt };
}

function lastDuration(times: readonly number[]): number {
  const [before, last] = times.slice(-2);
  return last === undefined ? usualDuration : Math.min(longestLastDuration, last - before!);
}
