import type { Frame } from '../../../firmware-sims/camera/frame.ts';
import { type Recording, recordScene } from '../../../firmware-sims/camera/recording.ts';
import { createYardScene, type Scene } from '../../../firmware-sims/camera/scene.ts';

export const film = { width: 1280, height: 720, fps: 15, seconds: 16 };
/** The frame's number, most significant bit first, as black and white squares at the top left, after one that is white. */
export const mark = { bits: 8, square: 32, top: 96 };

/** A yard with the noise of a sensor, in which every frame carries its number. */
export async function recordMarkedFilm(): Promise<Recording> {
  const yard = await createYardScene({ ...film, background: 0, title: 'Yard' });
  let at = 0;
  const scene: Scene = {
    render(frame, nowMs) {
      yard.render(frame, nowMs);
      drawMark(frame, at);
      return true;
    },
  };
  const frames = film.seconds * film.fps;
  const beforeFrame = (index: number) => {
    at = (index + frames) % frames;
  };
  return await recordScene({ ...film, noise: 1.5, scene, frames, beforeFrame });
}

function drawMark(frame: Frame, number: number): void {
  for (let at = 0; at <= mark.bits; at += 1) {
    const isWhite = at === 0 || ((number >> (mark.bits - at)) & 1) === 1;
    for (let row = 0; row < mark.square; row += 1) {
      const start = (mark.top + row) * frame.width + at * mark.square;
      frame.y.fill(isWhite ? 235 : 16, start, start + mark.square);
    }
  }
}
