import type { ObjectClass } from '../../../devices/contracts/camera-scene.ts';
import { assertRgbImage, type RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type Region } from '../../../models/image-resize.ts';
import { objectDetect } from '../../../models/manifests/object-models.ts';
import { readObjectBoxes } from '../../../models/object-boxes.ts';
import { createTurns } from '../analysis/turns.ts';
import type { Box } from '../faces/face-recognizer.ts';
import type { Session } from '../models/onnx-inference.ts';
import { modelFault, openModel } from '../models/open-model.ts';

export interface DetectedObject {
  class: ObjectClass;
  /** 0…1. */
  score: number;
  /** Pixels of the image, also where a region was given; within the image. */
  box: Box;
}

export interface ObjectDetector {
  /** Names weights and preparation. */
  readonly modelId: string;
  /**
   * Everything of score 0.1 or more, best first: what a tracker may use to go on with a track it has. In `region` only,
   * if one is given: that part is then seen larger, and what has its middle outside is left out.
   */
  detect(image: RgbImage, region?: Region): Promise<DetectedObject[]>;
  close(): Promise<void>;
}

const inputWidth = 512;
const inputHeight = 288;
const strides = [8, 16, 32] as const;
/** What the model was trained with. */
const pixels = {
  order: 'bgr',
  mean: [103.53, 116.28, 123.675],
  scale: [1 / 57.375, 1 / 57.12, 1 / 58.395],
} as const;
const minScore = 0.1;

/**
 * Finds people, two-wheelers, vehicles, dogs and cats on the CPU. Rejects with Fault `perception-failed` when the model
 * is missing, altered or returns a number that is not finite. Calls queue, for they share a buffer.
 */
export async function createObjectDetector(options: { modelsDir: string; threads?: number }): Promise<ObjectDetector> {
  const { session, sha256 } = await openModel(objectDetect, options);
  const find = createFinder(session);
  const turns = createTurns();
  return {
    modelId: `nanodet-${sha256.slice(0, 12)}`,
    detect: (image, region) => {
      assertRgbImage(image);
      return turns.run(() => find(image, region ?? { x: 0, y: 0, width: image.width, height: image.height }));
    },
    close: () => turns.run(() => session.close()),
  };
}

function createFinder(session: Session) {
  const resize = createPlaneResizer(inputWidth, inputHeight, pixels);
  const data = new Float32Array(3 * inputWidth * inputHeight);
  return async (image: RgbImage, region: Region): Promise<DetectedObject[]> => {
    const view = viewOf(region);
    resize(image, data, view);
    const outputs = await session.run({ input: { data, dims: [1, 3, inputHeight, inputWidth] } });
    const levels = strides.map((stride) => ({
      stride,
      width: inputWidth / stride,
      height: inputHeight / stride,
      data: outputs[`stride-${stride}`]!.data,
    }));
    const found = modelFault(objectDetect, () => readObjectBoxes(levels, minScore));
    return found.flatMap(({ box, ...object }) => {
      const inImage = clip(inView(box, view), image);
      return inImage && holdsMiddle(region, inImage) ? [{ ...object, box: inImage }] : [];
    });
  };
}

/**
 * The part of the picture to look at, in the model's shape: as much more as needed on both sides of `region`, where the
 * picture's edge is repeated. People who are squeezed or stretched are found less often.
 */
function viewOf(region: Region): Region {
  const scale = Math.max(region.width / inputWidth, region.height / inputHeight);
  const [width, height] = [inputWidth * scale, inputHeight * scale];
  return { x: region.x - (width - region.width) / 2, y: region.y - (height - region.height) / 2, width, height };
}

function inView(box: Box, view: Region): Box {
  const scale = view.width / inputWidth;
  return {
    x: view.x + box.x * scale,
    y: view.y + box.y * scale,
    width: box.width * scale,
    height: box.height * scale,
  };
}

/** What of a box lies in the image, if that is a pixel or more. */
function clip(box: Box, image: RgbImage): Box | undefined {
  const [left, top] = [Math.max(0, box.x), Math.max(0, box.y)];
  const width = Math.min(image.width, box.x + box.width) - left;
  const height = Math.min(image.height, box.y + box.height) - top;
  return width >= 1 && height >= 1 ? { x: left, y: top, width, height } : undefined;
}

function holdsMiddle(region: Region, box: Box): boolean {
  const [x, y] = [box.x + box.width / 2 - region.x, box.y + box.height / 2 - region.y];
  return x >= 0 && y >= 0 && x <= region.width && y <= region.height;
}
