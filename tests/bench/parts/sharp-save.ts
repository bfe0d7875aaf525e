import sharp from 'sharp';
import type { RgbImage } from '../../../models/image.ts';

/** Writes a picture as JPEG and returns the path. */
export async function sharpSave({ data, width, height }: RgbImage, target: string): Promise<string> {
  await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toFile(target);
  return target;
}
