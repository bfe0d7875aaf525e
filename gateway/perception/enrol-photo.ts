import type { RgbImage } from '../../models/image.ts';
import type { DetectedFace, FaceQuality, FaceRecognizer } from './face-recognizer.ts';

export type EnrolRefusal =
  | (FaceQuality & { usable: false })['reason']
  | 'unreadable'
  | 'no-face'
  | 'several-faces'
  | 'different-person'
  /** The models gave up on it. */
  | 'failed';

export type EnrolOutcome = { ok: true; template: Float32Array } | { ok: false; reason: EnrolRefusal };

/** A face in the background may be this much of the one in front, by area. */
const bystanderShare = 0.35;
/** Two people hardly ever reach it, one person hardly ever stays below it (impostor median 0.02, genuine 5th percentile 0.49). */
const samePersonCosine = 0.25;

/**
 * A template of the one person in a photo; or why not, so that a better photo can be asked for. `others` are templates of
 * earlier photos of the same person: a photo of somebody else among them would let that somebody in.
 */
export async function enrolPhoto(
  photo: string,
  others: readonly Float32Array[],
  recognizer: FaceRecognizer,
  readPhoto: (path: string) => Promise<RgbImage>,
): Promise<EnrolOutcome> {
  let image: RgbImage;
  try {
    image = await readPhoto(photo);
  } catch {
    // Missing, cut off, too large, or no picture at all: the person who enrols can only give another one.
    return { ok: false, reason: 'unreadable' };
  }
  const [face, next] = (await recognizer.find(image)).toSorted((a, b) => areaOf(b) - areaOf(a));
  if (!face) return { ok: false, reason: 'no-face' };
  if (next && areaOf(next) > areaOf(face) * bystanderShare) return { ok: false, reason: 'several-faces' };
  const { quality, template } = await recognizer.describe(image, face);
  if (!quality.usable) return { ok: false, reason: quality.reason };
  if (!template.every(Number.isFinite)) return { ok: false, reason: 'unreadable' };
  if (others.some((other) => cosineOf(template, other) < samePersonCosine)) {
    return { ok: false, reason: 'different-person' };
  }
  return { ok: true, template };
}

function areaOf({ box }: DetectedFace): number {
  return box.width * box.height;
}

/** Of two vectors of length 1. */
function cosineOf(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
