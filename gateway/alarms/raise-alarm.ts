import type { AlarmType } from '../../devices/contracts/alarms.ts';
import { createId } from '../kernel/ids.ts';
import type { Alarm, AlarmCause } from './alarm.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import { createRaisingAgain } from './raise-again.ts';
import { createSettling, type RaisingParts } from './settle-alarm.ts';

/** A cause that comes back so soon after its alarm was closed was not over. */
const comesAgainMs = 10 * 60_000;

/** From causes to alarms. */
export interface Raising {
  /** The alarm that now stands for the cause; none while the cause has to wait until it counts. */
  raise(cause: AlarmCause): Alarm | undefined;
  /** As `raise`, without a wait; `sinceMs` is when the cause began, where that was earlier. */
  raiseNow(cause: AlarmCause, sinceMs?: number): Alarm;
  clear(type: AlarmType, source: string, atMs: number, drill?: boolean): void;
  /** Clears one alarm without further delay. */
  clearNow(alarm: Alarm, atMs: number): void;
}

export function createRaising(parts: RaisingParts): Raising {
  const { keeper, delays, chatter } = parts;
  const { table, rule, keep, since } = keeper;
  const settling = createSettling(parts);
  const { repeat, again, openAgain } = createRaisingAgain(parts, settling);
  const begin = (cause: AlarmCause, sinceMs: number | undefined): Alarm => {
    const { atMs } = cause;
    const fresh = { ...toAlarm(cause, keeper), hidden: settling.hiddenBy(cause) };
    const alarm = { ...fresh, chatteringSinceMs: chatter.came(fresh, atMs) };
    const data = { state: 'raised', ...(sinceMs !== undefined && { sinceMs }) };
    keep(alarm, { step: 'raised', atMs, data });
    return settling.settle(alarm, atMs);
  };

  /** A standing cause has one alarm while that is open, a momentary one until a guard has taken it. */
  const standsFor = (alarm: Alarm) =>
    rule(alarm.type).course === 'standing' || alarm.state === 'raised' || alarm.chatteringSinceMs !== undefined;
  const take = (cause: AlarmCause, mayWait: boolean, sinceMs?: number): Alarm | undefined => {
    const { type, source, drill = false } = cause;
    const key = { type, source, drill, zone: zoneOf(cause, keeper) };
    const known = table.openOf(key).find(standsFor);
    if (known?.active) return again(known, cause);
    if (rule(type).course === 'momentary') return known ? again(known, cause) : begin(cause, sinceMs);
    // The alarm of a drill before is that drill's: how it was handled tells nothing of this one.
    const wasClosedLately = (alarm: Alarm) => since(alarm, 'closedAtMs', cause.atMs) < comesAgainMs;
    const lately = drill ? undefined : table.lastClosed(key).find(wasClosedLately);
    // It was closed as no matter while it stood: being said again makes it none, being borne out by one more does.
    if (!known && lately?.active)
      return cause.grows ? openAgain(lately, cause) : repeat(lately, cause, delays.forgetOff(lately.id));
    if (mayWait && delays.holdsOn(cause)) return undefined;
    if (known) return again(known, cause);
    return lately ? openAgain(lately, cause) : begin(cause, sinceMs);
  };

  const clearNow = (alarm: Alarm, atMs: number) => {
    const cleared = { ...alarm, active: false, clearedAtMs: atMs };
    keep(cleared, { step: 'cleared', atMs });
    if (!alarm.closed) parts.parents().cleared(cleared, atMs);
  };
  return {
    raise: (cause) => take(cause, true),
    raiseNow: (cause, sinceMs) => take(cause, false, sinceMs) ?? begin(cause, sinceMs),
    clear: (type, source, atMs, drill = false) => {
      delays.forgetOn(type, source, drill);
      const key = { type, source, drill };
      for (const alarm of [...table.openOf(key), ...table.closedStanding(key)]) {
        if (!alarm.active || rule(type).course === 'momentary') continue;
        if (!delays.holdsOff(alarm, atMs, chatter.standsUntilMs(alarm))) clearNow(alarm, atMs);
      }
    },
    clearNow,
  };
}

const zoneOf = ({ zone, source }: AlarmCause, { ground }: AlarmKeeper) => zone ?? ground.zoneOf(source);

/** Nothing is known of it but its cause. */
function toAlarm(cause: AlarmCause, keeper: AlarmKeeper): Alarm {
  const { type, source, ring, atMs, camera, detail = {} } = cause;
  return {
    ...{ id: createId(), type, ring, source, camera, detail, count: 1 },
    priority: cause.priority ?? keeper.rule(type).priority,
    zone: zoneOf(cause, keeper),
    ...{ state: 'raised', active: true, closed: false, drill: cause.drill ?? false, escalation: 0 },
    ...{ hidden: undefined, chatteringSinceMs: undefined, incident: undefined },
    ...{ acknowledgedBy: undefined, acknowledgedAtMs: undefined, verdict: undefined, assignee: undefined },
    ...{ disposition: undefined, raisedAtMs: atMs, lastAtMs: atMs, clearedAtMs: undefined, closedAtMs: undefined },
  };
}
