import type { Frame } from './frame.ts';
import { drawScaled, type SpriteLevels } from './scaled-sprite.ts';
import { copyRegion, drawSprite, type Rect, type Sprite } from './sprite.ts';

/** A background with things drawn over it: only what was covered last time is put back. */
export interface Stage {
  /** Clears what the last picture drew; the first time, or for another frame, all of it. */
  begin(frame: Frame): void;
  draw(sprite: Sprite, x: number, y: number): void;
  drawScaled(levels: SpriteLevels, scale: number, x: number, y: number): void;
}

export function createStage(background: Frame): Stage {
  let target: Frame | undefined;
  let covered: Rect[] = [];
  const frameInHand = (): Frame => {
    if (!target) throw new Error('a stage is drawn on between begin and the next begin');
    return target;
  };
  return {
    begin(frame) {
      if (frame.width !== background.width || frame.height !== background.height) {
        throw new RangeError(
          `the scene is ${background.width}×${background.height}, the frame ${frame.width}×${frame.height}`,
        );
      }
      if (frame === target) for (const rect of covered) copyRegion(frame, background, rect);
      else frame.data.set(background.data);
      target = frame;
      covered = [];
    },
    draw(sprite, x, y) {
      covered.push(drawSprite(frameInHand(), sprite, x, y));
    },
    drawScaled(levels, scale, x, y) {
      covered.push(drawScaled(frameInHand(), levels, scale, x, y));
    },
  };
}
