import type { ObjectClass, Polygon } from '../../devices/contracts/camera-scene.ts';
import { hasMoved, isInside, type PartBox } from './geometry.ts';
import type { Subject } from './subjects.ts';

/** Somebody who is in an area. All times on the scene's own clock. */
export interface Dweller {
  subject: Subject;
  /** Time inside; what was spent outside in between does not count. */
  insideMs: number;
  /** How long he has been standing where he stands now. */
  standingMs: number;
}

export interface AreaPresence {
  /** Those who were seen inside in three looks at least, and have not been away for longer than `leaveMs` and two looks. */
  look(subjects: readonly Subject[], atMs: number): Dweller[];
}

export interface AreaPresenceOptions {
  /** The whole picture, if left out. */
  polygon?: Polygon | undefined;
  classes: readonly ObjectClass[];
  leaveMs: number;
}

/** A box that flickers up, or is thrown in for a moment, is nobody. */
const looksToCount = 3;
/** A slow look that misses somebody sends nobody away. */
const looksToLeave = 2;

interface Entry {
  subject: Subject;
  insideMs: number;
  looks: number;
  missed: number;
  isIn: boolean;
  insideAtMs: number;
  stand: { box: PartBox; sinceMs: number };
}

/** Who is in an area, by where they touch the ground. */
export function createAreaPresence({ polygon, classes, leaveMs }: AreaPresenceOptions): AreaPresence {
  const entries = new Map<number, Entry>();

  const enter = (subject: Subject, atMs: number) => {
    const { id, box } = subject;
    const entry = entries.get(id) ?? begin(subject, atMs);
    entries.set(id, entry);
    if (entry.isIn) entry.insideMs += atMs - entry.insideAtMs;
    if (hasMoved(entry.stand.box, box)) entry.stand = { box, sinceMs: atMs };
    Object.assign(entry, { isIn: true, insideAtMs: atMs, looks: entry.looks + 1, missed: 0 });
  };

  return {
    look: (subjects, atMs) => {
      for (const entry of entries.values()) entry.missed++;
      for (const subject of subjects) {
        if (!classes.includes(subject.class)) continue;
        if (!polygon || isInside(polygon, subject.foot)) enter(subject, atMs);
        else {
          const entry = entries.get(subject.id);
          if (entry) entry.isIn = false;
        }
      }
      for (const [id, { missed, insideAtMs }] of entries) {
        if (missed >= looksToLeave && atMs - insideAtMs > leaveMs) entries.delete(id);
      }
      return [...entries.values()].filter(({ looks }) => looks >= looksToCount).map(toDweller);
    },
  };
}

function begin(subject: Subject, atMs: number): Entry {
  return {
    subject,
    insideMs: 0,
    looks: 0,
    missed: 0,
    isIn: false,
    insideAtMs: atMs,
    stand: { box: subject.box, sinceMs: atMs },
  };
}

function toDweller({ subject, insideMs, insideAtMs, stand }: Entry): Dweller {
  return { subject, insideMs, standingMs: insideAtMs - stand.sinceMs };
}
