import { alignedSize, alignedToPlanes, alignmentOf, mirrorAligned, sampleAligned } from '../../../models/face-align.ts';
import { detectorSizeFor, readFaceBoxes, suppressOverlaps } from '../../../models/face-boxes.ts';
import { landmarkInput, landmarkSize, readLandmarks } from '../../../models/face-landmarks.ts';
import { type FaceMeasures, type FaceProblem, faceProblem, measureFace } from '../../../models/face-quality.ts';
import { templateLength } from '../../../models/gallery.ts';
import { assertRgbImage, type RgbImage } from '../../../models/image.ts';
import { createPlaneResizer, type PlaneResizer, type Region } from '../../../models/image-resize.ts';
import { faceDetect, faceEmbed, faceLandmark } from '../../../models/manifests/face-models.ts';
import { createTurns } from '../analysis/turns.ts';
import type { Session } from '../models/onnx-inference.ts';
import { modelFault, openModel } from '../models/open-model.ts';

/** Pixels of the image it was found in. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface DetectedFace {
  box: Box;
  score: number;
}

export type FaceQuality = ({ usable: true } & FaceMeasures) | ({ usable: false; reason: FaceProblem } & FaceMeasures);

export interface DescribedFace extends DetectedFace {
  /** 68 points, x and y in turn, in pixels. */
  landmarks: Float32Array;
  quality: FaceQuality;
  /** 512 values of length 1; none if only usable faces were asked for and this is not one. */
  template: Float32Array;
}

export interface DescribeOptions {
  /**
   * The template is the mean of the face and its mirror image: half the chance in it, at twice the time. Right where a
   * face is described once and compared often, as at enrolment.
   */
  mirrored?: boolean;
  /** A face that cannot be used gets an empty template, and saves most of the time. */
  usableOnly?: boolean;
}

export interface FaceRecognizer {
  /** Names weights and preparation: templates of two recognizers with the same id may be compared. */
  readonly modelId: string;
  /** Every face, best score first; in `region` only, if one is given: that part is then seen larger. */
  find(image: RgbImage, region?: Region): Promise<DetectedFace[]>;
  describe(image: RgbImage, face: DetectedFace, options?: DescribeOptions): Promise<DescribedFace>;
  close(): Promise<void>;
}

const facePixels = { order: 'rgb', mean: [127, 127, 127], scale: [1 / 128, 1 / 128, 1 / 128] } as const;

/** The detector's authors use 0.65 and 0.4 in their own demo; see `npm run eval -- faces` for what it finds and misses. */
const minScore = 0.65;
const maxOverlap = 0.4;

export interface FaceRecognizerOptions {
  modelsDir: string;
  /** 1 by default. */
  threads?: number;
}

/** The id of the embedder whose prepared file has this sha256. */
export function faceModelId(sha256: string): string {
  return `mobilefacenet-${sha256.slice(0, 12)}`;
}

/**
 * Finds and describes faces on the CPU. Rejects with Fault `perception-failed` when a model is missing, altered or
 * returns a number that is not finite. Calls queue, for they share buffers.
 */
export async function createFaceRecognizer(options: FaceRecognizerOptions): Promise<FaceRecognizer> {
  const [detect, landmark, embed] = await Promise.all([
    openModel(faceDetect, options),
    openModel(faceLandmark, options),
    openModel(faceEmbed, options),
  ]);
  const find = createFinder(detect.session);
  const describe = createDescriber(landmark.session, embed.session);
  const turns = createTurns();
  return {
    modelId: faceModelId(embed.sha256),
    find: (image, region) => {
      assertRgbImage(image);
      return turns.run(() => find(image, region ?? { x: 0, y: 0, width: image.width, height: image.height }));
    },
    describe: (image, face, options = {}) => {
      assertRgbImage(image);
      return turns.run(() => describe(image, face, options));
    },
    close: () =>
      turns.run(async () => {
        await Promise.all([detect, landmark, embed].map(({ session }) => session.close()));
      }),
  };
}

function createFinder(detect: Session) {
  /** By height; the width is always the same. */
  const inputs = new Map<number, { resize: PlaneResizer; data: Float32Array }>();
  return async (image: RgbImage, region: Region): Promise<DetectedFace[]> => {
    const shown = detectorSizeFor(region);
    const { width, height } = shown;
    const input = inputs.get(height) ?? {
      resize: createPlaneResizer(width, height, facePixels),
      data: new Float32Array(3 * width * height),
    };
    inputs.set(height, input);
    input.resize(image, input.data, region);
    const { scores, boxes } = await detect.run({ input: { data: input.data, dims: [1, 3, height, width] } });
    const found = modelFault(faceDetect, () => readFaceBoxes(scores!.data, boxes!.data, region, minScore, shown));
    return suppressOverlaps(found, maxOverlap);
  };
}

function createDescriber(landmark: Session, embed: Session) {
  const grey = new Float32Array(landmarkSize * landmarkSize);
  const aligned = new Float32Array(3 * alignedSize * alignedSize);
  const planes = new Float32Array(3 * alignedSize * alignedSize);
  const embedAligned = async () => {
    alignedToPlanes(aligned, planes);
    const features = await embed.run({ input: { data: planes, dims: [1, 3, alignedSize, alignedSize] } });
    return modelFault(faceEmbed, () => normalise(features.output!.data));
  };
  const templateOf = async (mirrored: boolean) => {
    const template = await embedAligned();
    if (!mirrored) return template;
    mirrorAligned(aligned);
    const mirror = await embedAligned();
    return modelFault(faceEmbed, () => normalise(template.map((value, at) => value + mirror[at]!)));
  };
  return async (image: RgbImage, face: DetectedFace, options: DescribeOptions): Promise<DescribedFace> => {
    landmarkInput(image, face.box, grey);
    const points = await landmark.run({ input: { data: grey, dims: [1, 1, landmarkSize, landmarkSize] } });
    const { landmarks, alignment } = modelFault(faceLandmark, () => {
      const landmarks = readLandmarks(points.output!.data, face.box);
      const alignment = alignmentOf(landmarks);
      if (!alignment) throw new RangeError('it returned all points in one place');
      return { landmarks, alignment };
    });
    sampleAligned(image, alignment, aligned);
    const measures = measureFace(aligned, landmarks);
    const reason = faceProblem(measures);
    const quality: FaceQuality = reason ? { usable: false, reason, ...measures } : { usable: true, ...measures };
    const skipped = reason !== undefined && options.usableOnly === true;
    const template = skipped ? new Float32Array(0) : await templateOf(options.mirrored === true);
    return { ...face, landmarks, quality, template };
  };
}

/** To length 1. Throws RangeError when a value is not finite or all are zero. */
function normalise(features: Float32Array): Float32Array {
  let squares = 0;
  for (const value of features) squares += value * value;
  if (features.length !== templateLength || !Number.isFinite(squares) || squares === 0) {
    throw new RangeError('the face embedder returned no usable template: a number that is not finite, or only zeros');
  }
  const scale = 1 / Math.sqrt(squares);
  return features.map((value) => value * scale);
}
