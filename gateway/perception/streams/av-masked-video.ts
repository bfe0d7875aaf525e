import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_PICTURE_TYPE_I,
  AV_PICTURE_TYPE_NONE,
  AV_PIX_FMT_YUV420P,
  FF_ENCODER_LIBX264,
} from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, type Frame, Packet, Rational } from 'node-av/lib';
import { createConverter } from './av-converter.ts';
import { type AvDecoder, createAvDecoder } from './av-decoder.ts';
import type { AvMask } from './av-mask.ts';
import type { EncodedFrame } from './nal-units.ts';
import type { StreamFormat } from './stream-frame.ts';

/** What the browser is told of masked video: main profile, level 4.0, whatever the camera sends. */
export const maskedCodecString = 'avc1.4d4028';
/** Level 4.0 ends a little above 1920 × 1080; a wider picture is made smaller. */
const maxWidth = 1920;
const keyEveryTicks = 2 * 90_000;

/** One picture of masked video, encoded; `pts` is what was given with its frame. */
export interface MaskedFrame extends EncodedFrame {
  format: StreamFormat;
  pts: number;
}

/**
 * Decodes one run of frames, blackens what is masked and encodes it again in H.264, each picture by itself in time: there is
 * no way to cover a part of a coded picture without. Frames go in one at a time, in the order of decoding.
 */
export interface AvMaskedVideo {
  /** `ticks` is the time at which it is shown, in 1/90000 s; a frame's own is not looked at. */
  frame(frame: EncodedFrame, ticks: number): Promise<MaskedFrame[]>;
  /** What is still held back. */
  rest(): Promise<MaskedFrame[]>;
  /** Not while a call is under way. */
  close(): void;
}

/** Pictures shown before `fromTicks` are only decoded. */
export async function createAvMaskedVideo(
  source: StreamFormat,
  mask: AvMask,
  fromTicks: number,
): Promise<AvMaskedVideo> {
  const decoder = await createAvDecoder(source.codec);
  const toPlanar = createConverter(AV_PIX_FMT_YUV420P);
  const packet = new Packet();
  packet.alloc();
  let encoder: Encoder | undefined;
  let hadSets = false;

  const encodeOne = async (decoded: Frame): Promise<MaskedFrame | undefined> => {
    const frame = mask.apply(decoded);
    try {
      if (Number(frame.pts) < fromTicks) return undefined;
      const size = encodedSize(frame);
      const fits = frame.format === AV_PIX_FMT_YUV420P && frame.width === size.width && frame.height === size.height;
      const planar = fits ? frame : toPlanar(frame, size.width, size.height);
      encoder ??= await openEncoder(planar);
      planar.pts = frame.pts;
      return await encoder.encode(planar);
    } finally {
      frame.free();
    }
  };
  const encodeAll = async (frames: Frame[]): Promise<MaskedFrame[]> => {
    const encoded: MaskedFrame[] = [];
    for (const frame of frames) {
      const one = await encodeOne(frame);
      if (one) encoded.push(one);
    }
    return encoded;
  };

  return {
    frame: async ({ data, key }, ticks) => {
      // A camera that names its parameter sets in the session description only need not repeat them.
      packet.data = hadSets ? Buffer.from(data) : Buffer.concat([source.sets, data]);
      hadSets = true;
      packet.pts = BigInt(ticks);
      packet.isKeyframe = key;
      return encodeAll(await decoder.decodeAll(packet));
    },
    rest: async () => encodeAll(await decoder.decodeAll(null)),
    close: () => closeAll(decoder, encoder, packet),
  };
}

function closeAll(decoder: AvDecoder, encoder: Encoder | undefined, packet: Packet): void {
  decoder.close();
  encoder?.close();
  packet.free();
}

function encodedSize({ width, height }: Frame): { width: number; height: number } {
  const scale = Math.min(1, maxWidth / width);
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

interface Encoder {
  readonly format: StreamFormat;
  /** The frame stays the caller's; pictures that are not later than the last one are left out. */
  encode(frame: Frame): Promise<MaskedFrame | undefined>;
  close(): void;
}

async function openEncoder(like: Frame): Promise<Encoder> {
  const context = await openX264(like);
  const packet = new Packet();
  packet.alloc();
  const format: StreamFormat = {
    codec: 'h264',
    width: like.width,
    height: like.height,
    sets: Uint8Array.from(context.extraData ?? []),
  };
  let lastTicks = Number.NEGATIVE_INFINITY;
  let keyTicks = Number.NEGATIVE_INFINITY;
  return {
    format,
    encode: async (frame) => {
      const ticks = Number(frame.pts);
      if (ticks <= lastTicks) return undefined;
      lastTicks = ticks;
      const wantsKey = ticks - keyTicks >= keyEveryTicks;
      if (wantsKey) keyTicks = ticks;
      frame.pictType = wantsKey ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE;
      FFmpegError.throwIfError(await context.sendFrame(frame), 'a masked picture could not be encoded');
      FFmpegError.throwIfError(await context.receivePacket(packet), 'a masked picture could not be encoded');
      const encoded = { data: Uint8Array.from(packet.data ?? []), key: packet.isKeyframe, pts: ticks, format };
      packet.unref();
      return encoded;
    },
    close: () => {
      packet.free();
      context.freeContext();
    },
  };
}

/** One picture in, one out, on one thread: no look ahead, no pictures in another order. */
async function openX264(like: Frame): Promise<CodecContext> {
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (!codec) throw new Error('this FFmpeg has no libx264 encoder');
  const context = new CodecContext();
  context.allocContext3(codec);
  context.width = like.width;
  context.height = like.height;
  context.pixelFormat = AV_PIX_FMT_YUV420P;
  context.timeBase = new Rational(1, 90_000);
  context.framerate = new Rational(15, 1);
  context.gopSize = 250;
  context.maxBFrames = 0;
  context.threadCount = 1;
  context.colorRange = like.colorRange;
  context.colorSpace = like.colorSpace;
  context.colorPrimaries = like.colorPrimaries;
  context.colorTrc = like.colorTrc;
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  const settings = Dictionary.fromObject({
    preset: 'superfast',
    tune: 'zerolatency',
    profile: 'main',
    level: '4.0',
    crf: 23,
    maxrate: 4_000_000,
    bufsize: 4_000_000,
    'forced-idr': 1,
  });
  const code = await context.open2(codec, settings);
  if (code < 0) {
    context.freeContext();
    throw new Error(`no H.264 encoder: ${FFmpegError.strerror(code)}`);
  }
  return context;
}
