import { useTexts } from '../locales/i18n.ts';
import type { Door } from './use-doors.ts';

/** What is abnormal about it, or nothing. */
export function toneOf({ online, fire, alarm, emergency, ordered, mode }: Door): 'fine' | 'alarm' | 'held' | 'lost' {
  if (fire || (alarm !== undefined && alarm !== 'Normal')) return 'alarm';
  if (!online) return 'lost';
  return emergency || ordered || mode === 'Blocked' || mode === 'LockedDown' ? 'held' : 'fine';
}

/** How it stands, in words. */
export function useDoorWords(): (door: Door) => string {
  const { t, code } = useTexts();
  return ({ kind, online, mode, contact, arm, approach, safety, alarm, fire, ordered, emergency, standing }) =>
    [
      ...(online || standing ? [] : [t('doors.offline')]),
      ...(standing ? [t(`doors.standing.${standing}`)] : []),
      ...(fire ? [t('doors.fire')] : []),
      ...(emergency ? [t(`doors.emergency.${emergency}`)] : []),
      ...(ordered ? [t(`doors.ordered.${ordered}`)] : []),
      ...(alarm === undefined || alarm === 'Normal' ? [] : [code('doorAlarm', alarm)]),
      ...(mode === undefined ? [] : [code('doorMode', mode)]),
      ...(contact === undefined ? [] : [t(contact === 'open' ? 'value.contactOpen' : 'value.contactClosed')]),
      ...(arm === undefined ? [] : [code('armState', arm)]),
      ...(approach ? [t('value.vehicle')] : []),
      ...(safety ? [t('doors.underArm')] : []),
      ...(mode === undefined && arm === undefined && contact === undefined
        ? [t(kind === 'door' ? 'doors.notHeard' : 'doors.notHeardBarrier')]
        : []),
    ].join(' · ');
}
