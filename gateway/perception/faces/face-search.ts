import { detectorSize, overlapOf, suppressOverlaps } from '../../../models/face-boxes.ts';
import type { RgbImage } from '../../../models/image.ts';
import type { Region } from '../../../models/image-resize.ts';
import type { PartBox } from '../messages.ts';
import { tileOfMotion, tileOfTrack } from './closer-look.ts';
import type { Box, DetectedFace, FaceRecognizer } from './face-recognizer.ts';

export interface SearchHints {
  atMs: number;
  /** Where something moves. */
  moving: readonly PartBox[];
  /** Where faces were a moment ago. */
  followed: readonly Box[];
}

/** The detector's own pixels that a face needs to be found for sure: smaller ones come and go from frame to frame. */
const surePixels = 16;
/** Somebody who walks away shows no face: what moves is looked at closer only so often. */
const motionEveryMs = 250;
const maxOverlap = 0.4;

/**
 * Looks at the whole picture, and where that shows no face large enough to be sure of, once more at a part of it in full
 * resolution: where a face that is followed was, or else where something moves, one part a picture, in turn.
 */
export function createFaceSearch(recognizer: FaceRecognizer) {
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  let turn = 0;

  const tileFor = (image: RgbImage, found: readonly DetectedFace[], hints: SearchHints): Region | undefined => {
    const sureWidth = (surePixels * image.width) / detectorSize.width;
    const sure = found.filter(({ box }) => box.width >= sureWidth);
    const lost = hints.followed.find((face) => sure.every(({ box }) => overlapOf(box, face) === 0));
    if (lost) return tileOfTrack(lost, image);
    const [small] = found;
    if (sure.length > 0 || hints.atMs - lookedAtMs < motionEveryMs) return undefined;
    if (small) return tileOfTrack(small.box, image);
    const moving = hints.moving[turn % Math.max(1, hints.moving.length)];
    turn++;
    return moving && tileOfMotion(moving, image);
  };

  return {
    whole: (image: RgbImage) => recognizer.find(image),
    /** `found` and what a closer look adds to it; undefined if there is nothing to look at closer. */
    closer: async (image: RgbImage, found: readonly DetectedFace[], hints: SearchHints) => {
      const tile = tileFor(image, found, hints);
      if (!tile) return undefined;
      lookedAtMs = hints.atMs;
      return suppressOverlaps([...(await recognizer.find(image, tile)), ...found], maxOverlap);
    },
  };
}
