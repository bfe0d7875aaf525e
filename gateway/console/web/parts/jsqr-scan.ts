import jsQR from 'jsqr';

/** Larger pictures take seconds and show nothing more. */
const longestSide = 1280;

/** The picture on a canvas, no larger than needed. Throws for what is no picture. */
async function draw(file: Blob, longest: number): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d', { willReadFrequently: true })?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}

/** The text of the QR code in a photo; `undefined` if none is found. Works on pages without TLS, where there is no live camera. */
export async function scanPicture(file: Blob): Promise<string | undefined> {
  const canvas = await draw(file, longestSide);
  const { width, height } = canvas;
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height);
  // Its types name the function as the default of what is imported; it is both.
  return pixels ? jsQR.default(pixels.data, width, height)?.data : undefined;
}

/** A photo as a JPEG of at most 1280 pixels, without what the phone wrote beside it: no place, no serial number. */
export async function shrinkPicture(file: Blob): Promise<Blob> {
  const canvas = await draw(file, longestSide);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', 0.75),
  );
}
