import type { FaceMeasures } from '../../../models/face-quality.ts';

/** One look at a face that may become a template. */
export interface Look {
  /** 512 values of length 1. */
  template: Float32Array;
  /** 0…1, see `lookQuality`. */
  quality: number;
}

/** More than this many looks of one person cost search time and hardly find anybody more. */
export const maxTemplates = 5;
/** Two people hardly ever reach it, one person hardly ever stays below it (impostor median 0.02, genuine 5th percentile 0.49). */
export const samePersonCosine = 0.25;
/** Two looks this alike are one: noise, blur, a shift or 3° of roll leave a photo above 0.97 of itself, a video above 0.98. */
export const sameLookCosine = 0.95;

/** Pixels between the eyes from which more of them add nothing: twice what the embedder is given. */
const plentyPx = 70;
const plentySharpness = 0.02;

/** How much a look says about the face, 0…1: large, sharp and from the front is best. */
export function lookQuality({ sizePx, sharpness, yaw }: FaceMeasures): number {
  const front = Math.max(0, Math.cos((yaw * Math.PI) / 180));
  return Math.min(1, sizePx / plentyPx) * Math.min(1, sharpness / plentySharpness) * front;
}

/** Of two vectors of length 1. */
export function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export type Choice = 'chosen' | 'different-person' | 'not-needed';

/**
 * Says of each look whether it becomes a template. Looks that disagree with the majority are of somebody else; where two
 * groups are equally large nobody can say who is meant, and all of them are refused. Of what remains the best are taken,
 * at most `maxTemplates`, and none twice.
 */
export function chooseLooks(looks: readonly Look[]): Choice[] {
  const agreeing = looks.map(({ template }) =>
    looks.filter((other) => cosineOf(template, other.template) >= samePersonCosine),
  );
  const most = Math.max(0, ...agreeing.map(({ length }) => length));
  const candidates = looks.filter((_, at) => agreeing[at]!.length === most);
  const [first] = candidates.toSorted((a, b) => b.quality - a.quality);
  // A second group of the same size that the first knows nothing of: a draw.
  const draw = candidates.some((look) => first && cosineOf(look.template, first.template) < samePersonCosine);
  const best = first && !draw ? agreeing[looks.indexOf(first)]!.toSorted((a, b) => b.quality - a.quality) : [];
  const chosen: Look[] = [];
  const choices = new Map<Look, Choice>();
  for (const look of first ? [first, ...best.filter((other) => other !== first)] : []) {
    if (draw) break;
    const alike = chosen.map(({ template }) => cosineOf(template, look.template));
    const choice = alike.some((score) => score < samePersonCosine)
      ? 'different-person'
      : chosen.length === maxTemplates || alike.some((score) => score >= sameLookCosine)
        ? 'not-needed'
        : 'chosen';
    choices.set(look, choice);
    if (choice === 'chosen') chosen.push(look);
  }
  return looks.map((look) => choices.get(look) ?? 'different-person');
}
