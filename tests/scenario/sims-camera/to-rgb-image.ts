import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import type { RgbImage } from '../../../models/image.ts';

/** A frame as a decoder would give it in RGB: BT.601, limited range. */
export function toRgbImage(frame: Frame): RgbImage {
  const { width, height } = frame;
  const data = new Uint8Array(width * height * 3);
  const bound = (value: number) => Math.min(255, Math.max(0, Math.round(value)));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const chroma = (row >> 1) * (width >> 1) + (column >> 1);
      const luma = 1.164 * (frame.y[row * width + column]! - 16);
      const [u, v] = [frame.u[chroma]! - 128, frame.v[chroma]! - 128];
      data.set(
        [bound(luma + 1.596 * v), bound(luma - 0.813 * v - 0.391 * u), bound(luma + 2.018 * u)],
        (row * width + column) * 3,
      );
    }
  }
  return { width, height, data };
}
