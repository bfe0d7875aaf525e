import { setTimeout as delay } from 'node:timers/promises';
import { createBackOff } from '../kernel/back-off.ts';
import type { Clock } from '../kernel/clock.ts';
import { decodeStill } from './av-decoder.ts';
import { createAvPictures } from './av-picture.ts';
import { type StreamEnd, streamOnce } from './av-stream.ts';
import { type CameraLimits, defaultCameraLimits } from './camera-limits.ts';
import { createGopRing } from './gop-ring.ts';
import { type CameraViewer, createLiveView } from './live-view.ts';
import type { CameraState, PerceptionCamera } from './messages.ts';
import type { VideoCodec } from './nal-units.ts';
import type { Picture } from './picture.ts';

export interface AvCameraOptions {
  camera: PerceptionCamera;
  /** Decode every frame, or only what a snapshot asks for. */
  decode: 'always' | 'on-demand';
  clock: Clock;
  random?: () => number;
  limits?: Partial<CameraLimits>;
  onState(state: CameraState): void;
  /** A new picture, to be released by whoever takes it. Only with `decode: 'always'`. */
  onPicture(picture: Picture): void;
  /** How long decoding one frame took. */
  onDecoded?(milliseconds: number): void;
}

/** A stream that held this long was no accident: the next loss is retried at once again. */
const steadyMs = 10_000;

export interface AvCamera {
  /** Frames that came, and frames that were passed over undecoded because this process could not keep up. */
  counters(): { seen: number; skipped: number };
  /** One viewer at a time; a new one replaces the last. */
  watch(viewer: CameraViewer): void;
  unwatch(): void;
  /** The newest picture, or one made of the last key frame; `undefined` while there is none. To be released. */
  snapshot(): Promise<Picture | undefined>;
  /** Returns within a second, whatever the peer does: `false` if a call into the network has not come back by then. */
  stop(): Promise<boolean>;
}

/** Keeps one camera connected, for ever, from now on. */
export function createAvCamera(options: AvCameraOptions): AvCamera {
  const limits = { ...defaultCameraLimits, ...options.limits };
  const stopping = new AbortController();
  const counters = { seen: 0, skipped: 0 };
  const ring = createGopRing(limits.ringBytes);
  const live = createLiveView();
  const pictures = createAvPictures();
  let codec: VideoCodec = 'h264';
  let newest: Picture | undefined;

  const keepNewest = (picture: Picture) => {
    newest?.release();
    newest = picture;
  };
  const forget = () => {
    ring.clear();
    live.changed(undefined);
    newest?.release();
    newest = undefined;
  };
  const stream = (): Promise<StreamEnd> =>
    streamOnce({
      ...options,
      limits,
      signal: stopping.signal,
      counters,
      ring,
      live,
      pictures,
      onCodec: (streamCodec) => {
        codec = streamCodec;
      },
      onPicture: (picture) => {
        keepNewest(picture.retain());
        if (options.decode === 'always') options.onPicture(picture);
        else picture.release();
      },
    });

  const ended = keepConnected({ stream, forget, limits, signal: stopping.signal, options });

  return {
    counters: () => ({ ...counters }),
    watch: (viewer) => live.attach(viewer, ring.frames()),
    unwatch: () => live.detach(),
    snapshot: async () => {
      if (options.decode === 'always') return newest?.retain();
      const key = ring.frames()[0];
      const still = key && (await decodeStill(codec, key.data));
      return still ? pictures.wrap(still, options.clock.monotonicMs()) : newest?.retain();
    },
    stop: async () => {
      stopping.abort();
      const inTime = await Promise.race([ended.then(() => true), delay(900, false)]);
      forget();
      return inTime;
    },
  };
}

interface Connecting {
  stream(): Promise<StreamEnd>;
  forget(): void;
  limits: CameraLimits;
  signal: AbortSignal;
  options: AvCameraOptions;
}

/** After the first attempt the camera stays `lost` until it streams again: a guard must not see it flicker. */
async function keepConnected({ stream, forget, limits, signal, options }: Connecting): Promise<void> {
  const backOff = createBackOff(limits.firstRetryMs, limits.lastRetryMs, options.random);
  options.onState({ state: 'connecting' });
  while (!signal.aborted) {
    const { reason, streamedMs } = await stream();
    forget();
    if (signal.aborted) return;
    options.onState({ state: 'lost', reason });
    if (streamedMs > steadyMs) backOff.reset();
    // Only `stop` ends the wait early, and then there is nothing more to do.
    await delay(backOff.nextMs(), undefined, { signal }).catch(() => undefined);
  }
}
