import type { SubjectPassages } from '../../decision/sqlite-subject-passages.ts';
import { recordsOfSubject, type SubjectSource } from '../../privacy/subject-records.ts';
import { isNearPlate } from '../doors/plate-reading.ts';

/**
 * What cameras read that may be a plate of this person's vehicles. In the transaction that is open, before the records go: only
 * they say which plates those are. How many readings went.
 */
export function forgetReadings(
  { register, passages }: { register: SubjectSource; passages: Pick<SubjectPassages, 'forgetReadings'> },
  person: string,
): number {
  const plates = recordsOfSubject(register, person)?.vehicles.map(({ vehicle }) => vehicle.plate) ?? [];
  return plates.length === 0 ? 0 : passages.forgetReadings((seen) => plates.some((plate) => isNearPlate(seen, plate)));
}
