import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AlarmView } from '../../api/views.ts';
import { alarmKey } from '../api/apply-live.ts';
import { isAnswered } from '../duty/decide-sound.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';
import { PriorityMark, priorityColour, RingChip } from '../parts/marks.tsx';
import { Answer } from './answer.tsx';

/** An alarm that reached the cloud later than this is said to have come late. */
const lateMs = 60_000;

function Head({ alarm, quiet }: { alarm: AlarmView; quiet: boolean }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <span className="alarm-line">
      <PriorityMark priority={alarm.priority} quiet={quiet} />
      <span className="alarm-title">{t(`alarm.${alarm.type}`)}</span>
      {alarm.drill && <span className="badge">{t('alarms.drill')}</span>}
      {alarm.escalation > 0 && !alarm.drill && (
        <span className="badge" data-kind="level">
          ↑ {t(`level.${alarm.escalation}`)}
        </span>
      )}
      {alarm.count > 1 && (
        <span className="dim" title={t('alarms.times', { n: alarm.count })}>
          ×{alarm.count}
        </span>
      )}
      <span className="alarm-age">{t('age.ago', { age: formatAge(nowMs - alarm.raisedAtMs, t) })}</span>
    </span>
  );
}

function Foot({ alarm, siteName }: { alarm: AlarmView; siteName: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const parts = [
    t(`alarmState.${alarm.state}`),
    !alarm.active && alarm.state !== 'closed' && t('alarms.gone'),
    alarm.hidden && t(`hidden.${alarm.hidden}`),
    alarm.verdict && t(`verdict.${alarm.verdict}`),
    alarm.disposition && t(`disposition.${alarm.disposition}`),
  ].filter(Boolean);
  return (
    <span className="alarm-line alarm-foot">
      <RingChip ring={alarm.ring} />
      <span className="alarm-place" title={`${siteName} · ${alarm.gateway}`}>
        {siteName}
      </span>
      <span className="alarm-source mono">{alarm.source}</span>
      <span className="alarm-state">{parts.join(' · ')}</span>
      <time className="alarm-time" dateTime={new Date(alarm.raisedAtMs).toISOString()}>
        {formatTime(alarm.raisedAtMs, nowMs)}
      </time>
    </span>
  );
}

interface AlarmRowProps {
  alarm: AlarmView;
  /** Where it is, since alarms of all sites stand in one list. */
  siteName: string;
  open: boolean;
  onPick(): void;
  /** What stands below the row. */
  children?: ReactNode;
}

/** One alarm of a list; a press picks it. */
export function AlarmRow({ alarm, siteName, open, onPick, children }: AlarmRowProps) {
  const { t } = useTexts();
  const quiet = !alarm.open || alarm.drill || isAnswered(alarm);
  const late = alarm.receivedAtMs - alarm.lastAtMs;
  return (
    <li
      className="alarm"
      style={{ borderLeftColor: quiet ? 'transparent' : priorityColour(alarm.priority) }}
      data-quiet={quiet}
      data-open={open}
      data-state={alarm.state}
      data-testid="alarm-row"
      data-alarm={alarm.alarm}
      data-alarm-key={alarmKey(alarm)}
    >
      <UnstyledButton className="alarm-open" aria-expanded={open} onClick={onPick}>
        <Head alarm={alarm} quiet={quiet} />
        <Foot alarm={alarm} siteName={siteName} />
      </UnstyledButton>
      {late > lateMs && <span className="alarm-late">{t('alarms.late', { age: formatAge(late, t) })}</span>}
      <Answer alarm={alarm} />
      {children}
    </li>
  );
}
