import type { AlarmStep } from '../../../devices/contracts/alarms.ts';
import type { AlarmRecord, SiteEventType } from '../../../devices/contracts/site-events.ts';
import type { Alarm, AlarmActor, AlarmEntry } from '../../alarms/alarm.ts';
import { rationaleOf } from '../../alarms/rationale/catalogue.ts';

const sides: Record<AlarmActor['kind'], NonNullable<AlarmRecord['by']>> = {
  user: 'site',
  cloud: 'cloud',
  gateway: 'gateway',
};

/** What the cloud is told of a step; nothing of what changes nothing that it shows, and of mere repeats. */
export function siteEventOf(step: AlarmStep): SiteEventType | undefined {
  switch (step) {
    case 'raised':
    case 'raised-again':
    case 'reopened':
      return 'ringward.alarm.raised';
    case 'acknowledged':
      return 'ringward.alarm.acknowledged';
    case 'cleared':
      return 'ringward.alarm.cleared';
    case 'repeated':
    case 'noted':
      return undefined;
    default:
      return 'ringward.alarm.handled';
  }
}

/** An alarm as the cloud hears of it: no words, no names. */
export function toAlarmRecord(alarm: Alarm, { step, by }: Pick<AlarmEntry, 'step' | 'by'>): AlarmRecord {
  const { id, type, priority, ring, source, state, raisedAtMs, count, escalation, hidden } = alarm;
  const { acknowledgedAtMs, verdict, disposition, incident } = alarm;
  return {
    ...{ alarm: id, type, priority, ring, source, state, raisedAtMs, count, step, escalation },
    active: alarm.active && rationaleOf(type).course === 'standing',
    by: sides[by.kind],
    ...(acknowledgedAtMs !== undefined && { acknowledgedAtMs }),
    ...(verdict !== undefined && { verdict }),
    ...(disposition !== undefined && { disposition }),
    ...(incident !== undefined && { incident }),
    ...(alarm.drill && { drill: true as const }),
    ...(hidden && { hidden: hidden.kind }),
  };
}
