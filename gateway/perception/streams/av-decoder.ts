import { AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_FRAME_FLAG_CORRUPT } from 'node-av/constants';
import { Codec, CodecContext, type CodecParameters, Dictionary, FFmpegError, Frame, Packet } from 'node-av/lib';
import type { VideoCodec } from './nal-units.ts';

/** 4096 × 3072: a stream that claims a larger picture is refused before memory is taken for it. */
const maxPixels = 12_582_912;

/** Decodes one stream, on one thread of the pool. */
export interface AvDecoder {
  /** The newest picture that this packet completes, if any; the caller frees it. Broken packets complete none. */
  decode(packet: Packet): Promise<Frame | undefined>;
  /** All that it completes, in the order of showing; without a packet, what is still held back. */
  decodeAll(packet: Packet | null): Promise<Frame[]>;
  /** A key frame, without what came before or comes after; `restart` before going on. */
  decodeAlone(packet: Packet): Promise<Frame | undefined>;
  /** Forgets what came before: a key frame is next. */
  restart(): void;
  close(): void;
}

/** `parameters` are the stream's, for what its description announced; they outlive the call. */
export async function createAvDecoder(codec: VideoCodec, parameters?: CodecParameters): Promise<AvDecoder> {
  const context = await openDecoder(codec, parameters);
  return {
    decode: async (packet) => {
      await context.sendPacket(packet);
      return newestOf(receiveAll(context));
    },
    decodeAll: async (packet) => {
      await context.sendPacket(packet);
      return receiveAll(context);
    },
    decodeAlone: async (packet) => {
      context.flushBuffers();
      await context.sendPacket(packet);
      await context.sendPacket(null);
      const picture = newestOf(receiveAll(context));
      context.flushBuffers();
      return picture;
    },
    restart: () => context.flushBuffers(),
    close: () => context.freeContext(),
  };
}

/** Decodes one key frame by itself; `undefined` if no picture can be made of it. The caller frees the picture. */
export async function decodeStill(codec: VideoCodec, data: Uint8Array): Promise<Frame | undefined> {
  const context = await openDecoder(codec);
  const packet = new Packet();
  try {
    packet.alloc();
    packet.data = Buffer.from(data);
    packet.isKeyframe = true;
    await context.sendPacket(packet);
    // No more follow: a decoder that waits for frames in another order gives up what it holds.
    await context.sendPacket(null);
    return newestOf(receiveAll(context));
  } finally {
    packet.free();
    context.freeContext();
  }
}

async function openDecoder(codec: VideoCodec, parameters?: CodecParameters): Promise<CodecContext> {
  const decoder = Codec.findDecoder(codec === 'h264' ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC);
  const context = new CodecContext();
  context.allocContext3(decoder);
  if (parameters) context.parametersToContext(parameters);
  // One thread: more of them add a frame of delay each, and the cameras share the cores already.
  context.threadCount = 1;
  const code = await context.open2(decoder, Dictionary.fromObject({ max_pixels: maxPixels }));
  if (code < 0) {
    context.freeContext();
    throw new Error(`no ${codec} decoder: ${FFmpegError.strerror(code)}`);
  }
  return context;
}

/** With one thread the work is done in `sendPacket`; taking the pictures out is a matter of microseconds. */
function receiveAll(context: CodecContext): Frame[] {
  const frames: Frame[] = [];
  for (;;) {
    const frame = new Frame();
    frame.alloc();
    const received = context.receiveFrameSync(frame) >= 0;
    // A picture patched up after lost packets shows smears: not to be recognised in.
    if (!received || frame.hasFlags(AV_FRAME_FLAG_CORRUPT)) frame.free();
    else frames.push(frame);
    if (!received) return frames;
  }
}

function newestOf(frames: Frame[]): Frame | undefined {
  const newest = frames.pop();
  for (const older of frames) older.free();
  return newest;
}
