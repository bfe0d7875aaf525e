import type { RgbImage } from './image.ts';
import type { Region } from './image-resize.ts';

export const landmarkSize = 64;

/** Grey of a face box at 64×64, v / 256, sampled bilinearly; edges repeat outside the picture. */
export function landmarkInput(image: RgbImage, box: Region, target: Float32Array): void {
  const { width, height, data } = image;
  const stepX = box.width / landmarkSize;
  const stepY = box.height / landmarkSize;
  // As in the face crop: average where a target pixel covers several source pixels.
  const samples = Math.min(3, Math.max(1, Math.round(Math.max(stepX, stepY) / 1.5)));
  const share = 1 / (samples * samples * 256);
  for (let y = 0; y < landmarkSize; y += 1) {
    for (let x = 0; x < landmarkSize; x += 1) {
      let sum = 0;
      for (let sub = 0; sub < samples * samples; sub += 1) {
        const px = box.x + (x + ((sub % samples) + 0.5) / samples) * stepX - 0.5;
        const py = box.y + (y + (Math.floor(sub / samples) + 0.5) / samples) * stepY - 0.5;
        const cx = Math.min(width - 1, Math.max(0, px));
        const cy = Math.min(height - 1, Math.max(0, py));
        const left = Math.min(width - 2, Math.floor(cx));
        const top = Math.min(height - 2, Math.floor(cy));
        const across = cx - left;
        const down = cy - top;
        const at = (top * width + left) * 3;
        const below = at + width * 3;
        const above = grey(data, at) * (1 - across) + grey(data, at + 3) * across;
        sum += above * (1 - down) + (grey(data, below) * (1 - across) + grey(data, below + 3) * across) * down;
      }
      target[y * landmarkSize + x] = sum * share;
    }
  }
}

/** BT.601 luma. */
function grey(data: Uint8Array, at: number): number {
  return data[at]! * 0.299 + data[at + 1]! * 0.587 + data[at + 2]! * 0.114;
}

/** The model's 136 values (0…1 of the box) in pixels of the picture. Throws RangeError on one that is not finite. */
export function readLandmarks(output: Float32Array, box: Region): Float32Array {
  const landmarks = new Float32Array(136);
  for (let at = 0; at < 136; at += 2) {
    landmarks[at] = box.x + output[at]! * box.width;
    landmarks[at + 1] = box.y + output[at + 1]! * box.height;
  }
  if (landmarks.some((value) => !Number.isFinite(value))) {
    throw new RangeError('the face landmark model returned a number that is not finite');
  }
  return landmarks;
}
