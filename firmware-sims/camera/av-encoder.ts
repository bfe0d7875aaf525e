import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_QUIET,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  AVCOL_PRI_SMPTE170M,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_SMPTE170M,
  AVCOL_TRC_SMPTE170M,
  AVERROR_EAGAIN,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Frame as AvFrame, Codec, CodecContext, Dictionary, FFmpegError, Log, Packet, Rational } from 'node-av/lib';
import type { Frame } from './frame.ts';
import { findParameterSets, nalType, nalTypeOf, type ParameterSets, splitAnnexB } from './h264-nal.ts';

export const videoClockHz = 90_000;

export interface AccessUnit {
  key: boolean;
  /** Slices (and SEI), without start codes; parameter sets are not among them. */
  nals: Uint8Array[];
}

export interface VideoEncoder {
  readonly parameterSets: ParameterSets;
  readonly bitsPerSecond: number;
  /** One frame in, one access unit out; not to be called again before it has answered. */
  encode(picture: Frame, options: { changed: boolean; key: boolean; pts: bigint }): Promise<AccessUnit>;
  close(): Promise<void>;
}

/**
 * H.264 by x264: constrained baseline, one reference, no B-frames, a key frame a second. The quality is constant
 * (`qcomp` 1), so that an unchanged picture costs eleven bytes instead of refinement, below a cap on the bit rate.
 */
export async function openH264Encoder(size: { width: number; height: number; fps: number }): Promise<VideoEncoder> {
  // x264 greets on stderr; the level is one for the process, and failures come back as codes anyway.
  Log.setLevel(AV_LOG_QUIET);
  const bitsPerSecond = size.width * size.height > 640 * 480 ? 2_000_000 : 1_000_000;
  const context = await openContext(size, bitsPerSecond);
  const parameterSets = findParameterSets(context.extraData ?? Buffer.alloc(0));
  if (!parameterSets) {
    context.freeContext();
    throw new Error('the H.264 encoder gave no parameter sets');
  }
  const input = createInputFrame(size);
  const packet = new Packet();
  packet.alloc();
  let loaded = false;
  let busy: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function encode(picture: Frame, options: { changed: boolean; key: boolean; pts: bigint }) {
    if (options.changed || !loaded) {
      FFmpegError.throwIfError(input.makeWritable(), 'making the encoder frame writable');
      FFmpegError.throwIfError(input.fromBuffer(asBuffer(picture)), 'copying the picture');
      loaded = true;
    }
    input.pts = options.pts;
    input.pictType = options.key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
    FFmpegError.throwIfError(await context.sendFrame(input), 'sending a frame to the encoder');
    return receiveUnit(context, packet);
  }

  return {
    parameterSets,
    bitsPerSecond,
    encode(picture, options) {
      if (closed) return Promise.reject(new Error('the encoder is closed'));
      const unit = encode(picture, options);
      busy = unit.catch(() => undefined); // its failure belongs to who asked for the frame
      return unit;
    },
    async close() {
      if (closed) return;
      closed = true;
      await busy;
      packet.free();
      input.free();
      context.freeContext();
    },
  };
}

async function openContext(size: { width: number; height: number; fps: number }, bitsPerSecond: number) {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (!codec) throw new Error('this FFmpeg has no libx264 encoder');
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = size.width;
  context.height = size.height;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, videoClockHz);
  context.framerate = new Rational(size.fps, 1);
  context.gopSize = size.fps;
  context.maxBFrames = 0;
  context.threadCount = 1;
  context.colorRange = AVCOL_RANGE_MPEG;
  context.colorSpace = AVCOL_SPC_SMPTE170M;
  context.colorPrimaries = AVCOL_PRI_SMPTE170M;
  context.colorTrc = AVCOL_TRC_SMPTE170M;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const settings = Dictionary.fromObject({
    preset: 'ultrafast',
    tune: 'zerolatency',
    profile: 'baseline',
    crf: 22,
    qcomp: 1,
    maxrate: bitsPerSecond,
    bufsize: bitsPerSecond,
    'forced-idr': 1,
    'x264-params': 'scenecut=0',
  });
  FFmpegError.throwIfError(await context.open2(codec, settings), 'opening the H.264 encoder');
  return context;
}

function createInputFrame(size: { width: number; height: number }): AvFrame {
  const frame = new AvFrame();
  frame.alloc();
  frame.format = AV_PIX_FMT_YUV420P;
  frame.width = size.width;
  frame.height = size.height;
  FFmpegError.throwIfError(frame.getBuffer(), 'allocating the encoder frame');
  return frame;
}

async function receiveUnit(context: CodecContext, packet: Packet): Promise<AccessUnit> {
  const status = await context.receivePacket(packet);
  if (status === AVERROR_EAGAIN) throw new Error('the encoder held a frame back');
  FFmpegError.throwIfError(status, 'receiving from the encoder');
  const key = packet.isKeyframe;
  const bytes = Uint8Array.from(packet.data ?? []);
  packet.unref();
  const aside: number[] = [nalType.sps, nalType.pps, nalType.delimiter];
  return { key, nals: splitAnnexB(bytes).filter((nal) => !aside.includes(nalTypeOf(nal))) };
}

function asBuffer(picture: Frame): Buffer {
  return Buffer.from(picture.data.buffer, picture.data.byteOffset, picture.data.byteLength);
}
