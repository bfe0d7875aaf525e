import type { PlateReading } from '../../console/doors/door-ports.ts';
import type { SeenPlate } from '../../decision/match-plate.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import type { Vehicle } from '../../register/records.ts';

/** Further apart is another car. */
const mostDifferent = 2;
const mostCandidates = 5;

/** A reading beside the registered plates that it may be: as long, and different in at most two characters. */
export function toPlateReading(seen: SeenPlate, vehicles: Iterable<Pick<Vehicle, 'plate' | 'state'>>): PlateReading {
  const plate = normalisePlate(seen.plate);
  const letters = [...plate];
  const candidates = [...vehicles]
    .flatMap(({ plate: known, state }) => {
      const differs = differences(letters, [...known]);
      return differs ? [{ plate: known, state, differs }] : [];
    })
    .sort((a, b) => a.differs.length - b.differs.length)
    .slice(0, mostCandidates);
  const { colour, characters = [], doubtful = [] } = seen;
  return {
    plate,
    ...(colour !== undefined && colour !== 'unknown' && { colour }),
    characters: [...characters],
    doubtful: [...doubtful],
    candidates,
  };
}

/** Whether the guard would be offered this registered plate as what was read. */
export function isNearPlate(seen: string, known: string): boolean {
  return differences([...normalisePlate(seen)], [...known]) !== undefined;
}

function differences(a: readonly string[], b: readonly string[]): number[] | undefined {
  if (a.length !== b.length) return undefined;
  const differs = a.flatMap((letter, at) => (letter === b[at] ? [] : [at]));
  return differs.length <= mostDifferent ? differs : undefined;
}
