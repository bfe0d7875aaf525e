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
  type AVPixelFormat,
} from 'node-av/constants';
import { FFmpegError, Frame, SoftwareScaleContext } from 'node-av/lib';
import type { RgbImage } from '../../models/image.ts';
import type { Picture } from './picture.ts';

/** Makes pictures of decoded frames and owns what converting them needs. One for each camera. */
export interface AvPictures {
  /** Takes the frame over. */
  wrap(frame: Frame, takenAtMs: number): Picture;
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

export function createAvPictures(): AvPictures {
  const grey = createConverter(AV_PIX_FMT_GRAY8);
  const rgb = createConverter(AV_PIX_FMT_RGB24);
  const smallRgb = createConverter(AV_PIX_FMT_RGB24);
  let lent: RgbImage = { width: 0, height: 0, data: new Uint8Array(0) };

  const wrap = (frame: Frame, takenAtMs: number): Picture => {
    const { width, height } = frame;
    let held = true;
    const pixels = (): Frame => {
      if (!held) throw new Error('a released picture cannot be used');
      return frame;
    };
    return {
      width,
      height,
      takenAtMs,
      luma: () => {
        const source = eightBitLuma.has(frame.format) ? pixels() : grey(pixels(), width, height);
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
        const copy = pixels().clone();
        if (!copy) throw new Error('no memory for a picture');
        return wrap(copy, takenAtMs);
      },
      release: () => {
        if (held) frame.free();
        held = false;
      },
    };
  };
  return { wrap };
}

/**
 * Converts into one frame that is used again while the size stays. `scaleFrame` follows the frame's own colour space and range,
 * and a change of either.
 */
function createConverter(format: AVPixelFormat): (source: Frame, width: number, height: number) => Frame {
  let scaler: SoftwareScaleContext | undefined;
  let target: Frame | undefined;
  return (source, width, height) => {
    if (!scaler) {
      scaler = new SoftwareScaleContext();
      scaler.allocContext();
    }
    if (target?.width !== width || target.height !== height) {
      target?.free();
      target = new Frame();
      target.alloc();
      target.width = width;
      target.height = height;
      target.format = format;
      FFmpegError.throwIfError(target.getBuffer(64), 'no memory for a picture');
    }
    FFmpegError.throwIfError(scaler.scaleFrameSync(target, source), 'a picture could not be converted');
    return target;
  };
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
