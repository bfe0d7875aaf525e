import { alignedSize, fivePointsOf } from './face-align.ts';

export type FaceProblem = 'too-small' | 'blurred' | 'turned' | 'too-dark' | 'too-bright';

export interface FaceMeasures {
  /** Pixels between the eyes in the picture. */
  sizePx: number;
  /** Variance of the Laplacian of the aligned face's grey, divided by the variance of that grey: 0 is flat. */
  sharpness: number;
  /** Mean grey of the aligned face's middle, 0…255. */
  brightness: number;
  /** Degrees, roughly: 0 looks at the camera, positive turns to the picture's right. */
  yaw: number;
}

/**
 * Limits below which a template says more about the picture than about the person. Sizes: templates of faces with
 * under 20 px between the eyes come from more invention than data (the embedder's input has 35). Turn: beyond about 45°
 * one eye is hidden. Brightness: the middle of a face must not sit where a camera clips. Sharpness: well below what
 * a face photo resized from half its size has.
 */
export interface FaceLimits {
  minSizePx: number;
  minSharpness: number;
  minBrightness: number;
  maxBrightness: number;
  maxYaw: number;
}

export const defaultFaceLimits: FaceLimits = {
  minSizePx: 20,
  minSharpness: 0.004,
  minBrightness: 30,
  maxBrightness: 235,
  maxYaw: 45,
};

/** Turn of the head from where the nose tip lies between the eyes' and mouth's middles. */
function yawOf(points: Float64Array): number {
  const eyes = [(points[0]! + points[2]!) / 2, (points[1]! + points[3]!) / 2] as const;
  const along = [points[2]! - points[0]!, points[3]! - points[1]!] as const;
  const mouth = [(points[6]! + points[8]!) / 2, (points[7]! + points[9]!) / 2] as const;
  const length = Math.hypot(...along) || 1;
  const middle = [(eyes[0] + mouth[0]) / 2, (eyes[1] + mouth[1]) / 2] as const;
  const aside = ((points[4]! - middle[0]) * along[0] + (points[5]! - middle[1]) * along[1]) / length;
  // A nose tip stands out by about half the distance between the eyes, which itself shrinks with the cosine.
  return (Math.atan2(aside, length * 0.5) * 180) / Math.PI;
}

/** `aligned`: the 112×112 face as interleaved RGB; `landmarks`: 68 points in pixels of the picture. */
export function measureFace(aligned: Float32Array, landmarks: Float32Array): FaceMeasures {
  const points = fivePointsOf(landmarks);
  const sizePx = Math.hypot(points[2]! - points[0]!, points[3]! - points[1]!);
  // The middle of the face, without hair and background.
  const [left, right, top, bottom] = [24, 88, 32, 104];
  const grey = (x: number, y: number) => {
    const at = (y * alignedSize + x) * 3;
    return aligned[at]! * 0.299 + aligned[at + 1]! * 0.587 + aligned[at + 2]! * 0.114;
  };
  let [sum, squares, edges, count] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const here = grey(x, y);
      const laplacian = grey(x - 1, y) + grey(x + 1, y) + grey(x, y - 1) + grey(x, y + 1) - 4 * here;
      sum += here;
      squares += here * here;
      edges += laplacian * laplacian;
      count += 1;
    }
  }
  const brightness = sum / count;
  const variance = squares / count - brightness * brightness;
  return { sizePx, sharpness: edges / count / Math.max(variance, 1), brightness, yaw: yawOf(points) };
}

/** The first reason why this face should not be matched or enrolled, if there is one. */
export function faceProblem(measures: FaceMeasures, limits: FaceLimits = defaultFaceLimits): FaceProblem | undefined {
  if (measures.sizePx < limits.minSizePx) return 'too-small';
  if (measures.brightness < limits.minBrightness) return 'too-dark';
  if (measures.brightness > limits.maxBrightness) return 'too-bright';
  if (Math.abs(measures.yaw) > limits.maxYaw) return 'turned';
  if (measures.sharpness < limits.minSharpness) return 'blurred';
  return undefined;
}
