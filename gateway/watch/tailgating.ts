import type { SceneLine } from '../../devices/contracts/camera-scene.ts';
import type { Crossing, PartBox } from './geometry.ts';
import { createLinePassage, type Passage } from './line-passage.ts';
import type { RuleFinding, RuleWatch } from './watch-finding.ts';

export interface TailgatingOptions {
  line: SceneLine;
  direction: Crossing;
  door: string;
}

/** Somebody who was let in goes through within this time. */
const grantLastsMs = 10_000;
/** The camera may see him pass before the grant is heard of: the verdict waits. */
const verdictAfterMs = 3000;
/** In a stream of people that does not end the verdict does not wait for its end. */
const latestVerdictMs = 10_000;
const maxGrants = 200;

interface Passer {
  subject: number;
  track: string;
  box: PartBox;
  atMs: number;
}

/**
 * More people go through a door than it was opened for. Each takes one grant of the time around his passing; who turns back
 * at once has not passed. Tells a person, and keeps nobody in or out.
 */
export function watchTailgating({ line, direction, door }: TailgatingOptions): RuleWatch {
  const passage = createLinePassage(line, ['person']);
  let grants: number[] = [];
  let waiting: Passer[] = [];
  let judged: { atMs: number; granted: boolean }[] = [];

  const passed = ({ subject, direction: way }: Passage, atMs: number) => {
    const { id, track, box } = subject;
    if (way === direction) waiting.push({ subject: id, track, box, atMs });
    else waiting = waiting.filter((passer) => passer.subject !== id);
  };
  const takeGrant = ({ atMs }: Passer): boolean => {
    const index = grants.findIndex((grantMs) => atMs >= grantMs - verdictAfterMs && atMs <= grantMs + grantLastsMs);
    if (index >= 0) grants.splice(index, 1);
    return index >= 0;
  };
  const judge = (nowMs: number): RuleFinding[] => {
    const group = waiting;
    waiting = [];
    const verdicts = group.map((passer) => ({ passer, granted: takeGrant(passer) }));
    judged = judged.filter(({ atMs }) => nowMs - atMs < grantLastsMs + verdictAfterMs);
    judged.push(...verdicts.map(({ passer, granted }) => ({ atMs: passer.atMs, granted })));
    const uncovered = verdicts.filter(({ granted }) => !granted).map(({ passer }) => passer);
    if (uncovered.length === 0) return [];
    return [
      {
        kind: 'happened',
        direction,
        count: judged.length,
        grants: judged.filter(({ granted }) => granted).length,
        tracks: uncovered.map(({ track }) => track),
        boxes: uncovered.map(({ box }) => box),
      },
    ];
  };

  return {
    granted: (at, atMs) => {
      if (at === door) grants = [...grants, atMs].toSorted((a, b) => a - b).slice(-maxGrants);
    },
    look: ({ subjects, atMs, seenAtMs }) => {
      for (const crossing of passage.look(subjects, atMs)) passed(crossing, seenAtMs);
      const [first, last] = [waiting[0], waiting.at(-1)];
      const isTime =
        first && last && (seenAtMs - last.atMs >= verdictAfterMs || seenAtMs - first.atMs >= latestVerdictMs);
      const findings = isTime ? judge(seenAtMs) : [];
      // Kept for as long as somebody who went through in time may still wait for his verdict.
      grants = grants.filter((grantMs) => seenAtMs - grantMs < grantLastsMs + latestVerdictMs);
      return findings;
    },
  };
}
