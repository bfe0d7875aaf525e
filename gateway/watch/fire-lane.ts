import type { Polygon } from '../../devices/contracts/camera-scene.ts';
import { createAreaPresence } from './area-presence.ts';
import { createStandingCause } from './standing-cause.ts';
import { concerning, ended, type RuleFinding, type RuleWatch } from './watch-finding.ts';

export interface FireLaneOptions {
  polygon: Polygon;
  warnAfterS?: number | undefined;
  alarmAfterS?: number | undefined;
  standing: boolean;
}

/** A lorry that passes, or a group of people, hides a parked car for a while. */
const leaveMs = 20_000;
const endMs = 5000;
/** Who has not moved for this long stands there, and does not just drive through. */
const standsAfterMs = 5000;

/**
 * A vehicle stands on the fire lane: first a warning, then an alarm; ends when the lane is clear. An ambulance or a fire
 * engine cannot be told from a lorry and raises it, too; who acts on it is a person.
 */
export function watchFireLane(options: FireLaneOptions): RuleWatch {
  const { polygon, warnAfterS = 180, alarmAfterS = 600, standing } = options;
  const presence = createAreaPresence({ polygon, classes: ['car', 'bus', 'truck'], leaveMs });
  const cause = createStandingCause(endMs, standing);
  let isAlarm = false;
  return {
    look: ({ subjects, atMs }): RuleFinding[] => {
      const parked = presence.look(subjects, atMs).filter(({ standingMs }) => standingMs >= standsAfterMs);
      const longestS = Math.max(0, ...parked.map(({ standingMs }) => standingMs)) / 1000;
      const about = concerning(parked.map(({ subject }) => subject));
      const isDue = longestS >= alarmAfterS;
      const change = cause.look(longestS >= Math.min(warnAfterS, alarmAfterS), parked.length > 0, atMs);
      if (change === 'ended') {
        isAlarm = false;
        return [ended];
      }
      const stage = isDue ? 'alarm' : 'warn';
      if (change === 'began') {
        isAlarm = isDue;
        return [{ kind: 'began', ...about, stage }];
      }
      if (!isDue || isAlarm) return [];
      isAlarm = true;
      return [{ kind: 'worsened', ...about, stage }];
    },
  };
}
