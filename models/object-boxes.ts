import { overlapOf } from './face-boxes.ts';
import type { Region } from './image-resize.ts';

/** Where the classes that ring 2 tells apart stand among the 80 of the COCO set. */
const classPlanes = { person: 0, bicycle: 1, motorcycle: 3, car: 2, bus: 5, truck: 7, dog: 16, cat: 15 } as const;
const classes = 80;
/** How far a side is from the centre: a distribution over 0…10 strides. */
const bins = 11;

export type ObjectName = keyof typeof classPlanes;

export const objectNames = Object.keys(classPlanes) as ObjectName[];

export interface ObjectBox {
  class: ObjectName;
  score: number;
  box: Region;
}

/** One output: `data` is (80 + 4·11) planes of `height × width` cells, a cell for `stride × stride` input pixels. */
export interface ObjectLevel {
  stride: number;
  width: number;
  height: number;
  data: Float32Array;
}

/** More boxes than any picture holds: an output of noise is cut here, before every box is held against every other. */
const maxCandidates = 1000;
/** Two boxes of one class that share more than this are of one object; the model's authors use the same. */
const maxOverlap = 0.6;

/**
 * NanoDet's raw outputs as boxes in pixels of its input, best score first, one for each object of a class. A score is
 * the sigmoid of a class's plane; the distance of each side is the mean of its distribution. Throws RangeError on a
 * value that is not finite or an output of the wrong size: such a model must not be believed.
 */
export function readObjectBoxes(levels: readonly ObjectLevel[], minScore: number): ObjectBox[] {
  const minLogit = Math.log(minScore / (1 - minScore));
  const found = levels.flatMap((level) => readLevel(level, minLogit));
  found.sort((a, b) => b.score - a.score);
  const kept: ObjectBox[] = [];
  for (const one of found.slice(0, maxCandidates)) {
    const isNew = kept.every((better) => better.class !== one.class || overlapOf(better.box, one.box) <= maxOverlap);
    if (isNew) kept.push(one);
  }
  return kept;
}

function readLevel(level: ObjectLevel, minLogit: number): ObjectBox[] {
  const cells = level.width * level.height;
  if (level.data.length !== cells * (classes + 4 * bins)) throw new RangeError('an output has the wrong size');
  const found: ObjectBox[] = [];
  let sum = 0;
  for (const name of objectNames) {
    const plane = classPlanes[name] * cells;
    for (let cell = 0; cell < cells; cell += 1) {
      const logit = level.data[plane + cell]!;
      sum += logit;
      if (logit >= minLogit) found.push({ class: name, score: 1 / (1 + Math.exp(-logit)), box: readBox(level, cell) });
    }
  }
  if (!Number.isFinite(sum)) throw new RangeError('the object detector returned a number that is not finite');
  return found;
}

function readBox(level: ObjectLevel, cell: number): Region {
  const { stride, width } = level;
  const x = ((cell % width) + 0.5) * stride;
  const y = (Math.floor(cell / width) + 0.5) * stride;
  const [left, top, right, bottom] = [0, 1, 2, 3].map((side) => meanDistance(level, side, cell) * stride);
  if (!Number.isFinite(left! + top! + right! + bottom!)) {
    throw new RangeError('the object detector returned a number that is not finite');
  }
  return { x: x - left!, y: y - top!, width: left! + right!, height: top! + bottom! };
}

/** The mean of the distribution that the softmax of a side's planes is, in strides. */
function meanDistance({ data, width, height }: ObjectLevel, side: number, cell: number): number {
  const cells = width * height;
  const first = (classes + side * bins) * cells + cell;
  let highest = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin += 1) highest = Math.max(highest, data[first + bin * cells]!);
  let [total, mean] = [0, 0];
  for (let bin = 0; bin < bins; bin += 1) {
    const weight = Math.exp(data[first + bin * cells]! - highest);
    total += weight;
    mean += weight * bin;
  }
  return mean / total;
}
