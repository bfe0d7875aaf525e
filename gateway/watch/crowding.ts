import type { Polygon } from '../../devices/contracts/camera-scene.ts';
import type { Schedule } from '../../devices/contracts/schedule.ts';
import { createAreaPresence } from './area-presence.ts';
import { createStandingCause } from './standing-cause.ts';
import { concerning, ended, type RuleWatch } from './watch-finding.ts';

export interface CrowdingOptions {
  polygon: Polygon;
  people: number;
  forS?: number | undefined;
  isOn: Schedule;
  standing: boolean;
}

/** In a crowd people hide each other for a moment. */
const leaveMs = 2500;
const endMs = 5000;

/** At least so many people are in an area at the same time, for longer than meeting each other takes. */
export function watchCrowding({ polygon, people, forS = 10, isOn, standing }: CrowdingOptions): RuleWatch {
  const presence = createAreaPresence({ polygon, classes: ['person'], leaveMs });
  const cause = createStandingCause(endMs, standing);
  let fullSinceMs: number | undefined;
  return {
    look: ({ subjects, atMs, wallMs }) => {
      const inside = presence.look(subjects, atMs).map(({ subject }) => subject);
      const isFull = isOn(wallMs) && inside.length >= people;
      fullSinceMs = isFull ? (fullSinceMs ?? atMs) : undefined;
      const begins = fullSinceMs !== undefined && atMs - fullSinceMs >= forS * 1000;
      const change = cause.look(begins, isFull, atMs);
      if (change === 'ended') return [ended];
      return change === 'began' ? [{ kind: 'began', ...concerning(inside) }] : [];
    },
  };
}
