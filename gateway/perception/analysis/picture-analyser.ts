import type { Box } from '../faces/face-recognizer.ts';
import type { FaceSighting, ObjectsSighting, PartBox, PlateSighting } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';

/** What is looked for in one camera's pictures. */
export interface PictureAnalyser {
  /** How long to wait between two looks now; `undefined` if there is nothing to look for. */
  lookEveryMs(moving: boolean, nowMs: number): number | undefined;
  /** Somebody or something is followed that must not be lost, even if nothing moves: every picture is wanted. */
  isFollowing(nowMs: number): boolean;
  /** Looks at one picture, which stays the caller's. `moving` is where something moves in it, largest first. */
  analyse(picture: Picture, moving?: readonly PartBox[]): Promise<void>;
  /** The stream broke: what was followed is not followed on. */
  reset(): void;
}

export type Sighting = FaceSighting | PlateSighting;

/** A box in pixels as parts of its picture. */
export function toPartBox(box: Box, { width, height }: { width: number; height: number }): PartBox {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const [x, y] = [clamp(box.x / width), clamp(box.y / height)];
  return { x, y, width: clamp((box.x + box.width) / width) - x, height: clamp((box.y + box.height) / height) - y };
}

export interface AnalyserPorts {
  camera: string;
  createTrackId(): string;
  /** `best` is the clearest picture of the track, if one was kept; it is released by the receiver. */
  emit(sighting: Sighting, best: Picture | undefined): void;
  /** One look at what is followed through a watched picture. */
  report(sighting: ObjectsSighting): void;
  record(stage: string, milliseconds: number): void;
}

/** Runs one stage of the work and says how long it took. */
export async function timed<T>(ports: AnalyserPorts, stage: string, work: () => T | Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const result = await work();
  ports.record(stage, performance.now() - startedMs);
  return result;
}

/** The clearest picture of a track so far. */
export interface BestPicture {
  offer(picture: Picture, quality: number): void;
  /** Another hold on it. */
  take(): Picture | undefined;
  /** The track is over: nothing is kept any more. */
  release(): void;
}

export function createBestPicture(): BestPicture {
  let best: Picture | undefined;
  let bestQuality = Number.NEGATIVE_INFINITY;
  let over = false;
  return {
    offer: (picture, quality) => {
      if (over || !(quality > bestQuality)) return;
      best?.release();
      best = picture.retain();
      bestQuality = quality;
    },
    take: () => best?.retain(),
    release: () => {
      best?.release();
      best = undefined;
      over = true;
    },
  };
}
