import { Packet } from 'node-av/lib';
import type { Clock } from '../kernel/clock.ts';
import { type AvDecoder, createAvDecoder, decodeStill } from './av-decoder.ts';
import { createFmp4Remuxer } from './av-fmp4.ts';
import type { AvPictures } from './av-picture.ts';
import { type AvSession, createAvSession } from './av-session.ts';
import type { CameraLimits } from './camera-limits.ts';
import { createFrameRate } from './frame-rate.ts';
import type { GopRing } from './gop-ring.ts';
import type { LiveView } from './live-view.ts';
import type { LostReason } from './lost-reasons.ts';
import type { CameraState, PerceptionCamera } from './messages.ts';
import { codecString, type EncodedFrame, parameterSets, type VideoCodec } from './nal-units.ts';
import type { Picture } from './picture.ts';
import { createStreamLag } from './stream-lag.ts';

export interface StreamOptions {
  camera: PerceptionCamera;
  decode: 'always' | 'on-demand';
  clock: Clock;
  limits: CameraLimits;
  signal: AbortSignal;
  counters: { seen: number; skipped: number };
  ring: GopRing;
  live: LiveView;
  pictures: AvPictures;
  onState(state: CameraState): void;
  onCodec(codec: VideoCodec): void;
  onPicture(picture: Picture): void;
  onDecoded?(milliseconds: number): void;
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
  const { signal, clock, decode } = options;
  const opened = await session.open();
  if (!opened.ok) return opened.reason;
  progress.openedMs = clock.monotonicMs();
  options.onCodec(opened.codec);
  const decoder = decode === 'always' ? await createAvDecoder(opened.codec, session.stream().codecpar) : undefined;
  const packet = new Packet();
  packet.alloc();
  try {
    const take = createFrameTaker(session, opened, decoder, progress, options);
    while (!signal.aborted) {
      const frame = await session.read(packet);
      if ('failed' in frame) return frame.failed;
      await take(frame, packet);
    }
    return 'ended';
  } finally {
    decoder?.close();
    packet.free();
  }
}

type FrameTaker = (frame: EncodedFrame, packet: Packet) => Promise<void>;

/** What happens to each frame of a connection: format, ring and live view, then the decoder if there is one. */
function createFrameTaker(
  session: AvSession,
  opened: { codec: VideoCodec; declaredFps: number },
  decoder: AvDecoder | undefined,
  progress: Progress,
  options: StreamOptions,
): FrameTaker {
  const { clock, counters, ring, live, pictures } = options;
  const lag = createStreamLag();
  let skipping = false;
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
  const decodeNext = async (running: AvDecoder, packet: Packet) => {
    const startedMs = clock.monotonicMs();
    const decoded = await running.decode(packet);
    options.onDecoded?.(clock.monotonicMs() - startedMs);
    if (decoded) showPicture(pictures.wrap(decoded, clock.monotonicMs()));
  };

  return async (frame, packet) => {
    counters.seen++;
    progress.sawData = true;
    const first = frame.key ? await announce.key(frame) : undefined;
    ring.push(frame);
    live.push(frame);
    announce.frame();
    const late = isTooLate(frame);
    if (decoder) {
      first?.release();
      if (late) counters.skipped++;
      else await decodeNext(decoder, packet);
    } else if (first) showPicture(first);
    // Nothing is decoded: that frames come, after a key frame that could be decoded, is all there is to see.
    else if (progress.firstPictureMs !== undefined) progress.lastPictureMs = clock.monotonicMs();
  };
}

interface Announcer {
  /** A key frame: when its parameters are new and it can be decoded, the state is said and the picture handed back. */
  key(frame: EncodedFrame): Promise<Picture | undefined>;
  /** Any frame: says the state again once the frame rate is known better. */
  frame(): void;
}

/** Reads the stream's format off its key frames; a camera may change it at any of them. */
function createAnnouncer(
  session: AvSession,
  { codec, declaredFps }: { codec: VideoCodec; declaredFps: number },
  { clock, live, pictures, onState }: StreamOptions,
): Announcer {
  let known: Uint8Array | undefined;
  let state: (CameraState & { state: 'streaming' }) | undefined;
  const rate = createFrameRate(declaredFps);
  return {
    key: async (frame) => {
      const sets = parameterSets(frame.data, codec) ?? known ?? session.announcedSets();
      if (!sets || (known && Buffer.compare(known, sets) === 0)) return undefined;
      const name = codecString(sets, codec);
      const still = name && (await decodeStill(codec, Buffer.concat([sets, frame.data])));
      if (!still) return undefined;
      const { width, height } = still;
      known = sets;
      live.changed(() => createFmp4Remuxer({ codec, width, height, sets }));
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
