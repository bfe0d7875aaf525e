import { type Arrival, createArrival } from './arrival.ts';
import { drawFigure, type Pose, toEven } from './camera-picture.ts';
import type { YardActor } from './scene-kinds.ts';
import type { Stage } from './stage.ts';
import type { YardPart } from './yard-figures.ts';
import type { YardWay } from './yard-ways.ts';

/** Somebody or something that comes in, stays, and goes back the way it came. */
export interface YardVisit {
  readonly arrival: Arrival;
  /** Undefined once it has gone. */
  poseAt(nowMs: number): YardPose | undefined;
  draw(stage: Stage, pose: YardPose): void;
  /** Resolves when the picture shows it no more. */
  leave(): Promise<void>;
  takeAway(reason: string): void;
}

export interface YardPose extends Pose {
  moving: boolean;
}

export function createYardVisit(
  actor: YardActor,
  way: YardWay,
  parts: readonly YardPart[],
  size: { width: number; height: number },
): YardVisit {
  const arrival = createArrival(actor.kind === 'car' ? 'the car' : actor.person.id);
  let startMs: number | undefined;
  let leaving: { done: PromiseWithResolvers<void>; startMs?: number } | undefined;

  /** How far in it is, 0…1. */
  const shareAt = (nowMs: number): number => {
    startMs ??= nowMs;
    if (!arrival.reached && nowMs - startMs >= way.inMs) arrival.reach(nowMs);
    if (!arrival.reached) return (nowMs - startMs) / way.inMs;
    if (!leaving) return 1;
    leaving.startMs ??= nowMs;
    return 1 - (nowMs - leaving.startMs) / way.inMs;
  };
  return {
    arrival,
    poseAt: (nowMs) => {
      const share = shareAt(nowMs);
      if (share < 0) {
        leaving?.done.resolve();
        return undefined;
      }
      const moving = share < 1;
      const gait = actor.kind === 'car' ? 0 : gaitAt(nowMs - startMs!, moving);
      return { ...placeOn(way, share, gait, size), moving };
    },
    draw: (stage, pose) => {
      for (const { figure, aside } of parts) drawFigure(stage, figure, { ...pose, x: pose.x + aside * pose.scale });
    },
    leave: () => {
      leaving ??= { done: Promise.withResolvers<void>() };
      return leaving.done.promise;
    },
    takeAway: (reason) => {
      arrival.abandon(reason);
      leaving?.done.resolve();
    },
  };
}

/** Nobody walks as if on rails or stands like a post: in parts of their own way's height. */
function gaitAt(ageMs: number, moving: boolean): { x: number; y: number } {
  return moving ? { x: 0, y: -Math.abs(Math.sin(ageMs / 160)) * 0.012 } : { x: Math.sin(ageMs / 430) * 0.008, y: 0 };
}

function placeOn(
  { from, to, tall, horizonY }: YardWay,
  share: number,
  gait: { x: number; y: number } | 0,
  { width, height }: { width: number; height: number },
): Pose {
  const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
  const scale = (y - horizonY) / (to[1] - horizonY);
  const step = gait === 0 ? { x: 0, y: 0 } : gait;
  return {
    scale,
    x: toEven(x * width + step.x * tall * scale * height),
    y: toEven(y * height + step.y * tall * scale * height),
  };
}
