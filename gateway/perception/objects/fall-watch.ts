import type { FallSighting, FallZone } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';
import { createFallFinder, type FallFinder } from './fall-finder.ts';

/** The façades that a process watches for falling objects. */
export interface FallWatch {
  /** What is watched at a camera from now on; nothing, for an empty list. */
  set(camera: string, zones: readonly FallZone[]): void;
  /** Whether all pictures of a camera are wanted. */
  isOn(camera: string): boolean;
  /** Looks at a picture that stays the caller's. Nothing of it is kept but averages. */
  look(camera: string, picture: Picture): void;
  /** The stream broke off. */
  reset(camera: string): void;
}

export interface FallWatchPorts {
  report(sighting: FallSighting): void;
  /** How long a look took. */
  record(camera: string, milliseconds: number): void;
  onProblem(camera: string, error: unknown): void;
}

export function createFallWatch({ report, record, onProblem }: FallWatchPorts): FallWatch {
  const finders = new Map<string, FallFinder[]>();
  const find = (camera: string, at: readonly FallFinder[], picture: Picture) => {
    const { width, height, takenAtMs, shownAtMs = takenAtMs } = picture;
    const view = { width, height, ...picture.luma() };
    for (const { endedAtMs, ...seen } of at.flatMap((finder) => finder.look(view, shownAtMs))) {
      report({ kind: 'fall-sighting', camera, seenAtMs: takenAtMs - (shownAtMs - endedAtMs), ...seen });
    }
  };
  return {
    isOn: (camera) => finders.has(camera),
    set: (camera, zones) => {
      if (zones.length === 0) finders.delete(camera);
      else finders.set(camera, zones.map(createFallFinder));
    },
    reset: (camera) => {
      for (const finder of finders.get(camera) ?? []) finder.reset();
    },
    look: (camera, picture) => {
      const at = finders.get(camera);
      if (!at) return;
      const startedMs = performance.now();
      try {
        find(camera, at, picture);
      } catch (error) {
        // A picture that cannot be read shows no fall; the next one may.
        onProblem(camera, error);
      }
      record(camera, performance.now() - startedMs);
    },
  };
}
