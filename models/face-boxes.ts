import type { Region } from './image-resize.ts';

export interface ScoredBox {
  box: Region;
  score: number;
}

/** How much two boxes share: intersection over union, 0…1. */
export function overlapOf(a: Region, b: Region): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/** Keeps the best box of each heap: boxes that overlap a better one by more than `maxOverlap` go. */
export function suppressOverlaps(boxes: readonly ScoredBox[], maxOverlap: number): ScoredBox[] {
  const kept: ScoredBox[] = [];
  for (const candidate of [...boxes].sort((a, b) => b.score - a.score)) {
    if (kept.every((better) => overlapOf(better.box, candidate.box) <= maxOverlap)) kept.push(candidate);
  }
  return kept;
}

/**
 * The detector's output in pixels. `scores` n×2 (background, face), `boxes` n×4 corners in 0…1 of `region`. Throws
 * RangeError on a value that is not finite: such a model must not be believed.
 */
export function readFaceBoxes(
  scores: Float32Array,
  boxes: Float32Array,
  region: Region,
  minScore: number,
): ScoredBox[] {
  const found: ScoredBox[] = [];
  for (let at = 0; at < scores.length / 2; at += 1) {
    const score = scores[2 * at + 1]!;
    if (score < minScore) continue;
    const left = boxes[4 * at]! * region.width + region.x;
    const top = boxes[4 * at + 1]! * region.height + region.y;
    const width = boxes[4 * at + 2]! * region.width + region.x - left;
    const height = boxes[4 * at + 3]! * region.height + region.y - top;
    if (!Number.isFinite(score + left + top + width + height)) {
      throw new RangeError('the face detector returned a number that is not finite');
    }
    if (width >= 1 && height >= 1) found.push({ box: { x: left, y: top, width, height }, score });
  }
  return found;
}
