import type { AlarmStep } from '../../devices/contracts/alarms.ts';
import type { Alarm, AlarmCause, AlarmEntry } from './alarm.ts';
import { isAttended } from './decide-step.ts';
import type { RaisingParts, Settling } from './settle-alarm.ts';

/** One that was gone for no longer than this does not ring the bell again. */
const ringsAgainMs = 60_000;

/** What becomes of an alarm whose cause has come again. */
export interface RaisingAgain {
  /** The same said again: it is counted, and `isAnew` if it had been away. */
  repeat(known: Alarm, cause: AlarmCause, isAnew: boolean): Alarm;
  /** The cause of an open alarm. */
  again(known: Alarm, cause: AlarmCause): Alarm;
  openAgain(closed: Alarm, cause: AlarmCause): Alarm;
}

/** Handled anew: nobody has taken it. */
const asRaised = {
  ...{ state: 'raised', acknowledgedBy: undefined, acknowledgedAtMs: undefined, verdict: undefined },
  ...{ assignee: undefined, escalation: 0 },
} as const satisfies Partial<Alarm>;

/** One more has found it: what was set aside is on the list again, and a breach also where work on one sensor had hidden it. */
function bringsBack({ type, hidden }: Alarm, { grows }: AlarmCause, isGraver: boolean): AlarmStep | undefined {
  if ((isGraver || grows) && hidden?.kind === 'shelved') return 'unshelved';
  return grows && type === 'perimeter-breach' && hidden?.kind === 'out-of-service' ? 'in-service' : undefined;
}

export function createRaisingAgain(parts: RaisingParts, { hiddenBy, settle }: Settling): RaisingAgain {
  const { delays, chatter, incidents } = parts;
  const { rule, keep, since } = parts.keeper;
  const repeat: RaisingAgain['repeat'] = (known, cause, isAnew) => {
    // what was laid aside is a graver matter by now
    const isGraver = cause.priority !== undefined && cause.priority < known.priority;
    const step = bringsBack(known, cause, isGraver);
    const alarm = step ? keep({ ...known, hidden: undefined }, { step, atMs: cause.atMs }) : known;
    const chatteringSinceMs = isAnew ? chatter.came(alarm, cause.atMs) : alarm.chatteringSinceMs;
    const priority = isGraver ? cause.priority! : alarm.priority;
    const again = { ...alarm, priority, chatteringSinceMs, active: true, lastAtMs: cause.atMs, count: alarm.count + 1 };
    const data: AlarmEntry['data'] = chatteringSinceMs === alarm.chatteringSinceMs ? {} : { chattering: 1 };
    const { children } = alarm.detail;
    const detail = { ...(cause.detail ?? alarm.detail), ...(children !== undefined && { children }) };
    return keep({ ...again, detail }, { step: 'repeated', atMs: cause.atMs, data });
  };
  const back = (known: Alarm, cause: AlarmCause): Alarm => {
    const { atMs } = cause;
    const isOver = since(known, 'clearedAtMs', atMs) > ringsAgainMs;
    const rings = known.acknowledgedAtMs !== undefined && isOver && !isAttended(known);
    const next = {
      ...known,
      ...(rings ? asRaised : {}),
      ...{ active: true, clearedAtMs: undefined, lastAtMs: atMs, count: known.count + 1 },
      ...{ detail: cause.detail ?? known.detail, chatteringSinceMs: chatter.came(known, atMs) },
      // Somebody is on the way: they must go on seeing it.
      hidden: known.hidden ?? (isAttended(known) ? undefined : hiddenBy(cause)),
    };
    const data = rings || known.state === 'raised' ? { state: 'raised' } : {};
    keep(next, { step: 'raised-again', atMs, data });
    return next.hidden && known.hidden ? next : settle(next, atMs);
  };
  return {
    repeat,
    again: (known, cause) => {
      const wasLeaving = delays.forgetOff(known.id);
      const isMomentary = rule(known.type).course === 'momentary';
      return known.active ? repeat(known, cause, wasLeaving || isMomentary) : back(known, cause);
    },
    openAgain: (closed, cause) => {
      const { atMs } = cause;
      delays.forgetOff(closed.id);
      const open: Alarm = {
        ...closed,
        ...asRaised,
        ...{ active: true, closed: false, closedAtMs: undefined, clearedAtMs: undefined, disposition: undefined },
        ...{ lastAtMs: atMs, count: closed.count + 1, detail: cause.detail ?? closed.detail },
        ...{ chatteringSinceMs: chatter.came(closed, atMs), hidden: hiddenBy(cause) },
      };
      keep(open, { step: 'reopened', atMs, data: { state: 'raised' } });
      incidents.follow(open, atMs);
      return settle(open, atMs);
    },
  };
}
