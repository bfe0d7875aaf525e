import type { CrossingDirection, ObjectClass, SceneLine } from '../../devices/contracts/camera-scene.ts';
import type { Schedule } from '../../devices/contracts/schedule.ts';
import { createLinePassage } from './line-passage.ts';
import { concerning, type RuleFinding, type RuleWatch } from './watch-finding.ts';

export interface LineCrossingOptions {
  line: SceneLine;
  objects?: readonly ObjectClass[] | undefined;
  direction: CrossingDirection;
  isOn: Schedule;
}

/** Somebody goes over a line in the direction in which nobody should. */
export function watchLineCrossing(options: LineCrossingOptions): RuleWatch {
  const { line, objects = ['person'], direction: wanted, isOn } = options;
  const passage = createLinePassage(line, objects);
  return {
    look: ({ subjects, atMs, wallMs }) => {
      const crossed = passage.look(subjects, atMs);
      if (!isOn(wallMs)) return [];
      return crossed
        .filter(({ direction }) => wanted === 'either' || direction === wanted)
        .map(({ subject, direction }): RuleFinding => ({ kind: 'happened', ...concerning([subject]), direction }));
    },
  };
}
