import type { WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import type { ConsoleSceneSite } from '../../watch/scene-ports.ts';
import type { TextKey } from '../locales/i18n.ts';
import type { Drawing, ShapeRef } from './drawing.ts';
import { usual } from './rule-words.ts';

export const ruleKinds: readonly WatchRule['kind'][] = [
  'intrusion',
  'loitering',
  'line-crossing',
  'tailgating',
  'fire-lane',
  'crowding',
  'e-bike-in-lift',
  'falling-object',
];

const ofLines: readonly WatchRule['kind'][] = ['line-crossing', 'tailgating'];

/** Why a rule of this kind cannot be added yet; `undefined` if it can. */
export function missingFor(kind: WatchRule['kind'], drawing: Drawing, site: ConsoleSceneSite): TextKey | undefined {
  if (kind === 'e-bike-in-lift') return undefined;
  if (kind === 'tailgating') {
    return drawing.lines.length > 0 && site.doors.length > 0 ? undefined : 'scene.needLineAndDoor';
  }
  if (kind === 'line-crossing') return drawing.lines.length > 0 ? undefined : 'scene.needLine';
  return drawing.areas.length > 0 ? undefined : 'scene.needArea';
}

/** A rule as most sites want it, for what is chosen in the picture, else for what was drawn last. */
export function createRule(
  kind: WatchRule['kind'],
  drawing: Drawing,
  site: ConsoleSceneSite,
  selected: ShapeRef | undefined,
): WatchRule | undefined {
  const wanted = ofLines.includes(kind) ? 'line' : 'area';
  const chosen = selected?.kind === wanted ? selected.id : undefined;
  const area = chosen ?? drawing.areas.at(-1)?.id ?? '';
  const line = chosen ?? drawing.lines.at(-1)?.id ?? '';
  if (missingFor(kind, drawing, site)) return undefined;
  switch (kind) {
    case 'intrusion':
      return { kind, area, objects: ['person'] };
    case 'loitering':
      return { kind, area, afterS: usual.afterS };
    case 'line-crossing':
      return { kind, line, objects: ['person'], direction: 'left-to-right' };
    case 'tailgating':
      return { kind, line, direction: 'left-to-right', door: site.doors[0]!.id };
    case 'fire-lane':
      return { kind, area, warnAfterS: usual.warnAfterS, alarmAfterS: usual.alarmAfterS };
    case 'crowding':
      return { kind, area, people: 10, forS: usual.crowdForS };
    case 'e-bike-in-lift':
      return { kind, forS: usual.liftForS };
    case 'falling-object':
      return { kind, area, storeyHeight: likelyStorey(drawing, area), lowestFloor: 1 };
  }
}

/** To begin with: a twelfth of the picture, and at least four of them in the area. The lines on the picture show whether it is right. */
function likelyStorey({ areas }: Drawing, area: string): number {
  const ys = areas.find(({ id }) => id === area)?.polygon.map(([, y]) => y) ?? [0, 1];
  const tall = Math.max(...ys) - Math.min(...ys);
  return Math.round(Math.max(0.02, Math.min(1 / 12, tall / 4)) * 1000) / 1000;
}
