import { Packet } from 'node-av/lib';
import type { Clock } from '../../kernel/clock.ts';
import type { CameraState, DecodeState, PerceptionCamera, Wakes } from '../messages.ts';
import { decodeStill } from './av-decoder.ts';
import { type AvIdleDecoder, createAvIdleDecoder } from './av-idle-decoder.ts';
import type { AvPictures } from './av-picture.ts';
import { type AvSession, createAvSession } from './av-session.ts';
import type { CameraLimits } from './camera-limits.ts';
import { createFrameRate } from './frame-rate.ts';
import { createFrameSizes } from './frame-sizes.ts';
import { createIdleDecoding, type DecodeWish } from './idle-decoding.ts';
import type { LostReason } from './lost-reasons.ts';
import { codecString, type EncodedFrame, parameterSets, type VideoCodec } from './nal-units.ts';
import type { Picture } from './picture.ts';
import type { StreamFormat, StreamFrame } from './stream-frame.ts';
import { createStreamLag } from './stream-lag.ts';

export interface StreamOptions {
  camera: PerceptionCamera;
  /** May change with every frame. */
  wish(): DecodeWish;
  pictureWanted(): boolean;
  /** What has come since the last key frame, the newest last. */
  lastGroup(): readonly EncodedFrame[];
  clock: Clock;
  limits: CameraLimits;
  signal: AbortSignal;
  counters: StreamCounters;
  pictures: AvPictures;
  onState(state: CameraState): void;
  /** Each frame of a format that could be decoded, before it is looked at. */
  onFrame(frame: StreamFrame): void;
  onPicture(picture: Picture): void;
  onDecoded?(milliseconds: number): void;
}

export interface StreamCounters {
  seen: number;
  decoded: number;
  /** Not decoded because this process could not keep up. */
  skipped: number;
  /** Not decoded because nothing moved, or nobody looked. */
  rested: number;
  wakes: Wakes;
  decoding: DecodeState;
}

export interface StreamEnd {
  reason: LostReason;
  /** How long pictures came. */
  streamedMs: number;
}

/**
 * Behind by more than this, frames are passed over undecoded up to the next key frame: late pictures open no door. A shorter
 * lag is made good by decoding alone, which is quicker than waiting for a key frame.
 */
const maxLagMs = 3000;
const watchEveryMs = 100;

/** One connection from opening to its end, which it always has: a peer that hangs or stalls is interrupted. */
export async function streamOnce(options: StreamOptions): Promise<StreamEnd> {
  const { camera, limits, signal, clock } = options;
  const session = createAvSession({ ...camera, timeoutMs: limits.openTimeoutMs });
  const progress: Progress = { beganMs: clock.monotonicMs(), sawData: false };
  let cause: LostReason | undefined;
  const watchdog = setInterval(() => {
    cause ??= stalledFor(progress, limits, clock.monotonicMs());
    if (cause || signal.aborted) session.interrupt();
  }, watchEveryMs);
  let reason: LostReason;
  try {
    reason = await runSession(session, progress, options);
  } finally {
    clearInterval(watchdog);
    await session.close();
  }
  const { firstPictureMs } = progress;
  return {
    reason: cause ?? reason,
    streamedMs: firstPictureMs === undefined ? 0 : clock.monotonicMs() - firstPictureMs,
  };
}

interface Progress {
  beganMs: number;
  openedMs?: number;
  sawData: boolean;
  firstPictureMs?: number;
  lastPictureMs?: number;
}

/** Opening has its own time-out inside FFmpeg; the larger one here catches what it does not cover, as resolving a name. */
function stalledFor(
  progress: Progress,
  { openTimeoutMs, stallMs }: CameraLimits,
  nowMs: number,
): LostReason | undefined {
  const { beganMs, openedMs, sawData, lastPictureMs } = progress;
  if (openedMs === undefined) return nowMs - beganMs > openTimeoutMs * 1.5 ? 'no-answer' : undefined;
  if (nowMs - (lastPictureMs ?? openedMs) <= stallMs) return undefined;
  if (lastPictureMs !== undefined) return 'stalled';
  return sawData ? 'undecodable' : 'no-video';
}

async function runSession(session: AvSession, progress: Progress, options: StreamOptions): Promise<LostReason> {
  const { signal, clock } = options;
  const opened = await session.open();
  if (!opened.ok) return opened.reason;
  progress.openedMs = clock.monotonicMs();
  const packet = new Packet();
  packet.alloc();
  const { take, close } = createFrameTaker(session, opened, progress, options);
  try {
    while (!signal.aborted) {
      const frame = await session.read(packet);
      if ('failed' in frame) return frame.failed;
      await take(frame, packet);
    }
    return 'ended';
  } finally {
    close();
    packet.free();
  }
}

interface FrameTaker {
  take(frame: EncodedFrame, packet: Packet): Promise<void>;
  close(): void;
}

/** What happens to each frame of a connection: its format, whoever keeps or shows it, then the decoder. */
function createFrameTaker(
  session: AvSession,
  opened: { codec: VideoCodec; declaredFps: number },
  progress: Progress,
  options: StreamOptions,
): FrameTaker {
  const { clock, counters, pictures } = options;
  const lag = createStreamLag();
  const { decoder, newFormat } = createDecoding(session, opened.codec, options);
  let skipping = false;
  let format: StreamFormat | undefined;
  const announce = createAnnouncer(session, opened, options);

  const showPicture = (picture: Picture) => {
    progress.lastPictureMs = clock.monotonicMs();
    progress.firstPictureMs ??= progress.lastPictureMs;
    options.onPicture(picture);
  };
  /** Everything is decoded from key frame to key frame, or nothing: a gap would smear. */
  const isTooLate = ({ pts, key }: EncodedFrame): boolean => {
    const lagMs = pts === undefined ? 0 : lag.packet(pts / 90, clock.monotonicMs());
    if (lagMs > maxLagMs) skipping = true;
    else if (key) skipping = false;
    return skipping;
  };
  const decode = async (frame: EncodedFrame, packet: Packet) => {
    const { picture, rested } = await decoder.take(frame, packet, clock.monotonicMs());
    if (picture)
      showPicture(pictures.wrap(picture, clock.monotonicMs(), frame.pts === undefined ? undefined : frame.pts / 90));
    if (!rested) return;
    if (!picture) counters.rested++;
    // That frames come, after a picture that could be decoded, is all there is to see.
    if (progress.firstPictureMs !== undefined) progress.lastPictureMs = clock.monotonicMs();
  };

  const take = async (frame: EncodedFrame, packet: Packet) => {
    counters.seen++;
    progress.sawData = true;
    const arrivedMs = clock.monotonicMs();
    const first = frame.key ? await announce.key(frame) : undefined;
    if (frame.key && format !== announce.format()) {
      format = announce.format();
      newFormat(format);
    }
    if (format) options.onFrame({ ...frame, format, arrivedMs });
    announce.frame();
    if (first && options.wish() === 'none') showPicture(first);
    else first?.release();
    if (!isTooLate(frame)) return decode(frame, packet);
    counters.skipped++;
    decoder.passOver();
  };
  return { take, close: decoder.close };
}

function createDecoding(
  session: AvSession,
  codec: VideoCodec,
  options: StreamOptions,
): { decoder: AvIdleDecoder; newFormat(format: StreamFormat | undefined): void } {
  const { counters } = options;
  const sizes = createFrameSizes();
  const plan = createIdleDecoding(sizes, counters.wakes);
  const decoder = createAvIdleDecoder({
    ...options,
    codec,
    parameters: session.stream().codecpar,
    plan,
    onDecoded: (frames, milliseconds) => {
      counters.decoded += frames;
      options.onDecoded?.(milliseconds / frames);
    },
    onDecoding: (state) => {
      counters.decoding = state;
    },
  });
  return { decoder, newFormat: (format) => format && sizes.reset(format.width * format.height) };
}

interface Announcer {
  /** A key frame: when its parameters are new and it can be decoded, the state is said and the picture handed back. */
  key(frame: EncodedFrame): Promise<Picture | undefined>;
  /** Of the last key frame; `undefined` if nobody can tell. */
  format(): StreamFormat | undefined;
  /** Any frame: says the state again once the frame rate is known better. */
  frame(): void;
}

/** Reads the stream's format off its key frames; a camera may change it at any of them. */
function createAnnouncer(
  session: AvSession,
  { codec, declaredFps }: { codec: VideoCodec; declaredFps: number },
  { clock, pictures, onState }: StreamOptions,
): Announcer {
  let known: StreamFormat | undefined;
  let readable = false;
  let state: (CameraState & { state: 'streaming' }) | undefined;
  const rate = createFrameRate(declaredFps);
  return {
    format: () => (readable ? known : undefined),
    key: async (frame) => {
      const sets = parameterSets(frame.data, codec) ?? known?.sets ?? session.announcedSets();
      if (known && sets && Buffer.compare(known.sets, sets) === 0) {
        readable = true;
        return undefined;
      }
      readable = false;
      const name = sets && codecString(sets, codec);
      const still = name && (await decodeStill(codec, Buffer.concat([sets, frame.data])));
      if (!still) return undefined;
      readable = true;
      const { width, height } = still;
      known = { codec, width, height, sets };
      state = { state: 'streaming', width, height, codec, codecString: name, fps: rate.framesPerSecond() };
      onState(state);
      return pictures.wrap(still, clock.monotonicMs());
    },
    frame: () => {
      if (!rate.frame(clock.monotonicMs()) || !state) return;
      state = { ...state, fps: rate.framesPerSecond() };
      onState(state);
    },
  };
}
