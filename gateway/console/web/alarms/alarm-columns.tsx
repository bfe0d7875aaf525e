import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import type { Column } from '../parts/data-table.tsx';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { AlarmMarks } from '../queue/alarm-marks.tsx';
import classes from './alarms.module.css';

type AlarmColumn = Column<ConsoleAlarm>;

/** Columns of alarms: what and where for every list, and what each list adds. */
export function useAlarmColumns() {
  const { t, name, code } = useTexts();
  const { alarms } = useSite().overview;
  const parentWords = (id: string | undefined) => {
    const parent = alarms.find((alarm) => alarm.id === id);
    return parent && t('found.parent', { what: `${t(`alarm.${parent.type}`)} · ${name(parent.sourceName)}` });
  };
  const clock = (ms: number | undefined) => (ms === undefined ? '—' : formatClock(ms, siteNowMs()));
  const what: AlarmColumn[] = [
    { key: 'raised', head: t('found.raised'), width: '140px', cell: ({ raisedAtMs }) => clock(raisedAtMs) },
    {
      key: 'what',
      head: t('found.what'),
      cell: (alarm) => (
        <span className={classes.title}>
          <PriorityMark priority={alarm.priority} /> {t(`alarm.${alarm.type}`)} <AlarmMarks alarm={alarm} />
        </span>
      ),
    },
    {
      key: 'where',
      head: t('found.where'),
      cell: (alarm) => (
        <span className={classes.title}>
          <RingBadge ring={alarm.ring} size={14} /> {name(alarm.sourceName)}
        </span>
      ),
    },
  ];
  const handled: AlarmColumn[] = [
    { key: 'count', head: t('found.count'), align: 'right', wideOnly: true, cell: ({ count }) => count },
    {
      key: 'state',
      head: t('found.state'),
      wideOnly: true,
      cell: (alarm) => code(alarm.hidden ? 'hidden' : 'alarmState', alarm.hidden?.kind ?? alarm.state),
    },
    {
      key: 'acknowledged',
      head: t('found.acknowledged'),
      align: 'right',
      wideOnly: true,
      cell: ({ acknowledgedAtMs, raisedAtMs }) =>
        acknowledgedAtMs === undefined ? '—' : formatAge(acknowledgedAtMs - raisedAtMs, t),
    },
    { key: 'who', head: t('found.who'), wideOnly: true, cell: ({ acknowledgedBy }) => acknowledgedBy ?? '—' },
    { key: 'ended', head: t('found.ended'), wideOnly: true, cell: ({ closedAtMs }) => clock(closedAtMs) },
    {
      key: 'disposition',
      head: t('found.disposition'),
      cell: ({ disposition }) => (disposition === undefined ? '—' : code('disposition', disposition)),
    },
  ];
  const aside: AlarmColumn[] = [
    {
      key: 'why',
      head: t('found.why'),
      cell: ({ hidden }) =>
        hidden &&
        [parentWords(hidden.parent) ?? code('hidden', hidden.kind), hidden.by, hidden.reason]
          .filter((each) => each !== undefined && each !== '')
          .join(' · '),
    },
    { key: 'back', head: t('found.back'), cell: ({ hidden }) => clock(hidden?.untilMs) },
  ];
  const age: AlarmColumn[] = [
    { key: 'age', head: t('found.age'), cell: ({ raisedAtMs }) => <AgeText atMs={raisedAtMs} /> },
    { key: 'state', head: t('found.state'), cell: ({ state }) => code('alarmState', state) },
    {
      key: 'who',
      head: t('found.who'),
      wideOnly: true,
      cell: (alarm) => alarm.assignee ?? alarm.acknowledgedBy ?? '—',
    },
  ];
  return { search: [...what, ...handled], hidden: [...what, ...aside], stale: [...what, ...age] };
}
