import type { PersonPhoto } from '../assets/person-photo.ts';
import type { Figure } from './camera-picture.ts';
import { drawPerson } from './sharp-person.ts';

/** Figures take a fifth of a second to draw and about three megabytes: the latest few are kept for all cameras. */
const kept = new Map<string, Promise<Figure>>();
const keptMost = 10;

export function figureOf(person: PersonPhoto, faceHeight: number): Promise<Figure> {
  const key = `${person.id} ${faceHeight}`;
  const found = kept.get(key);
  kept.delete(key);
  const figure =
    found ??
    drawPerson(person, faceHeight).catch((error: unknown) => {
      kept.delete(key); // the photo may be there next time
      throw error;
    });
  kept.set(key, figure);
  const oldest = kept.keys().next();
  if (kept.size > keptMost && !oldest.done) kept.delete(oldest.value);
  return figure;
}
