import { readFaceBoxes, type ScoredBox, suppressOverlaps } from '../../../models/face-boxes.ts';
import type { RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type Region } from '../../../models/image-resize.ts';
import { faceDetect } from '../../../models/manifests/face-models.ts';
import { around } from '../exports/hidden-traces.ts';
import { modelFault, openModel } from '../models/open-model.ts';
import type { Box } from './face-recognizer.ts';

const inputWidth = 320;
const inputHeight = 240;
const facePixels = { order: 'rgb', mean: [127, 127, 127], scale: [1 / 128, 1 / 128, 1 / 128] } as const;
/**
 * Lower than where faces are recognised (0.65): here a face that is missed is somebody shown, and a wrong box only a
 * spot of blur.
 */
const minScore = 0.4;
const maxOverlap = 0.4;
/** Neighbouring tiles share this much of their width, so that a face on a seam stands whole in one of them. */
const sharedPart = 0.25;
/** What fills more of a tile than that is seen better, and with fewer errors, in larger ones. */
const widestPart = 0.3;
/** So much of the smaller of two boxes inside the larger: the same face. */
const nestedPart = 0.5;

/** Finds every face that anybody could recognise; used for hiding them, never for recognising. */
export interface FaceSweep {
  /** In the whole picture and in tiles of it, `scales` pixels of the picture to one of the detector's. */
  find(image: RgbImage, scales: readonly number[]): Promise<Box[]>;
  close(): Promise<void>;
}

/** Rejects with Fault `perception-failed` when the model is missing, altered or returns a number that is not finite. */
export async function createFaceSweep(options: { modelsDir: string; threads?: number }): Promise<FaceSweep> {
  const { session } = await openModel(faceDetect, options);
  const data = new Float32Array(3 * inputWidth * inputHeight);
  const resize = createPlaneResizer(inputWidth, inputHeight, facePixels);
  const look = async (image: RgbImage, region: Region): Promise<ScoredBox[]> => {
    resize(image, data, region);
    const { scores, boxes } = await session.run({ input: { data, dims: [1, 3, inputHeight, inputWidth] } });
    return modelFault(faceDetect, () => readFaceBoxes(scores!.data, boxes!.data, region, minScore));
  };
  return {
    find: async (image, scales) => {
      const whole = { x: 0, y: 0, width: image.width, height: image.height };
      const found = await look(image, whole);
      for (const tile of scales.flatMap((scale) => tilesOf(image, scale))) {
        const inTile = await look(image, tile);
        found.push(...inTile.filter(({ box }) => box.width < tile.width * widestPart));
      }
      return joinNested(suppressOverlaps(found, maxOverlap).map(({ box }) => box));
    },
    close: () => session.close(),
  };
}

/** A close look takes a part of a face for one: such boxes become one that holds both. */
function joinNested(boxes: readonly Box[]): Box[] {
  const joined: Box[] = [];
  for (const box of boxes.toSorted((a, b) => b.width * b.height - a.width * a.height)) {
    const at = joined.findIndex((larger) => sharedOf(larger, box) > nestedPart * box.width * box.height);
    if (at < 0) joined.push(box);
    else joined[at] = around(joined[at]!, box);
  }
  return joined;
}

function sharedOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Tiles that cover a picture, all of one size; none if one tile would show all of it. */
export function tilesOf({ width, height }: { width: number; height: number }, scale: number): Region[] {
  const tile = { width: inputWidth * scale, height: inputHeight * scale };
  if (tile.width >= width && tile.height >= height) return [];
  const columns = starts(width, tile.width);
  return starts(height, tile.height).flatMap((y) => columns.map((x) => ({ x, y, ...tile })));
}

function starts(whole: number, part: number): number[] {
  if (part >= whole) return [0];
  const count = Math.ceil((whole - part * sharedPart) / (part * (1 - sharedPart)));
  return Array.from({ length: count }, (_, at) => Math.round((at * (whole - part)) / (count - 1)));
}
