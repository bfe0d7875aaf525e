import type { GatewayView } from '../../api/views.ts';
import type { TwinRow } from '../../twin/twin-views.ts';
import type { Translate } from '../locales/texts.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';
import type { Trouble } from './gateway-health.ts';

function sayIdentity({ identity }: GatewayView, nowMs: number, t: Translate): string {
  if (identity?.state === 'expired' || (identity?.state === 'valid' && identity.validUntilMs <= nowMs))
    return t('fault.expired');
  if (identity?.state !== 'valid') return t('fault.revoked');
  return t('fault.identity', { age: formatAge(identity.validUntilMs - nowMs, t) });
}

export function sayClock(offsetMs: number, t: Translate): string {
  if (Math.abs(offsetMs) < 1000) return t('detail.clockFine');
  const age = formatAge(Math.abs(offsetMs), t);
  return t(offsetMs > 0 ? 'detail.clockAhead' : 'detail.clockBehind', { age });
}

interface Said {
  view: GatewayView;
  twin: TwinRow | undefined;
  nowMs: number;
}

/** One thing that is wrong with a gateway in a few words, with how much or since when. */
export function sayTrouble(trouble: Trouble, { view, twin, nowMs }: Said, t: Translate): string {
  const { status, lanes, totals, openAlarms, lastSeenMs, clonedSinceMs } = view;
  switch (trouble) {
    case 'state':
      return lastSeenMs === null ? t('state.never-seen') : t('fault.state', { age: formatAge(nowMs - lastSeenMs, t) });
    case 'clone':
      return t('fault.clone', { time: formatTime(clonedSinceMs ?? nowMs, nowMs) });
    case 'missing':
      return t('fault.missing', { n: totals.missing });
    case 'alarms':
      return t('fault.alarms', { n: openAlarms.p1 + openAlarms.p2 });
    case 'identity':
      return sayIdentity(view, nowMs, t);
    case 'settings':
      return t(twin?.standing === 'refused' ? 'fault.refused' : 'fault.drifted', {
        age: formatAge(nowMs - (twin?.sinceMs ?? nowMs), t),
      });
    case 'cameras':
      return t('fault.cameras', { n: (status?.cameras.total ?? 0) - (status?.cameras.streaming ?? 0) });
    case 'devices':
      return t('fault.devices', { n: (status?.devices.total ?? 0) - (status?.devices.online ?? 0) });
    case 'waiting':
      return t('fault.waiting', { n: (lanes.alarm.waiting ?? 0) + (lanes.event.waiting ?? 0) });
    case 'clock':
      return t('fault.clock', { offset: sayClock(status?.clockOffsetMs ?? 0, t) });
  }
}
