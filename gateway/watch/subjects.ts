import type { ObjectClass, Point } from '../../devices/contracts/camera-scene.ts';
import { distance, footPoint, overlapOf, type PartBox, sizeOf } from './geometry.ts';

/** One thing that the tracker follows, as a look shows it. */
export interface SeenThing {
  track: string;
  class: ObjectClass;
  box: PartBox;
}

/** Somebody or something in the scene, also when his track breaks and another goes on in the same place. */
export interface Subject {
  readonly id: number;
  track: string;
  class: ObjectClass;
  box: PartBox;
  foot: Point;
  /** On the scene's own clock. */
  seenAtMs: number;
}

export interface Subjects {
  /** Those who are seen in this look. */
  look(things: readonly SeenThing[], atMs: number): Subject[];
  clear(): void;
}

/** As long as the tracker itself may hold on to something that stood still, and a bit. */
const keptMs = 30_000;
const maxSubjects = 256;
/** A track that broke is taken over by one that begins near by, this soon after. */
const takeOverMs = 5000;
/** In parts of his size: at once, and more with every second. */
const near = { size: 0.5, sizePerS: 0.3, most: 1.2 } as const;
const samePlace = 0.5;

/** What may be taken one for the other. */
const kindOf: Record<ObjectClass, 'person' | 'cycle' | 'vehicle' | 'animal'> = {
  person: 'person',
  bicycle: 'cycle',
  motorcycle: 'cycle',
  car: 'vehicle',
  bus: 'vehicle',
  truck: 'vehicle',
  dog: 'animal',
  cat: 'animal',
};

export function createSubjects(): Subjects {
  const byTrack = new Map<string, Subject>();
  let lastId = 0;

  const forget = (atMs: number) => {
    for (const [track, subject] of byTrack) {
      if (atMs - subject.seenAtMs > keptMs) byTrack.delete(track);
    }
  };
  const begin = (thing: SeenThing, atMs: number): Subject => {
    if (byTrack.size >= maxSubjects) {
      const [longestGone] = [...byTrack.values()].toSorted((a, b) => a.seenAtMs - b.seenAtMs);
      byTrack.delete(longestGone!.track);
    }
    return { id: ++lastId, ...thing, foot: footPoint(thing.box), seenAtMs: atMs };
  };

  return {
    look: (things, atMs) => {
      forget(atMs);
      const present = new Set(things.map(({ track }) => track));
      const lapsed = [...byTrack.values()].filter(({ track }) => !present.has(track));
      return things.map((thing) => {
        const subject = byTrack.get(thing.track) ?? takeOver(thing, lapsed, atMs) ?? begin(thing, atMs);
        if (subject.track !== thing.track) byTrack.delete(subject.track);
        Object.assign(subject, thing, { foot: footPoint(thing.box), seenAtMs: atMs });
        byTrack.set(thing.track, subject);
        return subject;
      });
    },
    clear: () => byTrack.clear(),
  };
}

/** The nearest of those whose track has just ended; each is taken over once. */
function takeOver(thing: SeenThing, lapsed: Subject[], atMs: number): Subject | undefined {
  const foot = footPoint(thing.box);
  const reachable = lapsed.filter((subject) => {
    if (kindOf[subject.class] !== kindOf[thing.class]) return false;
    if (overlapOf(subject.box, thing.box) > samePlace) return true;
    const goneMs = atMs - subject.seenAtMs;
    const reach = Math.min(near.most, near.size + (near.sizePerS * goneMs) / 1000);
    return (
      goneMs <= takeOverMs && distance(subject.foot, foot) <= reach * Math.min(sizeOf(subject.box), sizeOf(thing.box))
    );
  });
  const [nearest] = reachable.toSorted((a, b) => distance(a.foot, foot) - distance(b.foot, foot));
  if (nearest) lapsed.splice(lapsed.indexOf(nearest), 1);
  return nearest;
}
