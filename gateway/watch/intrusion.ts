import type { ObjectClass, Polygon } from '../../devices/contracts/camera-scene.ts';
import type { Schedule } from '../../devices/contracts/schedule.ts';
import { createAreaPresence } from './area-presence.ts';
import { createStandingCause } from './standing-cause.ts';
import { concerning, ended, type RuleWatch } from './watch-finding.ts';

export interface IntrusionOptions {
  polygon: Polygon;
  objects?: readonly ObjectClass[] | undefined;
  isOn: Schedule;
  standing: boolean;
}

const leaveMs = 2000;
const endMs = 3000;

/** Somebody is where at this time nobody may be, also if he was there before it began. */
export function watchIntrusion({ polygon, objects = ['person'], isOn, standing }: IntrusionOptions): RuleWatch {
  const presence = createAreaPresence({ polygon, classes: objects, leaveMs });
  const cause = createStandingCause(endMs, standing);
  return {
    look: ({ subjects, atMs, wallMs }) => {
      const inside = presence.look(subjects, atMs).map(({ subject }) => subject);
      const isThere = isOn(wallMs) && inside.length > 0;
      const change = cause.look(isThere, isThere, atMs);
      if (change === 'ended') return [ended];
      return change === 'began' ? [{ kind: 'began', ...concerning(inside) }] : [];
    },
  };
}
