import sharp from 'sharp';

/** Writes a face with its surroundings, 250×250 as in the public sets of single faces, and returns the path. */
export async function sharpCut(
  photo: string,
  box: { x: number; y: number; width: number; height: number },
  target: string,
): Promise<string> {
  const { data, info } = await sharp(photo).rotate().toBuffer({ resolveWithObject: true });
  const side = Math.max(box.width, box.height) * 2.2;
  const left = Math.max(0, Math.round(box.x + box.width / 2 - side / 2));
  const top = Math.max(0, Math.round(box.y + box.height / 2 - side / 2));
  const width = Math.min(info.width - left, Math.round(side));
  const height = Math.min(info.height - top, Math.round(side));
  const cut = sharp(data).extract({ left, top, width, height });
  await cut.resize(250, 250, { fit: 'cover' }).jpeg({ quality: 92 }).toFile(target);
  return target;
}
