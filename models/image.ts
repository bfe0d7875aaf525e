/** A picture in memory: RGB, 8 bit, interleaved, rows from the top without padding; `width * height * 3` bytes. */
export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Refuses a picture whose buffer does not hold what its size says: reading beyond it would give garbage, not an error. */
export function assertRgbImage(image: RgbImage): void {
  const { width, height, data } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`an image of ${width}×${height} pixels cannot be read`);
  }
  if (data.length !== width * height * 3) {
    throw new RangeError(`an RGB image of ${width}×${height} needs ${width * height * 3} bytes, got ${data.length}`);
  }
}
