import type { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import type { WatchRule } from '../../devices/contracts/camera-scene.ts';
import type { Crossing, PartBox } from './geometry.ts';
import type { Subject } from './subjects.ts';

/** Which alarm a rule raises. */
export const alarmOfRule: Readonly<Record<WatchRule['kind'], AlarmType>> = {
  intrusion: 'intrusion',
  loitering: 'loitering',
  'line-crossing': 'line-crossing',
  tailgating: 'tailgating',
  'fire-lane': 'fire-lane-blocked',
  crowding: 'crowding',
  'e-bike-in-lift': 'e-bike-in-lift',
  'falling-object': 'falling-object',
};

/** What a camera saw fall before a façade. */
export interface SeenFall {
  /** The façade. */
  area: string;
  /** When it was seen last; monotonic, as looks are. */
  seenAtMs: number;
  durationMs: number;
  storeys: number;
  floors: { lowest: number; highest: number; orHigher: boolean };
  /** Parts of the picture. */
  path: readonly (readonly [x: number, y: number])[];
}

/** What a rule says of a look. */
export interface RuleFinding {
  /** `worsened`: what began as a warning has become an alarm. `happened` has no end. */
  kind: 'began' | 'worsened' | 'ended' | 'happened';
  /** How many it concerns; 0 when it has ended. */
  count: number;
  /** Who they are and where they are seen: for the picture that is kept. */
  tracks: string[];
  boxes: PartBox[];
  stage?: 'warn' | 'alarm';
  direction?: Crossing;
  /** Tailgating: how many of them the door had been opened for. */
  grants?: number;
  /** What fell, and where. */
  fall?: SeenFall;
  /** More urgent than its type says. */
  priority?: Priority;
}

/** With the rule it is about. */
export interface WatchFinding extends RuleFinding {
  /** Its place among the scene's rules. */
  rule: number;
  type: AlarmType;
  /** Area or line; none for a rule on the whole picture. */
  place?: string;
  /** Tailgating: the door. */
  door?: string;
}

/** One look as the rules see it. */
export interface RuleLook {
  subjects: readonly Subject[];
  /** The scene's own clock: it stands still while nothing is seen. */
  atMs: number;
  /** Monotonic, as grants are. */
  seenAtMs: number;
  wallMs: number;
}

export interface RuleWatch {
  look(look: RuleLook): RuleFinding[];
  /** Somebody was let through a door, at a monotonic time. */
  granted?(door: string, atMs: number): void;
  /** Something fell before a façade. */
  fell?(fall: SeenFall): RuleFinding[];
}

export function concerning(subjects: readonly Subject[]): Pick<RuleFinding, 'count' | 'tracks' | 'boxes'> {
  return {
    count: subjects.length,
    tracks: subjects.map(({ track }) => track),
    boxes: subjects.map(({ box }) => box),
  };
}

export const ended: RuleFinding = { kind: 'ended', count: 0, tracks: [], boxes: [] };
