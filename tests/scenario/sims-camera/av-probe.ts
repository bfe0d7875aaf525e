import { AV_CODEC_ID_H264, AV_LOG_QUIET, AVERROR_HTTP_UNAUTHORIZED, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { Codec, CodecContext, Dictionary, FFmpegError, FormatContext, Frame, Log, Packet } from 'node-av/lib';

/** One decoded picture: its grey, row after row without padding. */
export interface ProbedPicture {
  width: number;
  height: number;
  grey: Uint8Array;
  key: boolean;
}

export type ProbeOutcome = { ok: true; probe: StreamProbe } | { ok: false; reason: 'unauthorized' | 'failed' };

/** A client of FFmpeg's, to look at a camera's stream with other eyes than the gateway's. */
export interface StreamProbe {
  /** The next picture; rejects when the stream ends, breaks, or gives none for twice the time-out. */
  next(): Promise<ProbedPicture>;
  close(): Promise<void>;
}

export async function openProbe(url: string, transport: 'tcp' | 'udp', timeoutMs = 5000): Promise<ProbeOutcome> {
  Log.setLevel(AV_LOG_QUIET);
  const context = new FormatContext();
  context.allocContext();
  const options = { rtsp_transport: transport, timeout: timeoutMs * 1000, max_delay: 100_000 };
  const code = await within(context, timeoutMs * 2, context.openInput(url, null, Dictionary.fromObject(options)));
  if (code < 0) {
    context.freeContext();
    return { ok: false, reason: code === AVERROR_HTTP_UNAUTHORIZED ? 'unauthorized' : 'failed' };
  }
  const stream = context.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_VIDEO);
  const decoder = new CodecContext();
  const codec = Codec.findDecoder(AV_CODEC_ID_H264);
  decoder.allocContext3(codec);
  if (stream) decoder.parametersToContext(stream.codecpar);
  decoder.threadCount = 1;
  FFmpegError.throwIfError(await decoder.open2(codec, null), 'opening the decoder');
  return { ok: true, probe: createProbe(context, decoder, timeoutMs) };
}

/** FFmpeg's own time-out counts silence; one who is sent endless noise waits for ever unless interrupted. */
async function within<T>(context: FormatContext, limitMs: number, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => context.interrupt(), limitMs);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}

function createProbe(context: FormatContext, decoder: CodecContext, timeoutMs: number): StreamProbe {
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  let reading: Promise<unknown> = Promise.resolve();

  async function readPicture(): Promise<ProbedPicture> {
    for (;;) {
      packet.unref();
      FFmpegError.throwIfError(await context.readFrame(packet), 'reading the stream');
      const key = packet.isKeyframe;
      await decoder.sendPacket(packet);
      if ((await decoder.receiveFrame(frame)) < 0) continue;
      const picture = { width: frame.width, height: frame.height, grey: greyOf(frame), key };
      frame.unref();
      return picture;
    }
  }

  return {
    next() {
      const picture = within(context, timeoutMs * 2, readPicture());
      reading = picture.catch(() => undefined);
      return picture;
    },
    async close() {
      context.interrupt();
      await reading;
      await context.closeInput();
      decoder.freeContext();
      packet.free();
      frame.free();
    },
  };
}

function greyOf(frame: Frame): Uint8Array {
  const { width, height } = frame;
  const plane = frame.data?.[0];
  const stride = frame.linesize[0] ?? width;
  if (!plane) throw new Error('a picture without pixels');
  const grey = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) grey.set(plane.subarray(row * stride, row * stride + width), row * width);
  return grey;
}
