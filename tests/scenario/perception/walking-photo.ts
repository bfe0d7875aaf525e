import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';
import { nowMs } from '../../../firmware-sims/device/sim-clock.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { peopleDir } from './prepared-models.ts';

export interface WalkingScene extends Scene {
  /**
   * Somebody walks on a straight way, now or after `inS`, and stays at its end, or vanishes there; places are of his middle, as parts of the
   * picture. Who stayed last is gone.
   */
  walk(way: { from: number; to: number; seconds: number; inS?: number; stays?: boolean }): void;
}

/** One of the people of a photo, cut so close that no neighbour's arm is found as a second person. */
const photographed = { left: 150, top: 383, width: 460, height: 1150 } as const;
/** In the picture: tall enough to be found at a glance. */
const tall = 400;

interface Patch {
  width: number;
  height: number;
  y: Uint8Array;
  u: Uint8Array;
  v: Uint8Array;
}

/** A grey yard through which somebody from a photo walks, once or several times over. */
export async function createWalkingScene(): Promise<WalkingScene> {
  const person = await cutPerson();
  let walks: { from: number; to: number; startMs: number; endMs: number; stays: boolean }[] = [];
  let drawn = false;

  return {
    walk: ({ from, to, seconds, inS = 0, stays = false }) => {
      walks = walks.filter((walk) => !walk.stays);
      const startMs = nowMs() + inS * 1000;
      walks.push({ from, to, startMs, endMs: startMs + seconds * 1000, stays });
    },
    render: (frame, atMs) => {
      if (walks.length === 0 && drawn) return false;
      walks = walks.filter(({ endMs, stays }) => stays || atMs < endMs);
      drawn = true;
      frame.y.fill(100);
      frame.u.fill(128);
      frame.v.fill(128);
      for (const { from, to, startMs, endMs } of walks) {
        const share = Math.min(1, Math.max(0, (atMs - startMs) / (endMs - startMs)));
        if (atMs >= startMs) draw(frame, person, from + share * (to - from));
      }
      return true;
    },
  };
}

async function cutPerson(): Promise<Patch> {
  const { left, top, width, height } = photographed;
  const photo = await decodePhoto(`${peopleDir}/sample6.jpg`);
  const scale = height / tall;
  const wide = Math.floor(width / scale) & ~1;
  const patch = {
    width: wide,
    height: tall,
    y: new Uint8Array(wide * tall),
    u: new Uint8Array(wide * tall),
    v: new Uint8Array(wide * tall),
  };
  for (let y = 0; y < tall; y++) {
    for (let x = 0; x < wide; x++) {
      const at = ((top + Math.floor(y * scale)) * photo.width + left + Math.floor(x * scale)) * 3;
      const [r, g, b] = photo.data.subarray(at, at + 3) as unknown as [number, number, number];
      patch.y[y * wide + x] = 16 + (66 * r + 129 * g + 25 * b) / 256;
      patch.u[y * wide + x] = 128 + (-38 * r - 74 * g + 112 * b) / 256;
      patch.v[y * wide + x] = 128 + (112 * r - 94 * g - 18 * b) / 256;
    }
  }
  return patch;
}

/** His feet at 90 % of the picture's height. */
function draw(frame: Frame, patch: Patch, middle: number): void {
  const left = Math.round(middle * frame.width - patch.width / 2) & ~1;
  const top = Math.round(frame.height * 0.9 - patch.height) & ~1;
  for (let y = 0; y < patch.height; y++) {
    for (let x = 0; x < patch.width; x++) {
      const to = left + x;
      if (to < 0 || to >= frame.width) continue;
      const from = y * patch.width + x;
      frame.y[(top + y) * frame.width + to] = patch.y[from]!;
      if (y & 1 || to & 1) continue;
      const chroma = ((top + y) >> 1) * (frame.width >> 1) + (to >> 1);
      frame.u[chroma] = patch.u[from]!;
      frame.v[chroma] = patch.v[from]!;
    }
  }
}
