import { alignedSize } from './face-align.ts';

/** How much of eyes and mouth can be seen; 1 is about as much detail as on the rest of the face. */
export interface FaceCover {
  /** Detail about the eyes (the poorer one; of a face turned by more than 30°, the nearer one) against the whole face. */
  eyeDetail: number;
  /** Brightness of the brighter eye against the cheeks below. */
  eyeLight: number;
  /** Detail about the mouth against the whole face. */
  mouthDetail: number;
}

interface Patch {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where an aligned face has its parts, in pixels of 112×112. */
const leftEye: Patch = { left: 30, top: 44, right: 46, bottom: 60 };
const rightEye: Patch = { left: 66, top: 44, right: 82, bottom: 60 };
const leftCheek: Patch = { left: 28, top: 60, right: 44, bottom: 68 };
const rightCheek: Patch = { left: 68, top: 60, right: 84, bottom: 68 };
const mouth: Patch = { left: 40, top: 84, right: 72, bottom: 100 };
const face: Patch = { left: 24, top: 32, right: 88, bottom: 104 };

/** Beyond this turn the farther eye is seen edge-on. */
const sideViewYaw = 30;
/** Keeps noise on a flat surface from counting as detail. */
const noise = 0.5;

/** Mean change of brightness from one row to the next but one: lids and lips are lines across the face. */
function detailOf(grey: Float32Array, { left, top, right, bottom }: Patch): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * alignedSize + left; at < y * alignedSize + right; at += 1) {
      sum += Math.abs(grey[at + alignedSize]! - grey[at - alignedSize]!);
    }
  }
  return sum / ((right - left) * (bottom - top)) + noise;
}

function lightOf(grey: Float32Array, { left, top, right, bottom }: Patch): number {
  let sum = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * alignedSize + left; at < y * alignedSize + right; at += 1) sum += grey[at]!;
  }
  return sum / ((right - left) * (bottom - top)) + 4;
}

/**
 * Measures on the aligned face's grey whether glasses, a mask or a hand hide eyes or mouth. Brightness only, no colour:
 * a beard has another colour than skin, and a camera at night has none.
 */
export function coverOf(grey: Float32Array, yaw: number): FaceCover {
  const whole = detailOf(grey, face);
  const [left, right] = [detailOf(grey, leftEye) / whole, detailOf(grey, rightEye) / whole];
  const near = yaw > 0 ? left : right;
  const cheeks = (lightOf(grey, leftCheek) + lightOf(grey, rightCheek)) / 2;
  return {
    eyeDetail: Math.abs(yaw) > sideViewYaw ? near : Math.min(left, right),
    eyeLight: Math.max(lightOf(grey, leftEye), lightOf(grey, rightEye)) / cheeks,
    mouthDetail: detailOf(grey, mouth) / whole,
  };
}
