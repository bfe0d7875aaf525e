import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';

/** A grey wall, with a bright square that walks over it for as long as `moving` is true. */
export function createMovingScene(): Scene & { moving: boolean } {
  const size = 96;
  let drawn = false;
  const scene = {
    moving: true,
    render: (frame: Frame, nowMs: number) => {
      if (drawn && !scene.moving) return false;
      drawn = true;
      frame.y.fill(90);
      const left = Math.floor(nowMs / 10) % (frame.width - size);
      for (let y = 60; y < 60 + size; y++) frame.y.fill(200, y * frame.width + left, y * frame.width + left + size);
      return true;
    },
  };
  return scene;
}
