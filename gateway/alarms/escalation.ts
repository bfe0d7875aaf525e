import type { EscalationLevel, Priority } from '../../devices/contracts/alarms.ts';
import type { SiteEscalation } from '../../devices/contracts/site-alarms.ts';
import type { Alarm } from './alarm.ts';
import { timesOf } from './rationale/rationale.ts';

/** That level is told when an alarm of that priority has waited so long for an acknowledgement. */
export interface LadderStep {
  priority: Priority;
  level: Exclude<EscalationLevel, 0>;
  afterMs: number;
}
export type Ladder = readonly LadderStep[];

/** DOMAIN §7: what is unacknowledged climbs guard → lead → manager → duty desk of the cloud; P4 waits for the daily digest. */
export const usualLadder: Ladder = ([1, 2, 3, 4] as const).flatMap((priority) =>
  timesOf(priority).escalation.flatMap(({ afterMs, level }) => (level === 0 ? [] : [{ priority, level, afterMs }])),
);

/** The usual ladder with the steps of each priority that the site names replaced by its own. */
export function toLadder(settings: SiteEscalation | undefined): Ladder {
  const own = (settings?.ladder ?? []).map(({ priority, level, afterS }) => ({
    priority,
    level,
    afterMs: afterS * 1000,
  }));
  return [...usualLadder.filter(({ priority }) => own.every((step) => step.priority !== priority)), ...own];
}

/** What escalation looks at. */
export type Climber = Pick<
  Alarm,
  'id' | 'priority' | 'state' | 'hidden' | 'closed' | 'drill' | 'verdict' | 'escalation'
>;

/** Nobody has answered for it yet, and somebody should. */
export function isUnanswered(alarm: Climber): boolean {
  return alarm.state === 'raised' && !alarm.closed && alarm.hidden === undefined;
}

/** Unanswered, or taken by somebody who has not sent anybody yet. */
export function isUnattended(alarm: Climber): boolean {
  if (alarm.closed || alarm.hidden !== undefined) return false;
  const isNoMatter = alarm.verdict === 'false' || alarm.verdict === 'drill';
  return ['raised', 'acknowledged', 'verified'].includes(alarm.state) && !isNoMatter;
}

/** Steps that it can still climb, lowest first: those of a drill end at the lead. */
const stepsAbove = ({ priority, escalation, drill }: Climber, ladder: Ladder): LadderStep[] =>
  ladder
    .filter((step) => step.priority === priority && step.level > escalation && (!drill || step.level === 1))
    .sort((a, b) => a.level - b.level);

/**
 * How far an alarm has to have climbed that was waiting for `waitedMs` milliseconds: the highest step whose time has come, and
 * never lower than where it is. Whoever is below that step is told, too.
 */
export function decideEscalation(alarm: Climber, waitedMs: number, ladder: Ladder): EscalationLevel {
  if (!isUnanswered(alarm)) return alarm.escalation;
  const due = stepsAbove(alarm, ladder).filter(({ afterMs }) => waitedMs >= afterMs);
  return due.at(-1)?.level ?? alarm.escalation;
}

/** The wait at which the next step is due; Infinity where there is none. Milliseconds. */
export function nextStepMs(alarm: Climber, ladder: Ladder): number {
  return Math.min(...stepsAbove(alarm, ladder).map(({ afterMs }) => afterMs));
}

/**
 * Whether it was taken, and yet nobody has been sent in time (DOMAIN §7). `takenMs` is for how long it has been taken: whoever took
 * it late has what lies between the two limits before being reminded.
 */
export function isDispatchOverdue(alarm: Climber, waitedMs: number, takenMs: number): boolean {
  if (alarm.state === 'raised' || !isUnattended(alarm)) return false;
  const { acknowledgeMs, dispatchMs } = timesOf(alarm.priority);
  return dispatchMs !== undefined && waitedMs >= dispatchMs && takenMs >= dispatchMs - acknowledgeMs;
}
