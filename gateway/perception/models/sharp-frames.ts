import { readFile, stat } from 'node:fs/promises';
import sharp from 'sharp';
import { assertRgbImage, type RgbImage } from '../../../models/image.ts';

// Every picture is another one, so a cache of them only holds memory; and the cores are shared with the models.
sharp.cache(false);
sharp.concurrency(1);

export interface PhotoLimits {
  maxBytes: number;
  /** Checked from the header, before a pixel is decoded: a small file can claim a picture of many gigabytes. */
  maxPixels: number;
}

export const defaultPhotoLimits: PhotoLimits = { maxBytes: 32 * 1024 * 1024, maxPixels: 50_000_000 };

/** Pixel formats only: an SVG is a program that asks for files and fonts. */
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'heif', 'avif']);

export type PhotoErrorCode =
  | 'photo-unreadable'
  | 'photo-empty'
  | 'photo-too-large'
  | 'photo-format'
  | 'photo-animated'
  | 'photo-damaged';

const hints: Readonly<Record<PhotoErrorCode, string>> = {
  'photo-unreadable': 'Give the path of a file that the gateway may read',
  'photo-empty': 'The file has no content: export the photo again',
  'photo-too-large': 'Make the photo smaller; 12 megapixels are plenty',
  'photo-format': 'Save the photo as JPEG, PNG or WebP',
  'photo-animated': 'Give a single picture, not an animation or a document of several pages',
  'photo-damaged': 'The file is cut short or damaged: copy or export the photo again',
};

/** Why a photo was refused: `message` says what is wrong with which one, `hint` what to do. */
export class PhotoError extends Error {
  readonly code: PhotoErrorCode;
  readonly hint: string;

  constructor(code: PhotoErrorCode, what: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'PhotoError';
    this.code = code;
    this.hint = hints[code];
  }
}

/**
 * Decodes a photo from bytes or a file: turned upright by its EXIF, any colour space and depth brought to sRGB with
 * 8 bits, transparency on grey. Throws PhotoError for what is empty, too large, damaged, animated or no picture.
 */
export async function decodePhoto(
  bytesOrPath: Uint8Array | string,
  limits: Partial<PhotoLimits> = {},
): Promise<RgbImage> {
  const { maxBytes, maxPixels } = { ...defaultPhotoLimits, ...limits };
  const name = typeof bytesOrPath === 'string' ? bytesOrPath : 'the photo';
  const bytes = typeof bytesOrPath === 'string' ? await readPhoto(bytesOrPath, maxBytes) : bytesOrPath;
  if (bytes.byteLength === 0) throw new PhotoError('photo-empty', `${name} is empty`);
  if (bytes.byteLength > maxBytes) {
    throw new PhotoError('photo-too-large', `${name} has ${bytes.byteLength} bytes; at most ${maxBytes} are taken`);
  }
  const input = sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, sequentialRead: true });
  const header = await input.metadata().catch((error: unknown) => {
    throw explain(error, name, 'photo-format');
  });
  if (!formats.has(header.format ?? '')) {
    throw new PhotoError('photo-format', `${name} is ${header.format ?? 'of an unknown format'}, which is not taken`);
  }
  if ((header.pages ?? 1) > 1) throw new PhotoError('photo-animated', `${name} has ${header.pages} pictures`);
  const pixels = (header.width ?? 0) * (header.height ?? 0);
  if (pixels === 0) throw new PhotoError('photo-damaged', `${name} has no pixels`);
  if (pixels > maxPixels) {
    throw new PhotoError(
      'photo-too-large',
      `${name} has ${header.width}×${header.height} pixels; at most ${maxPixels}`,
    );
  }
  try {
    const { data, info } = await input
      .autoOrient()
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return asRgb(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), info);
  } catch (error) {
    throw explain(error, name, 'photo-damaged');
  }
}

/** A grey picture comes with one channel even in sRGB. */
function asRgb(data: Uint8Array, info: { width: number; height: number; channels: number }): RgbImage {
  const { width, height, channels } = info;
  if (channels === 3) return { width, height, data };
  const rgb = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) rgb.fill(data[at * channels]!, at * 3, at * 3 + 3);
  return { width, height, data: rgb };
}

async function readPhoto(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new PhotoError('photo-too-large', `${path} has ${size} bytes; at most ${maxBytes} are taken`);
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof PhotoError) throw error;
    throw new PhotoError('photo-unreadable', `${path} cannot be read`, { cause: error });
  }
}

function explain(error: unknown, name: string, otherwise: PhotoErrorCode): PhotoError {
  if (error instanceof PhotoError) return error;
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const code = /pixel limit/i.test(reason) ? 'photo-too-large' : otherwise;
  return new PhotoError(code, `${name} cannot be decoded: ${reason}`, { cause: error });
}

/** `quality` 1…100. 4:2:0 chroma, as evidence pictures need no more. */
export async function encodeJpeg(image: RgbImage, quality = 85): Promise<Uint8Array> {
  assertRgbImage(image);
  const raw = { width: image.width, height: image.height, channels: 3 as const };
  return sharp(image.data, { raw }).jpeg({ quality }).toBuffer();
}
