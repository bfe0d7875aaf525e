import type { ObjectClass, Point, SceneLine } from '../../devices/contracts/camera-scene.ts';
import { type Crossing, crossingOf, offLine, type PartBox, reachAcross } from './geometry.ts';
import type { Subject } from './subjects.ts';

export interface Passage {
  subject: Subject;
  direction: Crossing;
}

/** Who goes over a line. */
export interface LinePassage {
  look(subjects: readonly Subject[], atMs: number): Passage[];
}

/** The foot point of somebody who stands on the line jitters by a part of his box: only beyond it he is on a side. */
const jitterShare = 0.12;
/** One look may be wrong. */
const looksBeyond = 2;
const maxSteps = 64;
const forgetMs = 30_000;

interface Walk {
  side: -1 | 1;
  /** Where he went since he was last surely on `side`. */
  steps: Point[];
  beyond: number;
  seenAtMs: number;
}

/**
 * Counts a crossing when somebody's feet went from surely one side to surely the other, for two looks, and their way leads
 * over the line between its ends; who goes round an end, or stands on the line, does not cross.
 */
export function createLinePassage(line: SceneLine, classes: readonly ObjectClass[]): LinePassage {
  const walks = new Map<number, Walk>();

  const follow = (walk: Walk, side: -1 | 0 | 1, foot: Point): Crossing | undefined => {
    if (side === walk.side) {
      walk.steps = [foot];
      walk.beyond = 0;
      return undefined;
    }
    walk.steps.push(foot);
    if (walk.steps.length > maxSteps) walk.steps.splice(1, 1);
    if (side === 0 || ++walk.beyond < looksBeyond) return undefined;
    const direction = netCrossing(line, walk.steps);
    walk.side = side;
    walk.steps = [foot];
    walk.beyond = 0;
    return direction;
  };

  return {
    look: (subjects, atMs) => {
      for (const [id, { seenAtMs }] of walks) if (atMs - seenAtMs > forgetMs) walks.delete(id);
      return subjects.flatMap((subject): Passage[] => {
        if (!classes.includes(subject.class)) return [];
        const side = sideOf(line, subject.foot, subject.box);
        const walk = walks.get(subject.id);
        if (!walk) {
          if (side !== 0) walks.set(subject.id, { side, steps: [subject.foot], beyond: 0, seenAtMs: atMs });
          return [];
        }
        walk.seenAtMs = atMs;
        const direction = follow(walk, side, subject.foot);
        return direction ? [{ subject, direction }] : [];
      });
    },
  };
}

function sideOf(line: SceneLine, foot: Point, box: PartBox): -1 | 0 | 1 {
  const off = offLine(line, foot);
  if (Math.abs(off) <= jitterShare * reachAcross(line, box)) return 0;
  return off < 0 ? -1 : 1;
}

/** Which way the whole of a walk leads over the line, there and back being nothing. */
function netCrossing(line: SceneLine, steps: readonly Point[]): Crossing | undefined {
  let net = 0;
  for (let at = 1; at < steps.length; at++) {
    const crossing = crossingOf(line, steps[at - 1]!, steps[at]!);
    if (crossing) net += crossing === 'left-to-right' ? 1 : -1;
  }
  if (net === 0) return undefined;
  return net > 0 ? 'left-to-right' : 'right-to-left';
}
