import type { RgbImage } from './image.ts';
import type { Region } from './image-resize.ts';

export const landmarkSize = 64;

/**
 * Grey of a face box at 64×64, v / 256: bilinear, or the mean of up to 4×4 pixels where the box is larger. Edges repeat
 * outside the picture.
 */
export function landmarkInput(image: RgbImage, box: Region, target: Float32Array): void {
  const samples = Math.min(4, Math.max(1, Math.round(Math.max(box.width, box.height) / landmarkSize)));
  if (samples > 1) averageGrey(image, box, samples, target);
  else interpolateGrey(image, box, target);
}

function interpolateGrey({ width, height, data }: RgbImage, box: Region, target: Float32Array): void {
  for (let y = 0; y < landmarkSize; y += 1) {
    const py = Math.min(height - 1, Math.max(0, box.y + ((y + 0.5) * box.height) / landmarkSize - 0.5));
    const top = Math.min(Math.max(0, height - 2), Math.floor(py));
    const down = py - top;
    const below = height > 1 ? width * 3 : 0;
    for (let x = 0; x < landmarkSize; x += 1) {
      const px = Math.min(width - 1, Math.max(0, box.x + ((x + 0.5) * box.width) / landmarkSize - 0.5));
      const left = Math.min(Math.max(0, width - 2), Math.floor(px));
      const across = px - left;
      const at = (top * width + left) * 3;
      const right = width > 1 ? 3 : 0;
      const above = grey(data, at) * (1 - across) + grey(data, at + right) * across;
      const under = grey(data, at + below) * (1 - across) + grey(data, at + below + right) * across;
      target[y * landmarkSize + x] = (above * (1 - down) + under * down) / 256;
    }
  }
}

function averageGrey(image: RgbImage, box: Region, samples: number, target: Float32Array): void {
  const { width, height, data } = image;
  const fine = landmarkSize * samples;
  const clamp = (value: number, last: number) => Math.min(last, Math.max(0, Math.floor(value)));
  const columns = Int32Array.from(
    { length: fine },
    (_, at) => clamp(box.x + ((at + 0.5) * box.width) / fine, width - 1) * 3,
  );
  const share = 1 / (samples * samples * 256);
  target.fill(0);
  for (let line = 0; line < fine; line += 1) {
    const row = clamp(box.y + ((line + 0.5) * box.height) / fine, height - 1) * width * 3;
    const to = Math.floor(line / samples) * landmarkSize;
    for (let x = 0, column = 0; x < landmarkSize; x += 1) {
      let [red, green, blue] = [0, 0, 0];
      for (const end = column + samples; column < end; column += 1) {
        const at = row + columns[column]!;
        red += data[at]!;
        green += data[at + 1]!;
        blue += data[at + 2]!;
      }
      target[to + x]! += (red * 0.299 + green * 0.587 + blue * 0.114) * share;
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
