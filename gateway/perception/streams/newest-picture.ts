import type { Clock } from '../../kernel/clock.ts';
import type { Picture } from './picture.ts';

/** The last picture of one camera, and those who wait for the next. */
export interface NewestPicture {
  /** Takes the picture over. */
  take(picture: Picture): void;
  /** One of this moment; the newest there is if none comes in time; `undefined` while there is none. To be released. */
  fresh(): Promise<Picture | undefined>;
  /** Whether somebody waits, or asks so often that every picture is wanted. */
  isWanted(): boolean;
  ageMs(): number | undefined;
  /** The camera is away: nobody waits any longer. */
  forget(): void;
}

/** A picture of fifteen a second is this old at the most. */
const freshMs = 100;
const patienceMs = 1000;
/** Whoever asked again within this time will ask once more. */
const oftenMs = 1000;

export function createNewestPicture(clock: Clock): NewestPicture {
  const waiting = new Set<() => void>();
  let newest: Picture | undefined;
  let askedMs = Number.NEGATIVE_INFINITY;
  let wantedUntilMs = Number.NEGATIVE_INFINITY;

  const settle = () => {
    for (const done of [...waiting]) done();
  };
  const next = () =>
    new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      waiting.add(done);
    });
  const ageMs = () => (newest ? clock.monotonicMs() - newest.takenAtMs : undefined);

  return {
    ageMs,
    isWanted: () => waiting.size > 0 || clock.monotonicMs() < wantedUntilMs,
    take: (picture) => {
      newest?.release();
      newest = picture;
      settle();
    },
    fresh: async () => {
      if (!newest) return undefined;
      const nowMs = clock.monotonicMs();
      if (nowMs - askedMs < oftenMs) wantedUntilMs = nowMs + oftenMs;
      askedMs = nowMs;
      if (nowMs - newest.takenAtMs > freshMs) await next();
      return newest?.retain();
    },
    forget: () => {
      newest?.release();
      newest = undefined;
      settle();
    },
  };
}
