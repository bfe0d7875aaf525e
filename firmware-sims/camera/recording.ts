import { nowMs } from '../device/sim-clock.ts';
import { openH264Encoder } from './av-encoder.ts';
import { createFrame, type Frame } from './frame.ts';
import type { ParameterSets } from './h264-nal.ts';
import type { Scene } from './scene-kinds.ts';

/** A stretch of video as a camera's encoder gave it, to be sent again and again at no cost. Begins with a key frame. */
export interface Recording {
  width: number;
  height: number;
  fps: number;
  bitsPerSecond: number;
  parameterSets: ParameterSets;
  /** A frame each, without parameter sets. */
  units: { key: boolean; nals: Uint8Array[] }[];
}

export interface RecordingOptions {
  width: number;
  height: number;
  fps: number;
  frames: number;
  scene: Scene;
  /** Standard deviation of the sensor's noise in grey levels; real cameras have 1 to 3 after their own filters. */
  noise?: number;
  /** Before each frame is drawn; what happens in the scene is begun here. */
  beforeFrame?(index: number): Promise<void> | void;
}

/** An encoder is not itself in its first groups of pictures; they are left out. */
const leadInGroups = 2;

/** Renders and encodes a scene faster or slower than it would happen. A group of pictures is a second. */
export async function recordScene(options: RecordingOptions): Promise<Recording> {
  const { width, height, fps, frames, scene } = options;
  const encoder = await openH264Encoder(options);
  const clean = createFrame(width, height);
  const addNoise = createNoise(width * height, options.noise ?? 0);
  const seen = options.noise ? createFrame(width, height) : clean;
  const startMs = nowMs();
  const units: Recording['units'] = [];
  try {
    for (let index = -leadInGroups * fps; index < frames; index++) {
      await options.beforeFrame?.(index);
      const changed = scene.render(clean, startMs + (index * 1000) / fps);
      if (seen !== clean) addNoise(clean, seen);
      const pts = BigInt(Math.round(((index + leadInGroups * fps) * 90_000) / fps));
      const unit = await encoder.encode(seen, { changed: changed || seen !== clean, key: index % fps === 0, pts });
      if (index >= 0) units.push(unit);
    }
  } finally {
    await encoder.close();
  }
  const { parameterSets, bitsPerSecond } = encoder;
  return { width, height, fps, bitsPerSecond, parameterSets, units };
}

/** Noise is drawn once and laid over each frame at another place of it. */
function createNoise(pixels: number, deviation: number): (from: Frame, to: Frame) => void {
  const field = Int8Array.from({ length: deviation > 0 ? 2 * pixels : 0 }, () => {
    // The sum of three even draws is near enough to a bell curve.
    const draw = Math.random() + Math.random() + Math.random() - 1.5;
    return Math.round(draw * 2 * deviation);
  });
  return (from, to) => {
    to.data.set(from.data);
    const shift = Math.floor(Math.random() * pixels);
    for (let at = 0; at < pixels; at++) {
      to.y[at] = Math.min(255, Math.max(0, from.y[at]! + field[at + shift]!));
    }
  };
}
