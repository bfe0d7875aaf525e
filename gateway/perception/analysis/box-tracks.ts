import type { Box } from '../faces/face-recognizer.ts';

/** Something followed from frame to frame. `state` belongs to whoever follows it. */
export interface BoxTrack<T> {
  readonly id: string;
  readonly state: T;
  box: Box;
  /** How its centre moved last, in pixels a millisecond. */
  velocity: { x: number; y: number };
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
  /**
   * One look: the track of each box, in the same order; `undefined` for one too many. `isSame` may know better than the
   * place, e.g. by what is written on it.
   */
  follow(
    boxes: readonly Box[],
    nowMs: number,
    isSame?: (box: number, state: T) => boolean,
  ): (BoxTrack<T> | undefined)[];
  open(): readonly BoxTrack<T>[];
  /** Ends every track. */
  clear(): void;
}

const missesToEnd = 2;
/** Motion is foretold over this long at most. */
const maxForecastMs = 500;

/**
 * Joins the boxes of one look to those of the last, best pair first: by overlap with where it should be now, or, for something
 * small and quick, by distance. No box goes to two tracks and no track takes two boxes.
 */
export function createBoxTracks<T>(options: BoxTracksOptions<T>): BoxTracks<T> {
  let tracks: BoxTrack<T>[] = [];

  const begin = (box: Box, nowMs: number): BoxTrack<T> | undefined => {
    if (tracks.length >= options.maxTracks) return undefined;
    const fresh = { velocity: { x: 0, y: 0 }, firstSeenAtMs: nowMs, lastSeenAtMs: nowMs, missed: 0 };
    const track: BoxTrack<T> = { id: options.createId(), state: options.createState(), box, ...fresh };
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
    follow: (boxes, nowMs, isSame = () => false) => {
      for (const track of tracks) track.missed++;
      const found: (BoxTrack<T> | undefined)[] = boxes.map(() => undefined);
      const fit = (box: number, track: BoxTrack<T>) =>
        (isSame(box, track.state) ? 3 : 0) + fitOf(boxes[box]!, track, nowMs);
      for (const { box, track } of pairBest(boxes.length, tracks, fit)) {
        moveTo(track, boxes[box]!, nowMs);
        found[box] = track;
      }
      endStale(nowMs);
      return boxes.map((box, index) => found[index] ?? begin(box, nowMs));
    },
  };
}

interface Pair<T> {
  box: number;
  track: BoxTrack<T>;
}

function pairBest<T>(
  boxes: number,
  tracks: readonly BoxTrack<T>[],
  fitOfPair: (box: number, track: BoxTrack<T>) => number,
): Pair<T>[] {
  const candidates: (Pair<T> & { fit: number })[] = [];
  for (let box = 0; box < boxes; box++) {
    for (const track of tracks) {
      const fit = fitOfPair(box, track);
      if (fit > 0) candidates.push({ box, track, fit });
    }
  }
  candidates.sort((a, b) => b.fit - a.fit);
  const taken = new Set<unknown>();
  return candidates.filter(({ box, track }) => {
    if (taken.has(box) || taken.has(track)) return false;
    taken.add(box).add(track);
    return true;
  });
}

function moveTo<T>(track: BoxTrack<T>, box: Box, nowMs: number): void {
  const elapsedMs = nowMs - track.lastSeenAtMs;
  const [from, to] = [centreOf(track.box), centreOf(box)];
  if (elapsedMs > 0) track.velocity = { x: (to.x - from.x) / elapsedMs, y: (to.y - from.y) / elapsedMs };
  track.box = box;
  track.lastSeenAtMs = nowMs;
  track.missed = 0;
}

/** 0 for a box that cannot be the same thing; overlapping ones always come before ones that are only near. */
function fitOf<T>(box: Box, track: BoxTrack<T>, nowMs: number): number {
  const elapsedMs = Math.max(0, nowMs - track.lastSeenAtMs);
  const forecastMs = Math.min(elapsedMs, maxForecastMs);
  const { x, y } = track.box;
  const expected = { ...track.box, x: x + track.velocity.x * forecastMs, y: y + track.velocity.y * forecastMs };
  const overlap = Math.max(intersectionOverUnion(box, expected), intersectionOverUnion(box, track.box));
  if (overlap > 0.1) return 1 + overlap;
  const scale = Math.max(box.width, track.box.width) / Math.max(1, Math.min(box.width, track.box.width));
  // Twice as large from one look to the next is something else.
  if (scale > 2) return 0;
  const size = (box.width + box.height + track.box.width + track.box.height) / 4;
  // Somebody who walks past moves one face's width in 100 ms.
  const reach = size * Math.min(4, 0.5 + elapsedMs / 130);
  const [is, was, should] = [centreOf(box), centreOf(track.box), centreOf(expected)];
  const distance = Math.min(Math.hypot(is.x - was.x, is.y - was.y), Math.hypot(is.x - should.x, is.y - should.y));
  return reach > 0 ? Math.max(0, 1 - distance / reach) : 0;
}

function centreOf({ x, y, width, height }: Box): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Shared area over joint area: 0…1. */
export function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}
