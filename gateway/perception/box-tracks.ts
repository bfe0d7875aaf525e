import type { Box } from './face-recognizer.ts';

/** Something followed from frame to frame. `state` belongs to whoever follows it. */
export interface BoxTrack<T> {
  readonly id: string;
  readonly state: T;
  box: Box;
  firstSeenAtMs: number;
  lastSeenAtMs: number;
  /** Looks in a row in which it was not found. */
  missed: number;
}

export interface BoxTracksOptions<T> {
  /** Not seen for this long and in at least two looks: gone. A slow look alone ends nothing. */
  timeoutMs: number;
  maxTracks: number;
  createId(): string;
  createState(): T;
  onEnd(track: BoxTrack<T>): void;
}

export interface BoxTracks<T> {
  /** One look: the track of each box, in the same order; `undefined` for one too many. */
  follow(boxes: readonly Box[], nowMs: number): (BoxTrack<T> | undefined)[];
  open(): readonly BoxTrack<T>[];
  /** Ends every track. */
  clear(): void;
}

const missesToEnd = 2;

/**
 * Joins the boxes of one look to those of the last, best pair first: by overlap, or, for something small and quick, by a
 * distance of centres below its own size. No box goes to two tracks and no track takes two boxes.
 */
export function createBoxTracks<T>(options: BoxTracksOptions<T>): BoxTracks<T> {
  let tracks: BoxTrack<T>[] = [];

  const begin = (box: Box, nowMs: number): BoxTrack<T> | undefined => {
    if (tracks.length >= options.maxTracks) return undefined;
    const times = { firstSeenAtMs: nowMs, lastSeenAtMs: nowMs, missed: 0 };
    const track: BoxTrack<T> = { id: options.createId(), state: options.createState(), box, ...times };
    tracks.push(track);
    return track;
  };

  const endStale = (nowMs: number) => {
    const isGone = (track: BoxTrack<T>) =>
      track.missed >= missesToEnd && nowMs - track.lastSeenAtMs > options.timeoutMs;
    const gone = tracks.filter(isGone);
    tracks = tracks.filter((track) => !isGone(track));
    for (const track of gone) options.onEnd(track);
  };

  return {
    open: () => tracks,
    clear: () => {
      const ended = tracks;
      tracks = [];
      for (const track of ended) options.onEnd(track);
    },
    follow: (boxes, nowMs) => {
      for (const track of tracks) track.missed++;
      const found: (BoxTrack<T> | undefined)[] = boxes.map(() => undefined);
      for (const { box, track } of pairBest(boxes, tracks)) {
        track.box = boxes[box]!;
        track.lastSeenAtMs = nowMs;
        track.missed = 0;
        found[box] = track;
      }
      endStale(nowMs);
      return boxes.map((box, index) => found[index] ?? begin(box, nowMs));
    },
  };
}

function pairBest<T>(boxes: readonly Box[], tracks: readonly BoxTrack<T>[]): { box: number; track: BoxTrack<T> }[] {
  const candidates = boxes.flatMap((box, index) =>
    tracks.map((track) => ({ box: index, track, fit: fitOf(box, track.box) })).filter(({ fit }) => fit > 0),
  );
  candidates.sort((a, b) => b.fit - a.fit);
  const taken = new Set<unknown>();
  return candidates.filter(({ box, track }) => {
    if (taken.has(box) || taken.has(track)) return false;
    taken.add(box).add(track);
    return true;
  });
}

/** 0 for boxes that cannot be the same thing; overlapping ones always come before ones that are only near. */
function fitOf(a: Box, b: Box): number {
  const overlap = intersectionOverUnion(a, b);
  if (overlap > 0.1) return 1 + overlap;
  const size = (a.width + a.height + b.width + b.height) / 4;
  if (!(size > 0)) return 0;
  const dx = a.x + a.width / 2 - b.x - b.width / 2;
  const dy = a.y + a.height / 2 - b.y - b.height / 2;
  const scale = Math.max(a.width, b.width) / Math.max(1, Math.min(a.width, b.width));
  // A box that is twice as large one look later is something else.
  return scale > 2 ? 0 : Math.max(0, 1 - Math.hypot(dx, dy) / size);
}

/** Shared area over joint area: 0…1. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
