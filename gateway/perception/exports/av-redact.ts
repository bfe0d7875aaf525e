import { Decoder, Demuxer, Encoder, Muxer } from 'node-av';
import { AV_LOG_QUIET, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVJ420P, FF_ENCODER_LIBX264 } from 'node-av/constants';
import { FFmpegError, Frame, Log, Rational, SoftwareScaleContext } from 'node-av/lib';
import type { RgbImage } from '../../../models/image.ts';
import type { Box } from '../faces/face-recognizer.ts';
import { createAvPictures } from '../streams/av-picture.ts';
import { pixelate } from './pixelate.ts';

/** 4096 × 3072, as for cameras. */
const maxPixels = 12_582_912;
/** 1/90000 s, as the clips are written. */
const ticksPerMs = 90;

/** Shows every picture of a film with its time from the film's beginning. `image` is good until the next picture. */
export async function scanFilm(
  path: string,
  show: (image: () => RgbImage, atMs: number) => Promise<void>,
): Promise<{ width: number; height: number; durationMs: number; frames: number }> {
  const pictures = createAvPictures();
  const seen = { width: 0, height: 0, durationMs: 0, frames: 0 };
  for await (const { frame, atMs } of readFilm(path)) {
    const picture = pictures.wrap(frame, atMs);
    seen.width ||= picture.width;
    seen.height ||= picture.height;
    seen.durationMs = atMs;
    seen.frames += 1;
    try {
      await show(() => picture.borrowRgb(), atMs);
    } finally {
      picture.release();
    }
  }
  return seen;
}

/** Roughly how long a film is, from its head alone. */
export async function filmLengthMs(path: string): Promise<number> {
  await using input = await openFilm(path);
  return Math.max(0, input.duration * 1000);
}

/**
 * Writes a film anew, as H.264 in MP4 without sound and without anything that its file said of itself; in every picture the
 * boxes that `hide` names for its time (in pixels of the first picture) are made unrecognisable.
 */
export async function writeHidden(
  from: string,
  to: string,
  hide: (atMs: number) => Box[],
  progress: (atMs: number) => void,
): Promise<void> {
  const toPlain = createPlainFrames();
  using encoder = await Encoder.create(FF_ENCODER_LIBX264, {
    context: { gopSize: 50, timeBase: new Rational(1, 1000 * ticksPerMs), framerate: new Rational(15, 1) },
    // Two threads: it runs at low priority beside the cameras.
    threadCount: 2,
    options: { preset: 'veryfast', crf: 23 },
  });
  await using output = await Muxer.open(to, { format: 'mp4', options: { movflags: 'faststart', fflags: 'bitexact' } });
  const stream = output.addStream(encoder);
  const encode = async (frame: Frame | null) => {
    for (const packet of await encoder.encodeAll(frame)) {
      await output.writePacket(packet, stream);
      packet.free();
    }
  };
  for await (const { frame, atMs } of readFilm(from)) {
    const plain = toPlain(frame);
    try {
      hideIn(plain, hide(atMs));
      plain.pts = BigInt(Math.round(atMs * ticksPerMs));
      plain.timeBase = new Rational(1, 1000 * ticksPerMs);
      await encode(plain);
    } finally {
      plain.free();
    }
    progress(atMs);
  }
  await encode(null);
}

function openFilm(path: string): Promise<Demuxer> {
  Log.setLevel(AV_LOG_QUIET);
  // A file may not send us to other files or services.
  return Demuxer.open(path, { format: 'mp4', options: { protocol_whitelist: 'file' } });
}

async function* readFilm(path: string): AsyncGenerator<{ frame: Frame; atMs: number }> {
  await using input = await openFilm(path);
  const video = input.video();
  if (!video) throw new Error('the clip has no picture');
  using decoder = await Decoder.create(video, { options: { max_pixels: String(maxPixels) } });
  let firstMs: number | undefined;
  for await (const frame of decoder.frames(input.packets(video.index))) {
    if (!frame) continue;
    const { num, den } = frame.timeBase;
    const ms = (Number(frame.pts) * 1000 * num) / den;
    firstMs ??= ms;
    yield { frame, atMs: ms - firstMs };
  }
}

/** Takes frames over and gives writable ones of eight bits, 4:2:0 and the size of the first. */
function createPlainFrames(): (frame: Frame) => Frame {
  let size: { width: number; height: number } | undefined;
  let scaler: SoftwareScaleContext | undefined;
  return (frame) => {
    size ??= { width: frame.width & ~1, height: frame.height & ~1 };
    const plain = frame.format === AV_PIX_FMT_YUV420P || frame.format === AV_PIX_FMT_YUVJ420P;
    if (plain && frame.width === size.width && frame.height === size.height) {
      FFmpegError.throwIfError(frame.makeWritable(), 'no memory for a picture');
      return frame;
    }
    if (!scaler) {
      scaler = new SoftwareScaleContext();
      scaler.allocContext();
    }
    const target = new Frame();
    target.alloc();
    target.width = size.width;
    target.height = size.height;
    target.format = AV_PIX_FMT_YUV420P;
    FFmpegError.throwIfError(target.getBuffer(64), 'no memory for a picture');
    FFmpegError.throwIfError(scaler.scaleFrameSync(target, frame), 'a picture could not be converted');
    frame.free();
    return target;
  };
}

/** Brightness in full, colour in half resolution. */
function hideIn(frame: Frame, boxes: readonly Box[]): void {
  const { width, height, data, linesize } = frame;
  if (!data) throw new Error('a picture without pixels');
  for (const [plane, shrink] of [1, 2, 2].entries()) {
    const channel = {
      data: data[plane]!,
      width: Math.ceil(width / shrink),
      height: Math.ceil(height / shrink),
      stride: linesize[plane]!,
      step: 1,
      offset: 0,
    };
    for (const { x, y, width, height } of boxes) {
      pixelate(channel, { x: x / shrink, y: y / shrink, width: width / shrink, height: height / shrink });
    }
  }
}
