import type { RgbImage } from '../../../models/image.ts';
import type { DetectedFace, FaceQuality, FaceRecognizer } from '../faces/face-recognizer.ts';
import { chooseLooks, cosineOf, type Look, lookQuality, samePersonCosine } from './choose-looks.ts';

export type EnrolRefusal =
  | (FaceQuality & { usable: false })['reason']
  | 'unreadable'
  | 'no-face'
  | 'several-faces'
  | 'different-person'
  /** Enough better ones were given. */
  | 'not-needed'
  /** The models gave up on it. */
  | 'failed';

export type EnrolOutcome = { ok: true; template: Float32Array } | { ok: false; reason: EnrolRefusal };

/** A face in the background may be this much of the one in front, by area. */
const bystanderShare = 0.35;

/** The face that a picture is of: the largest, if no other is nearly as large. */
export function mainFace(faces: readonly DetectedFace[]): DetectedFace | 'no-face' | 'several-faces' {
  const [face, next] = faces.toSorted((a, b) => areaOf(b) - areaOf(a));
  if (!face) return 'no-face';
  return next && areaOf(next) > areaOf(face) * bystanderShare ? 'several-faces' : face;
}

/** The one person in a photo; or why not, so that a better photo can be asked for. */
async function lookAtPhoto(
  photo: string,
  recognizer: FaceRecognizer,
  readPhoto: (path: string) => Promise<RgbImage>,
): Promise<({ ok: true } & Look) | { ok: false; reason: EnrolRefusal }> {
  let image: RgbImage;
  try {
    image = await readPhoto(photo);
  } catch {
    // Missing, cut off, too large, or no picture at all: the person who enrols can only give another one.
    return { ok: false, reason: 'unreadable' };
  }
  const face = mainFace(await recognizer.find(image));
  if (typeof face === 'string') return { ok: false, reason: face };
  const { quality, template } = await recognizer.describe(image, face, { mirrored: true });
  if (!quality.usable) return { ok: false, reason: quality.reason };
  if (!template.every(Number.isFinite)) return { ok: false, reason: 'unreadable' };
  return { ok: true, template, quality: lookQuality(quality) };
}

/**
 * A template of the one person in a photo. `others` are templates of earlier photos of the same person: a photo of
 * somebody else among them would let that somebody in.
 */
export async function enrolPhoto(
  photo: string,
  others: readonly Float32Array[],
  recognizer: FaceRecognizer,
  readPhoto: (path: string) => Promise<RgbImage>,
): Promise<EnrolOutcome> {
  const look = await lookAtPhoto(photo, recognizer, readPhoto);
  if (!look.ok) return look;
  if (others.some((other) => cosineOf(look.template, other) < samePersonCosine)) {
    return { ok: false, reason: 'different-person' };
  }
  return { ok: true, template: look.template };
}

export interface EnrolPhotosPorts {
  recognizer: FaceRecognizer;
  readPhoto(path: string): Promise<RgbImage>;
  /** One photo at a time, between other work on the models. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  onProblem(error: unknown): void;
}

/** Templates of ONE person from several photos, in their order, and what became of each photo that gave none. */
export async function enrolPhotos(
  photos: readonly string[],
  { recognizer, readPhoto, inTurn, onProblem }: EnrolPhotosPorts,
): Promise<{ templates: Float32Array[]; refused: { photo: string; reason: EnrolRefusal }[] }> {
  const looks: (Look & { at: number })[] = [];
  const reasons: (EnrolRefusal | undefined)[] = [];
  for (const [at, photo] of photos.entries()) {
    try {
      const look = await inTurn(() => lookAtPhoto(photo, recognizer, readPhoto));
      if (look.ok) looks.push({ ...look, at });
      else reasons[at] = look.reason;
    } catch (error) {
      onProblem(error);
      reasons[at] = 'failed';
    }
  }
  const templates: Float32Array[] = [];
  for (const [index, choice] of chooseLooks(looks).entries()) {
    const { at, template } = looks[index]!;
    if (choice === 'chosen') templates.push(template);
    else reasons[at] = choice;
  }
  return {
    templates,
    refused: photos.flatMap((photo, at) => {
      const reason = reasons[at];
      return reason === undefined ? [] : [{ photo, reason }];
    }),
  };
}

function areaOf({ box }: DetectedFace): number {
  return box.width * box.height;
}
