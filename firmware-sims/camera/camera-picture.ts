import { createCameraLabel } from './camera-label.ts';
import type { Frame } from './frame.ts';
import type { GlyphSource } from './glyph-paths.ts';
import type { SpriteLevels } from './scaled-sprite.ts';
import type { SceneOptions } from './scene-kinds.ts';
import { renderFrame } from './sharp-pictures.ts';
import { createStage, type Stage } from './stage.ts';

/** Something that moves through the picture; `anchor` is the point of the full-size sprite that a pose places. */
export interface Figure {
  levels: SpriteLevels;
  anchor: { x: number; y: number };
}

/** Where the anchor is in the frame, in pixels, and how large the figure is there. */
export interface Pose {
  scale: number;
  x: number;
  y: number;
}

export interface CameraPicture {
  /**
   * Draws backdrop, content and label; false without drawing if neither `state` nor the clock changed since last time.
   */
  paint(frame: Frame, nowMs: number, state: string, draw: (stage: Stage) => void): boolean;
}

export async function createCameraPicture(
  glyphs: GlyphSource,
  options: SceneOptions,
  backdrop: string,
): Promise<CameraPicture> {
  const stage = createStage(await renderFrame(backdrop, options));
  const label = await createCameraLabel(glyphs, options);
  let shown: string | undefined;
  return {
    paint(frame, nowMs, state, draw) {
      const time = label.timeAt(nowMs);
      const next = `${time} ${state}`;
      if (shown === next) return false;
      shown = next;
      stage.begin(frame);
      draw(stage);
      label.draw(stage, time);
      return true;
    },
  };
}

export function drawFigure(stage: Stage, figure: Figure, pose: Pose): void {
  const { anchor, levels } = figure;
  stage.drawScaled(levels, pose.scale, pose.x - anchor.x * pose.scale, pose.y - anchor.y * pose.scale);
}

/** The frames' chroma has half the luma's size: things stand on whole pairs of pixels. */
export function toEven(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
