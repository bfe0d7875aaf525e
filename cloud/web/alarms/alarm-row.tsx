import type { AlarmView } from '../../api/views.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';
import { PriorityMark, priorityColour, RingChip } from '../parts/marks.tsx';

/** An alarm that reached the cloud later than this is said to have come late. */
const lateMs = 60_000;

/** One alarm; `siteName` says where, since alarms of all sites stand in one list. */
export function AlarmRow({ alarm, siteName }: { alarm: AlarmView; siteName: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const quiet = alarm.state !== 'raised';
  const late = alarm.receivedAtMs - alarm.lastAtMs;
  return (
    <li
      className="alarm"
      style={{ borderLeftColor: quiet ? 'transparent' : priorityColour(alarm.priority) }}
      data-quiet={quiet}
      data-state={alarm.state}
      data-testid="alarm-row"
      data-alarm={alarm.alarm}
    >
      <span className="alarm-line">
        <PriorityMark priority={alarm.priority} quiet={quiet} />
        <span className="alarm-title">{t(`alarm.${alarm.type}`)}</span>
        {alarm.count > 1 && (
          <span className="dim" title={t('alarms.times', { n: alarm.count })}>
            ×{alarm.count}
          </span>
        )}
        <span className="alarm-age">{t('age.ago', { age: formatAge(nowMs - alarm.raisedAtMs, t) })}</span>
      </span>
      <span className="alarm-line alarm-foot">
        <RingChip ring={alarm.ring} />
        <span className="alarm-place" title={`${siteName} · ${alarm.gateway}`}>
          {siteName}
        </span>
        <span className="alarm-source mono">{alarm.source}</span>
        <span className="alarm-state">{t(`alarmState.${alarm.state}`)}</span>
        <time className="alarm-time" dateTime={new Date(alarm.raisedAtMs).toISOString()}>
          {formatTime(alarm.raisedAtMs, nowMs)}
        </time>
      </span>
      {late > lateMs && <span className="alarm-late">{t('alarms.late', { age: formatAge(late, t) })}</span>}
    </li>
  );
}
