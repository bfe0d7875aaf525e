import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import type { Scene } from '../../../firmware-sims/camera/scene-kinds.ts';

/** A white square that crosses a dark picture once a second. */
export function createMovingSquare(): Scene {
  return {
    render(frame: Frame, nowMs: number) {
      const left = Math.floor(((nowMs % 1000) / 1000) * (frame.width - 32));
      frame.y.fill(60);
      for (let row = 40; row < 72; row++) frame.y.fill(220, row * frame.width + left, row * frame.width + left + 32);
      return true;
    },
  };
}

/** Where the square's middle is, in pixels; undefined if there is none. */
export function findSquare(picture: { width: number; grey: Uint8Array }): number | undefined {
  const row = picture.grey.subarray(56 * picture.width, 57 * picture.width);
  const columns = [...row.keys()].filter((column) => row[column]! > 150);
  return columns.length > 16 ? (columns[0]! + columns.at(-1)!) / 2 : undefined;
}
