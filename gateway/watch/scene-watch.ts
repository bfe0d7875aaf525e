import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { CameraScene, SceneLine, WatchRule } from '../../devices/contracts/camera-scene.ts';
import { createSchedule } from '../../devices/contracts/schedule.ts';
import { watchCrowding } from './crowding.ts';
import { watchEBikeInLift } from './e-bike-in-lift.ts';
import { watchFallingObject } from './falling-object.ts';
import { watchFireLane } from './fire-lane.ts';
import { watchIntrusion } from './intrusion.ts';
import { watchLineCrossing } from './line-crossing.ts';
import { watchLoitering } from './loitering.ts';
import { createSubjects, type SeenThing } from './subjects.ts';
import { watchTailgating } from './tailgating.ts';
import { alarmOfRule, type RuleFinding, type RuleWatch, type SeenFall, type WatchFinding } from './watch-finding.ts';

export interface SceneWatchOptions {
  /** IANA name, e.g. `Asia/Shanghai`. */
  timeZone: string;
  /** Alarms of this camera that stood before: their rules say `ended` once the cause is seen to be gone. */
  standing?: readonly AlarmType[];
}

/** The rules of one camera's scene. Pure: time comes in with each look. */
export interface SceneWatch {
  /** One look at the scene; `seenAtMs` is monotonic, `nowWallMs` tells the time of day. */
  look(seen: { seenAtMs: number; objects: readonly SeenThing[] }, nowWallMs: number): WatchFinding[];
  /** Somebody was let through a door, at a monotonic time. */
  granted(door: string, atMs: number): void;
  /** Something fell before a façade of the scene; nothing is found where no rule watches it any more. */
  fell(fall: SeenFall): WatchFinding[];
}

/**
 * Time in which nothing is seen does not count: neither for somebody who stays nor for a cause that has gone. A pause longer than
 * this between two looks is a camera that was away.
 */
const longestPauseMs = 10_000;
/** After so long an absence whatever stands there may be something else. */
const forgetAfterMs = 600_000;

/** Throws if a rule names an area or line that the scene does not have, or the time zone is unknown. */
export function createSceneWatch(scene: CameraScene, options: SceneWatchOptions): SceneWatch {
  const rules = scene.rules ?? [];
  const watches = rules.map((rule) => createRuleWatch(rule, scene, options));
  const subjects = createSubjects();
  let lastSeenAtMs: number | undefined;
  let clockMs = 0;

  const ofRule = (index: number, findings: readonly RuleFinding[]): WatchFinding[] =>
    findings.map((finding) => ({ ...finding, rule: index, ...nameOf(rules[index]!) }));

  return {
    fell: (fall) => watches.flatMap((watch, index) => ofRule(index, watch.fell?.(fall) ?? [])),
    granted: (door, atMs) => {
      for (const watch of watches) watch.granted?.(door, atMs);
    },
    look: ({ seenAtMs, objects }, wallMs) => {
      const pauseMs = lastSeenAtMs === undefined ? 0 : seenAtMs - lastSeenAtMs;
      lastSeenAtMs = seenAtMs;
      if (pauseMs > forgetAfterMs) subjects.clear();
      // A look may be a little older than the last time that was told; it counts as of now.
      clockMs += pauseMs > longestPauseMs ? 0 : Math.max(0, pauseMs);
      const look = { subjects: subjects.look(objects, clockMs), atMs: clockMs, seenAtMs, wallMs };
      return watches.flatMap((watch, index) => ofRule(index, watch.look(look)));
    },
  };
}

function nameOf(rule: WatchRule): Pick<WatchFinding, 'type' | 'place' | 'door'> {
  const place = 'area' in rule ? rule.area : 'line' in rule ? rule.line : undefined;
  return {
    type: alarmOfRule[rule.kind],
    ...(place === undefined ? {} : { place }),
    ...('door' in rule ? { door: rule.door } : {}),
  };
}

function createRuleWatch(rule: WatchRule, scene: CameraScene, options: SceneWatchOptions): RuleWatch {
  const standing = options.standing?.includes(alarmOfRule[rule.kind]) ?? false;
  const polygon = 'area' in rule && rule.area !== undefined ? areaOf(scene, rule.area) : undefined;
  const isOn = createSchedule('during' in rule ? rule.during : undefined, options.timeZone);
  switch (rule.kind) {
    case 'intrusion':
      return watchIntrusion({ ...rule, polygon: polygon!, isOn, standing });
    case 'loitering':
      return watchLoitering({ ...rule, polygon: polygon!, isOn, standing });
    case 'crowding':
      return watchCrowding({ ...rule, polygon: polygon!, isOn, standing });
    case 'fire-lane':
      return watchFireLane({ ...rule, polygon: polygon!, standing });
    case 'e-bike-in-lift':
      return watchEBikeInLift({ ...rule, polygon, standing });
    case 'falling-object': {
      const { area, groundArea } = rule;
      return watchFallingObject({ area, ground: groundArea === undefined ? undefined : areaOf(scene, groundArea) });
    }
    case 'line-crossing':
      return watchLineCrossing({ ...rule, line: lineOf(scene, rule.line), isOn });
    case 'tailgating':
      return watchTailgating({ ...rule, line: lineOf(scene, rule.line) });
  }
}

function areaOf(scene: CameraScene, id: string) {
  const area = scene.areas?.find((entry) => entry.id === id);
  if (!area) throw new RangeError(`a rule names the area "${id}", which the scene does not have`);
  return area.polygon;
}

function lineOf(scene: CameraScene, id: string): SceneLine {
  const line = scene.lines?.find((entry) => entry.id === id);
  if (!line) throw new RangeError(`a rule names the line "${id}", which the scene does not have`);
  return line;
}
