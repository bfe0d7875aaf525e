import type { YardActor } from './scene-kinds.ts';
import type { YardKind } from './yard-backdrops.ts';

/** A straight way over the ground, walked in and, later, back out; places are of the feet, as parts of the picture. */
export interface YardWay {
  from: readonly [x: number, y: number];
  to: readonly [x: number, y: number];
  inMs: number;
  /** At the way's end, as a part of the picture's height; nearer or farther it is in proportion to the height of this line. */
  tall: number;
  horizonY: number;
}

/** Who comes into which place, and where they go: what a site file draws its areas around. */
export const yardWays: Readonly<Record<YardKind, Partial<Record<YardActor['kind'], YardWay>>>> = {
  playground: { person: { from: [1.05, 0.86], to: [0.15, 0.8], inMs: 6500, tall: 0.33, horizonY: 0.4 } },
  'fire-lane': { car: { from: [1.15, 0.72], to: [0.5, 0.72], inMs: 2500, tall: 0.154, horizonY: 0.46 } },
  'car-park': { person: { from: [1.05, 0.97], to: [0.62, 0.86], inMs: 4000, tall: 0.36, horizonY: 0.36 } },
  lift: { 'e-bike': { from: [0.5, 0.8], to: [0.46, 0.94], inMs: 2500, tall: 0.316, horizonY: 0.58 } },
};
