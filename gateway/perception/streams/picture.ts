import type { RgbImage } from '../../../models/image.ts';

/** One decoded frame, held until `release`. Its pixels stay where the decoder put them; nothing is copied before it is asked for. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** When it was decoded: monotonic milliseconds. */
  readonly takenAtMs: number;
  /** Its own time in its stream, in milliseconds from any beginning: even where pictures are decoded in bursts. */
  readonly shownAtMs?: number;
  /** Brightness, one byte a pixel, rows `stride` bytes apart. A view: not to be used after `release`. */
  luma(): { data: Uint8Array; stride: number };
  /** Copies it out as RGB, made smaller if it is wider than `maxWidth`. */
  toRgb(maxWidth?: number): RgbImage;
  /** As `toRgb`, into a buffer that the next picture of the same camera overwrites. */
  borrowRgb(): RgbImage;
  /** A second hold on the same pixels, released on its own. */
  retain(): Picture;
  /** Gives the pixels back. Calling it again does nothing. */
  release(): void;
}
