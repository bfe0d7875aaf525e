import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Turns } from '../analysis/turns.ts';
import { type ClipFile, createClipFile } from '../clips/av-clip.ts';
import { createClipCutter } from '../clips/clip-cutter.ts';
import type { CameraState } from '../messages.ts';
import { createAvCameraView } from './av-camera-view.ts';
import { createAvMask } from './av-mask.ts';
import { maskedCodecString } from './av-masked-video.ts';
import { type AvPictures, createAvPictures } from './av-picture.ts';
import type { CameraLimits } from './camera-limits.ts';
import type { CameraViewer } from './live-view.ts';
import { createPacketRing } from './packet-ring.ts';
import type { StreamFrame } from './stream-frame.ts';

export interface AvFootageOptions {
  masks: readonly Polygon[];
  clock: Clock;
  limits: CameraLimits;
  /** Masked clips are made in its turns. */
  slowWork: Turns;
  signal: AbortSignal;
  onState(state: CameraState): void;
  onProblem(error: unknown): void;
}

/** All that leaves one camera's stream as pictures or video, and what of it nobody may see. */
export interface AvFootage {
  readonly pictures: AvPictures;
  push(frame: StreamFrame): void;
  /** Coded frames since the last key frame. */
  lastGroup(): readonly StreamFrame[];
  /** The stream ended, or did not begin. */
  brokeOff(): void;
  watch(viewer: CameraViewer): void;
  unwatch(): void;
  clip(fromMs: number, toMs: number): Promise<ClipFile>;
  setMasks(masks: readonly Polygon[]): void;
  /** Hands the camera's state on as viewers must be told it: masked video is of another kind than the camera's. */
  tell(state: CameraState): void;
  stop(): void;
}

export function createAvFootage(options: AvFootageOptions): AvFootage {
  const { clock, limits, slowWork, signal } = options;
  const ring = createPacketRing(limits);
  const cutter = createClipCutter(ring, clock, limits);
  const mask = createAvMask(options.masks);
  const view = createAvCameraView(mask, options.onProblem);
  let state: CameraState | undefined;

  const tell = (next: CameraState) => {
    state = next;
    const isMasked = next.state === 'streaming' && mask.active();
    options.onState(isMasked ? { ...next, codecString: maskedCodecString } : next);
  };

  return {
    pictures: createAvPictures(mask),
    lastGroup: ring.lastGroup,
    watch: (viewer) => view.watch(viewer, ring.lastGroup()),
    unwatch: view.unwatch,
    push: (frame) => {
      ring.push(frame);
      cutter.push(frame);
      view.push(frame);
    },
    brokeOff: () => {
      ring.brokeOff(clock.monotonicMs());
      cutter.brokeOff();
    },
    clip: async (fromMs, toMs) => createClipFile(await cutter.cut(fromMs, toMs), fromMs, mask, slowWork.run, signal),
    tell,
    setMasks: (changed) => {
      const wasActive = mask.active();
      mask.set(changed);
      if (mask.active() === wasActive) return;
      // The browser must know the kind of video before it comes.
      if (state?.state === 'streaming') tell(state);
      view.maskChanged(ring.lastGroup());
    },
    stop: () => {
      cutter.stop();
      view.unwatch();
      ring.clear();
    },
  };
}
