import { type Arrival, createArrival } from './arrival.ts';
import { createCameraPicture, drawFigure, type Figure, type Pose, toEven } from './camera-picture.ts';
import { drawDoorBackdrop } from './door-backdrops.ts';
import { loadGlyphs } from './glyph-paths.ts';
import { figureOf } from './person-figures.ts';
import type { DoorScene, SceneOptions } from './scene-kinds.ts';

const defaultApproachMs = 1500;
const defaultStayMs = 3000;
const leaveMs = 900;
/** A face in front of the door is this part of the picture's height: 187 pixels of 720. */
const faceShare = 0.26;

interface Walk {
  figure: Figure;
  approachMs: number;
  stayMs: number;
  /** From which side they come, and leave by the other: −1 left, 1 right. */
  from: number;
  arrival: Arrival;
  startMs?: number;
}

/** The view of a door's face camera: people walk up, stand before it and leave. */
export async function createDoorScene(options: SceneOptions): Promise<DoorScene> {
  const glyphs = await loadGlyphs();
  const picture = await createCameraPicture(glyphs, options, drawDoorBackdrop(options.background ?? 0));
  const faceHeight = Math.round(options.height * faceShare);
  let walk: Walk | undefined;
  let visits = 0;

  function takeAway(reason: string): void {
    visits += 1;
    walk?.arrival.abandon(reason);
    walk = undefined;
  }

  return {
    render(frame, nowMs) {
      const pose = walk && poseAt(walk, nowMs, options);
      if (!walk || !pose) {
        walk = undefined;
        return picture.paint(frame, nowMs, '', () => {});
      }
      const { figure, arrival } = walk;
      if (pose.scale === 1) arrival.reach(nowMs);
      return picture.paint(frame, nowMs, JSON.stringify(pose), (stage) => drawFigure(stage, figure, pose));
    },
    async walkUp(person, { approachMs = defaultApproachMs, stayMs = defaultStayMs } = {}) {
      takeAway('somebody else walks up');
      const visit = visits;
      const figure = await figureOf(person, faceHeight);
      const arrival = createArrival(person.id);
      if (visit === visits) {
        const from = visit % 2 === 0 ? 1 : -1;
        walk = { figure, approachMs: Math.max(1, approachMs), stayMs, from, arrival };
      } else arrival.abandon('somebody else walks up');
      return { inFrontAtMs: await arrival.done };
    },
    clear: () => takeAway('the scene was cleared'),
  };
}

/** Undefined when the walk is over. */
function poseAt(walk: Walk, nowMs: number, size: { width: number; height: number }): Pose | undefined {
  walk.startMs ??= nowMs;
  const age = nowMs - walk.startMs;
  const [middle, eyeLine] = [size.width / 2, size.height * 0.42];
  if (age < walk.approachMs) {
    const left = 1 - age / walk.approachMs;
    const scale = Math.min(0.999, 1 / (1 + 2.2 * left ** 1.3));
    const aside = walk.from * (size.width / 2) * left ** 1.6;
    const step = Math.abs(Math.sin(age / 160)) * 6 * scale;
    return { scale, x: toEven(middle + aside), y: toEven(eyeLine - step) };
  }
  const stood = age - walk.approachMs;
  if (stood < walk.stayMs || !walk.arrival.reached) {
    const sway = { x: Math.sin(stood / 430) * size.width * 0.004, y: Math.sin(stood / 610) * size.height * 0.003 };
    return { scale: 1, x: toEven(middle + sway.x), y: toEven(eyeLine + sway.y) };
  }
  const gone = (stood - walk.stayMs) / leaveMs;
  if (gone >= 1) return undefined;
  return { scale: 1, x: toEven(middle - walk.from * size.width * 0.85 * gone ** 1.4), y: toEven(eyeLine) };
}
