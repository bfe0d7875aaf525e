import type { Polygon } from '../../devices/contracts/camera-scene.ts';
import { createAreaPresence } from './area-presence.ts';
import { createStandingCause } from './standing-cause.ts';
import { concerning, ended, type RuleWatch } from './watch-finding.ts';

export interface EBikeOptions {
  polygon?: Polygon | undefined;
  forS?: number | undefined;
  standing: boolean;
}

const leaveMs = 1500;
const endMs = 2000;

/** The detector was not taught e-bikes: it takes them for motorcycles or bicycles. Ends when it has been taken out. */
export function watchEBikeInLift({ polygon, forS = 1, standing }: EBikeOptions): RuleWatch {
  const presence = createAreaPresence({ polygon, classes: ['bicycle', 'motorcycle'], leaveMs });
  const cause = createStandingCause(endMs, standing);
  return {
    look: ({ subjects, atMs }) => {
      const inside = presence.look(subjects, atMs);
      const staying = inside.filter(({ insideMs }) => insideMs >= forS * 1000);
      const change = cause.look(staying.length > 0, inside.length > 0, atMs);
      if (change === 'ended') return [ended];
      return change === 'began' ? [{ kind: 'began', ...concerning(staying.map(({ subject }) => subject)) }] : [];
    },
  };
}
