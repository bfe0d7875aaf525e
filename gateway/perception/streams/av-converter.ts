import type { AVPixelFormat } from 'node-av/constants';
import { FFmpegError, Frame, SoftwareScaleContext } from 'node-av/lib';

/**
 * Converts into one frame that is used again while the size stays. `scaleFrame` follows the frame's own colour space and range,
 * and a change of either.
 */
export function createConverter(format: AVPixelFormat): (source: Frame, width: number, height: number) => Frame {
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
