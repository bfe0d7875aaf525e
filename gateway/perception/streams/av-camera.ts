import { setTimeout as delay } from 'node:timers/promises';
import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import { createBackOff } from '../../kernel/back-off.ts';
import type { Clock } from '../../kernel/clock.ts';
import { pause } from '../../kernel/pause.ts';
import { createTurns, type Turns } from '../analysis/turns.ts';
import type { ClipFile } from '../clips/av-clip.ts';
import type { CameraState, PerceptionCamera } from '../messages.ts';
import { createAvFootage } from './av-footage.ts';
import { type StreamCounters, type StreamEnd, streamOnce } from './av-stream.ts';
import { type CameraLimits, defaultCameraLimits } from './camera-limits.ts';
import type { DecodeWish } from './idle-decoding.ts';
import type { CameraViewer } from './live-view.ts';
import { createNewestPicture } from './newest-picture.ts';
import type { Picture } from './picture.ts';

export type DecodeMode = 'always' | 'on-demand';

export interface AvCameraOptions {
  camera: PerceptionCamera;
  /** Decode what is needed to miss nothing, or only what a snapshot asks for. */
  decode: DecodeMode;
  /** Nothing moves and nothing is followed: then no more is decoded than it takes to notice when that changes. */
  isQuiet?(): boolean;
  clock: Clock;
  random?: () => number;
  limits?: Partial<CameraLimits>;
  onState(state: CameraState): void;
  /** A new picture, to be released by whoever takes it. Only with `decode: 'always'`. */
  onPicture(picture: Picture): void;
  /** How long decoding one frame took. */
  onDecoded?(milliseconds: number): void;
  /** Masked video could not be made; whoever watches sees nothing. */
  onProblem?(error: unknown): void;
  /** Shared by the cameras of a process: masked clips are made one after another. */
  slowWork?: Turns;
}

/** A stream that held this long was no accident: the next loss is retried at once again. */
const steadyMs = 10_000;

export interface AvCamera {
  counters(): Readonly<StreamCounters> & { pictureAgeMs: number | undefined };
  /** One viewer at a time; a new one replaces the last. */
  watch(viewer: CameraViewer): void;
  unwatch(): void;
  /**
   * A picture of this moment, or the newest there is (`takenAtMs` says when) if none comes within a second; `undefined`
   * while the camera is away. To be released.
   */
  snapshot(): Promise<Picture | undefined>;
  /** What is seen from `fromMs` to `toMs` (monotonic), once that is over; settles also when the camera is lost or stopped. */
  clip(fromMs: number, toMs: number): Promise<ClipFile>;
  /** Blacked out from the next picture on, wherever it goes. */
  setMasks(masks: readonly Polygon[]): void;
  /** From the next key frame on. */
  setDecode(mode: DecodeMode): void;
  /** Returns within a second, whatever the peer does: `false` if a call into the network has not come back by then. */
  stop(): Promise<boolean>;
}

/** Keeps one camera connected, for ever, from now on. */
export function createAvCamera(options: AvCameraOptions): AvCamera {
  const limits = { ...defaultCameraLimits, ...options.limits };
  const stopping = new AbortController();
  const counters = createCounters();
  const { signal } = stopping;
  const { camera, clock, random, onState, slowWork = createTurns(), onProblem = () => undefined } = options;
  const footage = createAvFootage({ masks: camera.masks, clock, limits, slowWork, signal, onState, onProblem });
  let { decode } = options;
  const newest = createNewestPicture(clock);

  const forget = () => {
    footage.brokeOff();
    newest.forget();
  };
  const wish = (): DecodeWish => {
    if (decode === 'on-demand') return 'none';
    return options.isQuiet?.() ? 'idle' : 'every';
  };
  const stream = (): Promise<StreamEnd> =>
    streamOnce({
      ...options,
      wish,
      pictureWanted: newest.isWanted,
      lastGroup: footage.lastGroup,
      limits,
      signal,
      counters,
      pictures: footage.pictures,
      onState: footage.tell,
      onFrame: footage.push,
      onPicture: (picture) => {
        newest.take(picture.retain());
        if (decode === 'always') options.onPicture(picture);
        else picture.release();
      },
    });

  const ended = keepConnected({ stream, forget, limits, signal, onState: footage.tell, random });

  return {
    counters: () => ({ ...counters, pictureAgeMs: newest.ageMs() }),
    watch: footage.watch,
    unwatch: footage.unwatch,
    snapshot: () => newest.fresh(),
    clip: footage.clip,
    setMasks: footage.setMasks,
    setDecode: (mode) => {
      decode = mode;
    },
    stop: async () => {
      stopping.abort();
      footage.stop();
      const inTime = await Promise.race([ended.then(() => true), delay(900, false)]);
      forget();
      footage.stop();
      return inTime;
    },
  };
}

function createCounters(): StreamCounters {
  const frames = { seen: 0, decoded: 0, skipped: 0, rested: 0 };
  return { ...frames, decoding: 'none', wakes: { hinted: 0, late: 0, vain: 0 } };
}

interface Connecting {
  stream(): Promise<StreamEnd>;
  forget(): void;
  limits: CameraLimits;
  signal: AbortSignal;
  onState(state: CameraState): void;
  random: (() => number) | undefined;
}

/** After the first attempt the camera stays `lost` until it streams again: a guard must not see it flicker. */
async function keepConnected({ stream, forget, limits, signal, onState, random }: Connecting): Promise<void> {
  const backOff = createBackOff(limits.firstRetryMs, limits.lastRetryMs, random);
  onState({ state: 'connecting' });
  while (!signal.aborted) {
    const { reason, streamedMs } = await stream();
    forget();
    if (signal.aborted) return;
    onState({ state: 'lost', reason });
    if (streamedMs > steadyMs) backOff.reset();
    await pause(backOff.nextMs(), signal);
  }
}
