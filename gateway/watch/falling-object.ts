import type { Polygon } from '../../devices/contracts/camera-scene.ts';
import { isInside } from './geometry.ts';
import type { Subject } from './subjects.ts';
import type { RuleWatch } from './watch-finding.ts';

export interface FallingObjectOptions {
  area: string;
  /** Where people could be hit. */
  ground?: Polygon | undefined;
}

/** Somebody who stands still is looked for every few seconds only. */
const belowMs = 5000;

/** Something has fallen: of priority 1 if somebody was seen below while it fell or shortly before. */
export function watchFallingObject({ area, ground }: FallingObjectOptions): RuleWatch {
  let below: { subjects: readonly Subject[]; seenAtMs: number } | undefined;
  return {
    look: ({ subjects, seenAtMs }) => {
      const inside = subjects.filter(({ class: kind, foot }) => kind === 'person' && ground && isInside(ground, foot));
      if (inside.length > 0) below = { subjects: inside.map((one) => ({ ...one })), seenAtMs };
      return [];
    },
    fell: (fall) => {
      if (fall.area !== area) return [];
      const hit = below && fall.seenAtMs - fall.durationMs - below.seenAtMs <= belowMs ? below.subjects : [];
      return [
        {
          kind: 'happened',
          count: hit.length,
          tracks: hit.map(({ track }) => track),
          boxes: hit.map(({ box }) => box),
          fall,
          ...(hit.length > 0 && { priority: 1 as const }),
        },
      ];
    },
  };
}
