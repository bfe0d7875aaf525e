import { alignedSize, fivePointsOf } from './face-align.ts';
import { coverOf, type FaceCover } from './face-cover.ts';
import { type FacePose, poseOf } from './face-pose.ts';

export type FaceProblem = 'too-small' | 'blurred' | 'turned' | 'covered' | 'too-dark' | 'too-bright';

export interface FaceMeasures extends FacePose, FaceCover {
  /** Pixels between the eyes in the picture. */
  sizePx: number;
  /** Variance of the Laplacian of the aligned face's grey, divided by the variance of that grey: 0 is flat. */
  sharpness: number;
  /** Mean grey of the aligned face's middle, 0…255. */
  brightness: number;
}

/**
 * Limits below which a template says more about the picture than about the person. Sizes: templates of faces with
 * under 20 px between the eyes come from more invention than data (the embedder's input has 35). Turn: beyond about 45°
 * one eye is hidden, and beyond 40° up or down the face is foreshortened by a quarter; roll is undone by the alignment.
 * Brightness: the middle of a face must not sit where a camera clips. Sharpness: well below what a face photo resized
 * from half its size has. Cover: eyes and lips are where a face has the most detail, so half of its average
 * (three quarters for the mouth, which covers more of it) means that something hides them; eyes that send
 * back about a third of the cheeks' light are behind dark glass.
 */
export interface FaceLimits {
  minSizePx: number;
  minSharpness: number;
  minBrightness: number;
  maxBrightness: number;
  maxYaw: number;
  maxPitch: number;
  minEyeDetail: number;
  minEyeLight: number;
  minMouthDetail: number;
}

export const defaultFaceLimits: FaceLimits = {
  minSizePx: 20,
  minSharpness: 0.004,
  minBrightness: 30,
  maxBrightness: 235,
  maxYaw: 45,
  maxPitch: 40,
  minEyeDetail: 0.5,
  minEyeLight: 0.35,
  minMouthDetail: 0.75,
};

/** `aligned`: the 112×112 face as interleaved RGB; `landmarks`: 68 points in pixels of the picture. */
export function measureFace(aligned: Float32Array, landmarks: Float32Array): FaceMeasures {
  const points = fivePointsOf(landmarks);
  const sizePx = Math.hypot(points[2]! - points[0]!, points[3]! - points[1]!);
  // The middle of the face, without hair and background.
  const [left, right, top, bottom] = [24, 88, 32, 104];
  const grey = greyOf(aligned);
  let [sum, squares, edges, count] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * alignedSize + left; at < y * alignedSize + right; at += 1) {
      const here = grey[at]!;
      const around = grey[at - 1]! + grey[at + 1]! + grey[at - alignedSize]! + grey[at + alignedSize]!;
      sum += here;
      squares += here * here;
      edges += (around - 4 * here) ** 2;
      count += 1;
    }
  }
  const brightness = sum / count;
  const variance = squares / count - brightness * brightness;
  const pose = poseOf(landmarks);
  return { sizePx, sharpness: edges / count / Math.max(variance, 1), brightness, ...pose, ...coverOf(grey, pose.yaw) };
}

/** BT.601 luma. */
function greyOf(aligned: Float32Array): Float32Array {
  const grey = new Float32Array(alignedSize * alignedSize);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 3) {
    grey[at] = aligned[from]! * 0.299 + aligned[from + 1]! * 0.587 + aligned[from + 2]! * 0.114;
  }
  return grey;
}

function isCovered(measures: FaceMeasures, limits: FaceLimits): boolean {
  const { eyeDetail, eyeLight, mouthDetail } = measures;
  return eyeDetail < limits.minEyeDetail || eyeLight < limits.minEyeLight || mouthDetail < limits.minMouthDetail;
}

/** The first reason why this face should not be matched or enrolled, if there is one. */
export function faceProblem(measures: FaceMeasures, limits: FaceLimits = defaultFaceLimits): FaceProblem | undefined {
  if (measures.sizePx < limits.minSizePx) return 'too-small';
  if (measures.brightness < limits.minBrightness) return 'too-dark';
  if (measures.brightness > limits.maxBrightness) return 'too-bright';
  if (Math.abs(measures.yaw) > limits.maxYaw || Math.abs(measures.pitch) > limits.maxPitch) return 'turned';
  if (measures.sharpness < limits.minSharpness) return 'blurred';
  if (isCovered(measures, limits)) return 'covered';
  return undefined;
}
