import {
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ444P,
} from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { RgbImage } from '../../../models/image.ts';
import { createConverter } from './av-converter.ts';
import { type AvMask, createAvMask } from './av-mask.ts';
import type { Picture } from './picture.ts';

/**
 * Makes pictures of decoded frames and owns what converting them needs. One for each camera. Whoever asks a picture for pixels
 * gets them with the masks of that moment, however old the picture is.
 */
export interface AvPictures {
  /** Takes the frame over. */
  wrap(frame: Frame, takenAtMs: number, shownAtMs?: number): Picture;
}

/** Formats whose first plane is brightness, a byte a pixel. */
const eightBitLuma = new Set<number>([
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ444P,
  AV_PIX_FMT_NV12,
  AV_PIX_FMT_GRAY8,
]);

export function createAvPictures(mask: AvMask = createAvMask()): AvPictures {
  const grey = createConverter(AV_PIX_FMT_GRAY8);
  const rgb = createConverter(AV_PIX_FMT_RGB24);
  const smallRgb = createConverter(AV_PIX_FMT_RGB24);
  let lent: RgbImage = { width: 0, height: 0, data: new Uint8Array(0) };

  const wrap = (decoded: Frame, takenAtMs: number, shownAtMs: number | undefined, maskedBy = 0): Picture => {
    const { width, height } = decoded;
    let frame = decoded;
    let masks = maskedBy;
    let held = true;
    const own = (): Frame => {
      if (!held) throw new Error('a released picture cannot be used');
      return frame;
    };
    const pixels = (): Frame => {
      if (masks !== mask.version()) {
        frame = mask.apply(own());
        masks = mask.version();
      }
      return own();
    };
    return {
      width,
      height,
      takenAtMs,
      ...(shownAtMs !== undefined && { shownAtMs }),
      luma: () => {
        const seen = pixels();
        const source = eightBitLuma.has(seen.format) ? seen : grey(seen, width, height);
        return { data: planeOf(source), stride: source.linesize[0]! };
      },
      toRgb: (maxWidth = width) => {
        const size = {
          width: Math.min(width, maxWidth),
          height: Math.round((height * Math.min(width, maxWidth)) / width),
        };
        const converted = (size.width === width ? rgb : smallRgb)(pixels(), size.width, size.height);
        return copyRows(converted, { ...size, data: new Uint8Array(size.width * size.height * 3) });
      },
      borrowRgb: () => {
        const bytes = width * height * 3;
        const data = lent.data.length === bytes ? lent.data : new Uint8Array(bytes);
        lent = { width, height, data };
        return copyRows(rgb(pixels(), width, height), lent);
      },
      retain: () => {
        const copy = own().clone();
        if (!copy) throw new Error('no memory for a picture');
        return wrap(copy, takenAtMs, shownAtMs, masks);
      },
      release: () => {
        if (held) frame.free();
        held = false;
      },
    };
  };
  return { wrap: (frame, takenAtMs, shownAtMs) => wrap(frame, takenAtMs, shownAtMs) };
}

function planeOf(frame: Frame): Uint8Array {
  const plane = frame.data?.[0];
  if (!plane) throw new Error('a picture without pixels');
  return plane;
}

function copyRows(from: Frame, to: RgbImage): RgbImage {
  const plane = planeOf(from);
  const stride = from.linesize[0]!;
  const row = to.width * 3;
  if (stride === row) to.data.set(plane.subarray(0, row * to.height));
  else for (let y = 0; y < to.height; y++) to.data.set(plane.subarray(y * stride, y * stride + row), y * row);
  return to;
}
