import type { Ring, Title } from '../../devices/contracts/place.ts';

/** A passage as it is kept: where, when, how and with what outcome; who is not in it. */
export interface SubjectPassage {
  id: string;
  atMs: number;
  /** Door or barrier. */
  place: string;
  method: string;
  outcome: string;
  reason: string;
  side?: 'entry' | 'exit';
  /** Whether the way was used, where that is known. */
  taken?: boolean;
}

/** One step of somebody's way through the rings. */
export interface TrajectoryStep extends SubjectPassage {
  placeName: Title;
  /** 1 entrances, 2 inner public area, 3 unit doors; missing for a place that the site has no longer. */
  ring?: Ring;
}

export type NamedPlace = { ring: Ring; name: Title };

/** The way in the order of time; what happened at one moment, from the outer ring to the inner one. */
export function toTrajectory(
  passages: readonly SubjectPassage[],
  placeOf: (id: string) => NamedPlace | undefined,
): TrajectoryStep[] {
  return passages
    .map((passage) => {
      const place = placeOf(passage.place);
      const placeName = place?.name ?? { zh: passage.place, en: passage.place };
      return { ...passage, placeName, ...(place && { ring: place.ring }) };
    })
    .toSorted((a, b) => a.atMs - b.atMs || (a.ring ?? 4) - (b.ring ?? 4));
}
