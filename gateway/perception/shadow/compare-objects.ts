import { overlapOf } from '../../../models/face-boxes.ts';
import type { DetectedObject } from '../objects/object-detector.ts';

/** What both models found, and what each found, over the same picture. */
export interface Agreement {
  both: number;
  old: number;
  new: number;
}

/** What a tracker may begin a track with; weaker boxes come and go with any model. */
const minScore = 0.4;
const minOverlap = 0.5;

/** A box counts as the same if its class is and it shares half of both (intersection over union); each is used once. Pure. */
export function compareObjects(before: readonly DetectedObject[], after: readonly DetectedObject[]): Agreement {
  const sure = (found: readonly DetectedObject[]) => found.filter(({ score }) => score >= minScore);
  const [old, fresh] = [sure(before), sure(after)];
  const left = new Set(fresh);
  let both = 0;
  for (const one of old) {
    const same = [...left].find((other) => other.class === one.class && overlapOf(other.box, one.box) >= minOverlap);
    if (!same) continue;
    left.delete(same);
    both += 1;
  }
  return { both, old: old.length, new: fresh.length };
}
