import type { ObjectClass } from '../../../devices/contracts/camera-scene.ts';
import { intersectionOverUnion } from '../analysis/box-tracks.ts';
import type { Box } from '../faces/face-recognizer.ts';
import { assignPairs } from './assign-pairs.ts';
import { type BoxForecast, createKalmanBox, type KalmanBox, sizeOf } from './kalman-box.ts';
import type { DetectedObject } from './object-detector.ts';

/** Something found in this look that has been found before. `box` in pixels. */
export interface FollowedObject {
  id: string;
  class: ObjectClass;
  score: number;
  box: Box;
  looks: number;
}

export interface TrackerPolicy {
  /** A detection of this score or more is believed; a weaker one only continues a track. */
  strongScore: number;
  /** What a new track needs. */
  newScore: number;
  /** Not found for this long, and in `lostLooks` looks: gone. */
  lostMs: number;
  lostLooks: number;
  /** The same for something that stood still: a parked car that a lorry hides. */
  stillLostMs: number;
  maxTracks: number;
}

export const defaultTrackerPolicy: TrackerPolicy = {
  strongScore: 0.35,
  newScore: 0.4,
  lostMs: 2500,
  lostLooks: 3,
  stillLostMs: 20_000,
  maxTracks: 64,
};

/** How lively the picture is: nothing is followed, all of it stands still, or something moves, is new or was missed. */
export type Liveliness = 'empty' | 'still' | 'lively';

export interface ByteTracker {
  /** One look. Everything that was found in it and is followed for at least two looks. */
  look(found: readonly DetectedObject[], atMs: number): FollowedObject[];
  liveliness(atMs: number): Liveliness;
  /** Forgets everything; ids are not used again. */
  clear(): void;
}

interface Track {
  id: string | undefined;
  motion: KalmanBox;
  family: Family;
  votes: Map<ObjectClass, number>;
  score: number;
  looks: number;
  missed: number;
  foundAtMs: number;
  /** Where it stands, and since when: moved on as soon as it leaves the place. */
  stand: { box: Box; sinceMs: number };
}

type Family = 'person' | 'cycle' | 'vehicle' | 'animal';

/** What a detector takes one for the other; a rider and his bicycle stay two things. */
const families: Record<ObjectClass, Family> = {
  person: 'person',
  bicycle: 'cycle',
  motorcycle: 'cycle',
  car: 'vehicle',
  bus: 'vehicle',
  truck: 'vehicle',
  dog: 'animal',
  cat: 'animal',
};

/** Two boxes of one family that share so much are one thing seen twice, e.g. as car and as lorry. */
const sameThing = 0.75;
/** In standard deviations; in a plane 3.7 hold 99.9 % of what is there. */
const gate = 3.7;
/** Weak boxes, and boxes for what is lost, have to lie where they are expected. */
const weakGate = 2.5;
const ghostOverlap = 0.85;
const stillAfterMs = 4000;
const stillWithin = 0.2;
const voteMemory = 0.95;

/**
 * Follows objects from look to look after ByteTrack (Zhang et al. 2021): confident detections are joined to tracks first,
 * then weak ones to the tracks that are left over. Unlike there, time is real: looks come two to five times a second and
 * unevenly, so that a box may move by more than its width; a pair is judged by how likely the place is after that time,
 * and by overlap.
 */
export function createByteTracker(createId: () => string, policy: TrackerPolicy = defaultTrackerPolicy): ByteTracker {
  let tracks: Track[] = [];

  const look = (found: readonly DetectedObject[], atMs: number): FollowedObject[] => {
    const seen = withoutTwins(found);
    const strong = seen.filter(({ score }) => score >= policy.strongScore);
    const weak = seen.filter(({ score }) => score < policy.strongScore);
    const confirmed = tracks.filter(({ id }) => id !== undefined);
    const fresh = tracks.filter(({ id }) => id === undefined);
    const first = join(confirmed, strong, atMs, gate);
    const leftOver = confirmed.filter((track) => !first.has(track));
    const second = join(leftOver, weak, atMs, weakGate);
    const unclaimed = without(strong, first);
    const third = join(fresh, unclaimed, atMs, gate);
    const matched = new Map([...first, ...second, ...third]);
    for (const track of tracks) {
      const detection = matched.get(track);
      if (detection) take(track, detection, atMs, policy, createId);
      else track.missed++;
    }
    tracks = tracks.filter((track) => !isOver(track, atMs, policy));
    tracks = withoutGhosts(tracks, matched, atMs);
    for (const detection of without(unclaimed, third)) {
      if (detection.score >= policy.newScore && tracks.length < policy.maxTracks) tracks.push(begin(detection, atMs));
    }
    return tracks.filter((track) => track.id !== undefined && matched.has(track)).map(toFollowed);
  };

  return {
    look,
    liveliness: (atMs) => {
      if (tracks.length === 0) return 'empty';
      return tracks.every((track) => isStill(track, atMs) && track.missed === 0) ? 'still' : 'lively';
    },
    clear: () => {
      tracks = [];
    },
  };
}

function toFollowed(track: Track): FollowedObject {
  const { id, score, looks, motion } = track;
  return { id: id!, class: classOf(track), score, box: motion.box(), looks };
}

function begin({ class: kind, score, box }: DetectedObject, atMs: number): Track {
  return {
    id: undefined,
    motion: createKalmanBox(box, atMs),
    family: families[kind],
    votes: new Map([[kind, score]]),
    score,
    looks: 1,
    missed: 0,
    foundAtMs: atMs,
    stand: { box, sinceMs: atMs },
  };
}

function take(
  track: Track,
  { class: kind, score, box }: DetectedObject,
  atMs: number,
  policy: TrackerPolicy,
  createId: () => string,
): void {
  track.motion.correct(box, atMs, score < policy.strongScore);
  for (const [known, votes] of track.votes) track.votes.set(known, votes * voteMemory);
  track.votes.set(kind, (track.votes.get(kind) ?? 0) + score);
  track.score = score;
  track.looks++;
  track.missed = 0;
  track.foundAtMs = atMs;
  track.id ??= createId();
  const now = track.motion.box();
  if (distance(now, track.stand.box) > stillWithin * sizeOf(now)) track.stand = { box: now, sinceMs: atMs };
}

function classOf({ votes }: Track): ObjectClass {
  return [...votes].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function isStill({ stand }: Track, atMs: number): boolean {
  return atMs - stand.sinceMs >= stillAfterMs;
}

/** A track that was never confirmed goes with its second miss: who is far away is looked at closer in every other look. */
function isOver(track: Track, atMs: number, { lostMs, lostLooks, stillLostMs }: TrackerPolicy): boolean {
  if (track.missed === 0) return false;
  if (track.id === undefined) return track.missed > 1;
  const stood = track.foundAtMs - track.stand.sinceMs >= stillAfterMs;
  return track.missed >= lostLooks && atMs - track.foundAtMs > (stood ? stillLostMs : lostMs);
}

/** Pairs of tracks and detections; no detection goes to two tracks and no track takes two. */
function join(
  tracks: readonly Track[],
  detections: readonly DetectedObject[],
  atMs: number,
  reach: number,
): Map<Track, DetectedObject> {
  if (tracks.length === 0 || detections.length === 0) return new Map();
  const forecasts = tracks.map(({ motion }) => motion.forecast(atMs));
  const cost = (row: number, column: number) => {
    const detection = detections[column]!;
    if (tracks[row]!.family !== families[detection.class]) return Number.POSITIVE_INFINITY;
    return costOf(forecasts[row]!, detection.box, reach);
  };
  const pairs = assignPairs(tracks.length, detections.length, cost, noPair);
  return new Map(pairs.map(({ row, column }) => [tracks[row]!, detections[column]!]));
}

/** What leaving both alone costs: more than any pair within reach of a track that was found lately. */
const noPair = 16;
const overlapWeight = 4;

/**
 * How unlikely it is that this is what was foretold: the negative logarithm of the place's likelihood, so that a track
 * lost long ago, which could be anywhere, does not take the box of one that was seen just now; and of two likely ones the
 * better overlap. Infinite beyond `reach` standard deviations.
 */
function costOf({ box: expected, spread }: BoxForecast, box: Box, reach: number): number {
  const off = offset(expected, box);
  const place = Math.hypot(off.x / spread.x, off.y / spread.y);
  const height = (box.height - expected.height) / spread.height;
  const overlap = intersectionOverUnion(expected, box);
  if ((place > reach || Math.abs(height) > 2 * reach) && overlap < 0.3) return Number.POSITIVE_INFINITY;
  const doubt = Math.log((spread.x * spread.y * spread.height) / sizeOf(expected) ** 3 / 0.05 ** 3);
  return (place ** 2 + height ** 2) / 2 + doubt + overlapWeight * (1 - overlap);
}

function offset(a: Box, b: Box): { x: number; y: number } {
  return { x: b.x + b.width / 2 - a.x - a.width / 2, y: b.y + b.height / 2 - a.y - a.height / 2 };
}

function distance(a: Box, b: Box): number {
  const { x, y } = offset(a, b);
  return Math.hypot(x, y);
}

function without(detections: readonly DetectedObject[], taken: ReadonlyMap<Track, DetectedObject>): DetectedObject[] {
  const used = new Set(taken.values());
  return detections.filter((detection) => !used.has(detection));
}

/** Best first; a box that lies on a better one of its family is left out. */
function withoutTwins(found: readonly DetectedObject[]): DetectedObject[] {
  const kept: DetectedObject[] = [];
  for (const detection of found.toSorted((a, b) => b.score - a.score)) {
    const isTwin = kept.some(
      (other) =>
        families[other.class] === families[detection.class] &&
        intersectionOverUnion(other.box, detection.box) > sameThing,
    );
    if (!isTwin) kept.push(detection);
  }
  return kept;
}

/** What is lost and would lie where another track was just found is that other one, under an older name. */
function withoutGhosts(tracks: Track[], matched: ReadonlyMap<Track, unknown>, atMs: number): Track[] {
  const found = tracks.filter((track) => matched.has(track));
  return tracks.filter((track) => {
    if (matched.has(track)) return true;
    const { box } = track.motion.forecast(atMs);
    return !found.some(
      (other) => other.family === track.family && intersectionOverUnion(box, other.motion.box()) > ghostOverlap,
    );
  });
}
