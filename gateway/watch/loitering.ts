import type { Polygon } from '../../devices/contracts/camera-scene.ts';
import type { Schedule } from '../../devices/contracts/schedule.ts';
import { createAreaPresence } from './area-presence.ts';
import { createStandingCause } from './standing-cause.ts';
import { concerning, ended, type RuleWatch } from './watch-finding.ts';

export interface LoiteringOptions {
  polygon: Polygon;
  afterS?: number | undefined;
  isOn: Schedule;
  standing: boolean;
}

/** Who steps out for less than this and comes back has not gone; his time outside does not count. */
const leaveMs = 5000;
const endMs = 3000;

/** Somebody stays in an area longer than passing through takes. */
export function watchLoitering({ polygon, afterS = 60, isOn, standing }: LoiteringOptions): RuleWatch {
  const presence = createAreaPresence({ polygon, classes: ['person'], leaveMs });
  const cause = createStandingCause(endMs, standing);
  // Who it was that stood there before this watch began is not known: it may be anybody who is there now.
  let anybody = standing;
  return {
    look: ({ subjects, atMs, wallMs }) => {
      const inside = presence.look(subjects, atMs);
      const loitering = isOn(wallMs) ? inside.filter(({ insideMs }) => insideMs >= afterS * 1000) : [];
      const remains = anybody && isOn(wallMs) && inside.length > 0;
      const change = cause.look(loitering.length > 0, remains, atMs);
      if (change !== 'ended') {
        return change === 'began' ? [{ kind: 'began', ...concerning(loitering.map(({ subject }) => subject)) }] : [];
      }
      anybody = false;
      return [ended];
    },
  };
}
