import sharp from 'sharp';
import { createFrame, type Frame } from './frame.ts';
import { drawSprite, type Sprite, spriteFromRgba } from './sprite.ts';

// Every picture here is rendered once: libvips' cache would only hold memory.
sharp.cache(false);

export interface RgbaPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Renders SVG at exactly this size in pixels. */
export async function renderSvg(svg: string, size: { width: number; height: number }): Promise<RgbaPicture> {
  const data = await sharp(Buffer.from(svg), { limitInputPixels: 16_000_000 })
    .resize(size.width, size.height, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { data, ...size };
}

export async function renderSprite(svg: string, size: { width: number; height: number }): Promise<Sprite> {
  const picture = await renderSvg(svg, size);
  return spriteFromRgba(picture.data, picture.width, picture.height);
}

/** A whole frame, for backgrounds. */
export async function renderFrame(svg: string, size: { width: number; height: number }): Promise<Frame> {
  const frame = createFrame(size.width, size.height);
  drawSprite(frame, await renderSprite(svg, size), 0, 0);
  return frame;
}
