import type { AlarmStep } from '../../devices/contracts/alarms.ts';
import type { AlarmRecord, SiteEventType } from '../../devices/contracts/site-events.ts';

const stepOfType: Partial<Record<SiteEventType, AlarmStep>> = {
  'ringward.alarm.raised': 'raised',
  'ringward.alarm.acknowledged': 'acknowledged',
  'ringward.alarm.cleared': 'cleared',
};

/** Which step of an alarm's handling an event tells: the record says it; of older gateways the event's type does. */
export function nameStep(type: SiteEventType, record: AlarmRecord): AlarmStep | undefined {
  return record.step ?? stepOfType[type];
}
