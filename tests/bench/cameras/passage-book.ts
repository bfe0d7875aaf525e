import { nowMs } from '../../../firmware-sims/device/sim-clock.ts';
import type { FaceSighting, PlateSighting } from '../../../gateway/perception/messages.ts';

/** One scripted passage: who is to be seen where, and until when it counts. Milliseconds as sightings have them. */
interface Expected {
  camera: string;
  who: string;
  entersMs: number;
  untilMs: number;
  seenMs?: number;
}

/** Holds what was sighted against what was played. */
export interface PassageBook {
  expect(passage: Omit<Expected, 'seenMs'>): void;
  face(sighting: FaceSighting): void;
  plate(sighting: PlateSighting): void;
  score(): PassageScore;
}

export interface PassageScore {
  passages: number;
  missed: Omit<Expected, 'seenMs'>[];
  /** Sightings that named somebody else, or another plate without doubt. */
  wrong: number;
  /** From the first frame that shows them to the sighting, of those that were seen. */
  enterToSightingMs: { camera: string; milliseconds: number }[];
}

export function createPassageBook(): PassageBook {
  const passages: Expected[] = [];
  let wrong = 0;
  const seen = (camera: string, who: string) => {
    const atMs = nowMs();
    const there = passages.filter((one) => one.camera === camera && one.entersMs <= atMs && atMs <= one.untilMs);
    const right = there.find((one) => one.who === who);
    if (right) right.seenMs ??= atMs;
    // A passage that is just over may be said again; what nobody played is wrong.
    else if (!passages.some((one) => one.camera === camera && one.who === who)) wrong++;
  };
  return {
    expect: (passage) => passages.push({ ...passage }),
    face: ({ camera, verdict }) => {
      if (verdict.kind === 'known') seen(camera, verdict.person);
    },
    plate: ({ camera, verdict }) => {
      if (verdict.kind === 'exact') seen(camera, verdict.plate);
    },
    score: () => ({
      passages: passages.length,
      missed: passages.filter(({ seenMs }) => seenMs === undefined),
      wrong,
      enterToSightingMs: passages.flatMap(({ camera, entersMs, seenMs }) =>
        seenMs === undefined ? [] : [{ camera, milliseconds: seenMs - entersMs }],
      ),
    }),
  };
}
