import type { AlarmType } from '../../devices/contracts/alarms.ts';
import { createId } from '../kernel/ids.ts';
import type { Alarm, AlarmCause, AlarmEntry, Hidden } from './alarm.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import type { Chatter } from './flood/chatter.ts';
import type { Delays } from './flood/delays.ts';
import type { Incidents } from './flood/incidents.ts';
import type { Parents } from './flood/parents.ts';
import type { ServiceOrders } from './flood/service-orders.ts';

/** A cause that comes back so soon after its alarm was closed was not over. */
const comesAgainMs = 10 * 60_000;
/** One that was gone for no longer than this does not ring the bell again. */
const ringsAgainMs = 60_000;

export interface RaisingParts {
  keeper: AlarmKeeper;
  delays: Delays;
  chatter: Chatter;
  incidents: Incidents;
  orders: ServiceOrders;
  parents(): Parents;
}

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
  const { keeper, delays, chatter, incidents, orders } = parts;
  const { table, rule, keep, ground } = keeper;
  const keyOf = ({ type, source, zone, drill = false }: AlarmCause) => ({
    ...{ type, source, drill, zone: zone ?? ground.zoneOf(source) },
  });

  /** A standing cause has one alarm while that is open, a momentary one until a guard has taken it. */
  const standsFor = (alarm: Alarm) =>
    rule(alarm.type).course === 'standing' || alarm.state === 'raised' || alarm.chatteringSinceMs !== undefined;

  const hiddenBy = (cause: AlarmCause): Hidden | undefined => {
    if (cause.drill) return undefined;
    const order = orders.of(cause.source);
    if (order && order.untilMs > cause.atMs) return { kind: 'out-of-service', untilMs: order.untilMs };
    const parent = parts.parents().of(cause);
    return parent && { kind: 'suppressed', parent: parent.id };
  };
  /** What every alarm goes through that has come, anew or again. */
  const settle = (alarm: Alarm, atMs: number): Alarm => {
    if (alarm.hidden?.kind === 'suppressed') {
      const { parent } = alarm.hidden;
      keep(alarm, { step: 'suppressed', atMs, data: { parent } });
      parts.parents().joined(parent, atMs);
    } else if (alarm.hidden?.kind === 'out-of-service') {
      keep(alarm, { step: 'out-of-service', atMs, data: { untilMs: alarm.hidden.untilMs } });
    } else {
      incidents.join(alarm, atMs);
      parts.parents().came(table.get(alarm.id) ?? alarm, atMs);
    }
    return table.get(alarm.id) ?? alarm;
  };
  const repeat = (known: Alarm, cause: AlarmCause, isAnew: boolean): Alarm => {
    // what was laid aside is a graver matter by now
    const isGraver = cause.priority !== undefined && cause.priority < known.priority;
    const isBack = isGraver && known.hidden?.kind === 'shelved';
    const alarm = isBack ? keep({ ...known, hidden: undefined }, { step: 'unshelved', atMs: cause.atMs }) : known;
    const chatteringSinceMs = isAnew ? chatter.came(alarm, cause.atMs) : alarm.chatteringSinceMs;
    const priority = isGraver ? cause.priority! : alarm.priority;
    const again = { ...alarm, priority, chatteringSinceMs, active: true, lastAtMs: cause.atMs, count: alarm.count + 1 };
    const data: AlarmEntry['data'] = chatteringSinceMs === alarm.chatteringSinceMs ? {} : { chattering: 1 };
    const { children } = alarm.detail;
    const detail = { ...(cause.detail ?? alarm.detail), ...(children !== undefined && { children }) };
    return keep({ ...again, detail }, { step: 'repeated', atMs: cause.atMs, data });
  };
  const again = (known: Alarm, cause: AlarmCause): Alarm => {
    const { atMs } = cause;
    const wasLeaving = delays.forgetOff(known.id);
    const isMomentary = rule(known.type).course === 'momentary';
    if (known.active) return repeat(known, cause, wasLeaving || isMomentary);
    const goneMs = atMs - (known.clearedAtMs ?? atMs);
    const isAttended = known.state === 'dispatched' || known.state === 'on-scene';
    const rings = known.acknowledgedAtMs !== undefined && goneMs > ringsAgainMs && !isAttended;
    const next = {
      ...known,
      ...(rings ? asRaised : {}),
      ...{ active: true, clearedAtMs: undefined, lastAtMs: atMs, count: known.count + 1 },
      ...{ detail: cause.detail ?? known.detail, chatteringSinceMs: chatter.came(known, atMs) },
      // Somebody is on the way: they must go on seeing it.
      hidden: known.hidden ?? (isAttended ? undefined : hiddenBy(cause)),
    };
    const data = rings || known.state === 'raised' ? { state: 'raised' } : {};
    keep(next, { step: 'raised-again', atMs, data });
    return next.hidden && known.hidden ? next : settle(next, atMs);
  };
  const openAgain = (closed: Alarm, cause: AlarmCause): Alarm => {
    const { atMs } = cause;
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
  };
  const begin = (cause: AlarmCause, sinceMs: number | undefined): Alarm => {
    const { type, source, ring, atMs, camera, detail = {} } = cause;
    const fresh: Alarm = {
      ...{ id: createId(), type, ring, source, camera, detail, count: 1 },
      priority: cause.priority ?? rule(type).priority,
      zone: cause.zone ?? ground.zoneOf(source),
      ...{ state: 'raised', active: true, closed: false, drill: cause.drill ?? false, escalation: 0 },
      ...{ hidden: hiddenBy(cause), chatteringSinceMs: undefined, incident: undefined },
      ...{ acknowledgedBy: undefined, acknowledgedAtMs: undefined, verdict: undefined, assignee: undefined },
      ...{ disposition: undefined, raisedAtMs: atMs, lastAtMs: atMs, clearedAtMs: undefined, closedAtMs: undefined },
    };
    const alarm = { ...fresh, chatteringSinceMs: chatter.came(fresh, atMs) };
    const since = sinceMs === undefined ? {} : { sinceMs };
    keep(alarm, { step: 'raised', atMs, data: { state: 'raised', ...since } });
    return settle(alarm, atMs);
  };

  const take = (cause: AlarmCause, mayWait: boolean, sinceMs?: number): Alarm | undefined => {
    const key = keyOf(cause);
    const known = table.openOf(key).find(standsFor);
    if (known?.active) return again(known, cause);
    if (rule(cause.type).course === 'momentary') return known ? again(known, cause) : begin(cause, sinceMs);
    // The alarm of a drill before is that drill's: how it was handled tells nothing of this one.
    const lately = cause.drill ? undefined : table.closedSince(key, cause.atMs - comesAgainMs);
    // It was closed as no matter while it stood; being said again makes it none.
    if (!known && lately?.active) return repeat(lately, cause, delays.forgetOff(lately.id));
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

/** Handled anew: nobody has taken it. */
const asRaised = {
  ...{ state: 'raised', acknowledgedBy: undefined, acknowledgedAtMs: undefined, verdict: undefined },
  ...{ assignee: undefined, escalation: 0 },
} as const satisfies Partial<Alarm>;
