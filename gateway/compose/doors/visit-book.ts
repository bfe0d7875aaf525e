import type { Clock } from '../../kernel/clock.ts';

/** Cameras say again that somebody is still there; one who is followed on has been answered for this long. */
const sameTrackMs = 10_000;
/** A track can break while one person walks up, and begin anew: the same person at the same door is answered once. */
const samePersonMs = 3000;

/** Who has been answered at which door, so that standing there is not asking again. */
export interface VisitBook {
  isSettled(door: string, track: string, person: string | undefined): boolean;
  settled(door: string, track: string, person: string | undefined): void;
}

export function createVisitBook(clock: Clock): VisitBook {
  const untilMs = new Map<string, number>();
  const keys = (door: string, track: string, person: string | undefined) => ({
    track: `${door}/${track}/${person ?? ''}`,
    person: person === undefined ? undefined : `${door}//${person}`,
  });
  const holds = (key: string | undefined) => key !== undefined && (untilMs.get(key) ?? 0) > clock.monotonicMs();
  return {
    isSettled: (door, track, person) => {
      const key = keys(door, track, person);
      return holds(key.track) || holds(key.person);
    },
    settled: (door, track, person) => {
      const nowMs = clock.monotonicMs();
      for (const [key, endMs] of untilMs) if (endMs <= nowMs) untilMs.delete(key);
      const key = keys(door, track, person);
      untilMs.set(key.track, nowMs + sameTrackMs);
      if (key.person !== undefined) untilMs.set(key.person, nowMs + samePersonMs);
    },
  };
}
