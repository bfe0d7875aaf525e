import sharp from 'sharp';

/** A picture as a data address, at most 224 high; `undefined` if it cannot be read. */
export async function sharpThumbnail(path: string): Promise<string | undefined> {
  try {
    const jpeg = await sharp(path).rotate().resize({ height: 224, withoutEnlargement: true }).jpeg().toBuffer();
    return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
  } catch {
    // A picture that cannot be read is one of the cases that the report shows.
    return undefined;
  }
}
