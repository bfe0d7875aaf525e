import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock, siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { PrintButton, PrintSheet } from '../parts/print-sheet.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { Snapshot } from '../queue/alarm-facts.tsx';
import part from '../queue/file.module.css';
import { HistoryList } from '../queue/history-list.tsx';
import { readTimings, TimeBars } from '../queue/time-bars.tsx';
import classes from './incidents.module.css';

type File = Answer<'/api/incidents/{id}'>;
type FileAlarm = File['alarms'][number];

/** The gateway gives so many entries of a timeline at most. */
const longestTimeline = 2000;

function Summary({ incident }: Pick<File, 'incident'>) {
  const { t, name } = useTexts();
  const endMs = incident.closedAtMs ?? siteNowMs();
  const facts: [string, string][] = [
    [t('incident.state'), t(incident.closedAtMs === undefined ? 'incident.open' : 'incident.closed')],
    [t('incident.began'), siteTimeText(incident.openedAtMs)],
    [t('incident.ended'), incident.closedAtMs === undefined ? '—' : siteTimeText(incident.closedAtMs)],
    [t('incident.duration'), formatAge(endMs - incident.openedAtMs, t)],
    [t('incident.alarms'), t('incident.ofWhich', { open: incident.openAlarms, all: incident.alarms })],
    ...(incident.zoneName ? ([[t('found.where'), name(incident.zoneName)]] as [string, string][]) : []),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One alarm of it: what, where, how it stands, and what each step took. */
function AlarmPart({ alarm, timeline }: { alarm: FileAlarm; timeline: File['timeline'] }) {
  const { t, name, code } = useTexts();
  const own = timeline.filter((entry) => entry.alarm === alarm.id);
  return (
    <li className={classes.alarm} data-testid="incident-alarm" data-alarm={alarm.id}>
      <div className={classes.title}>
        <PriorityMark priority={alarm.priority} quiet={alarm.state === 'closed'} />
        <Link href={`~/alarms/file/${alarm.id}`}>{t(`alarm.${alarm.type}`)}</Link>
        <RingBadge ring={alarm.ring} size={14} /> {name(alarm.sourceName)}
        <span className={part.dim}>
          {[
            formatClock(alarm.raisedAtMs, siteNowMs()),
            code('alarmState', alarm.state),
            ...(alarm.disposition === undefined ? [] : [code('disposition', alarm.disposition)]),
            ...(alarm.count > 1 ? [t('incident.times', { n: alarm.count })] : []),
          ].join(' · ')}
        </span>
      </div>
      <TimeBars alarm={alarm} timings={readTimings(alarm, own)} />
    </li>
  );
}

/** Who did what, by user name, in the order in which they came in. */
function People({ timeline }: Pick<File, 'timeline'>) {
  const { t, code, language } = useTexts();
  const lists = new Intl.ListFormat(language);
  const deeds = new Map<string, Map<string, number>>();
  for (const { by, step } of timeline) {
    if (by.kind === 'gateway') continue;
    const user = by.kind === 'cloud' ? t('history.cloud', { user: by.id ?? '' }) : (by.id ?? '');
    const steps = deeds.get(user) ?? new Map<string, number>();
    deeds.set(user, steps.set(step, (steps.get(step) ?? 0) + 1));
  }
  if (deeds.size === 0) return <p className={part.dim}>{t('incident.nobody')}</p>;
  return (
    <ul className={classes.plain} data-testid="incident-people">
      {[...deeds].map(([user, steps]) => (
        <li key={user}>
          {user}: {lists.format([...steps].map(([step, n]) => code('entry', step) + (n > 1 ? ` ×${n}` : '')))}
        </li>
      ))}
    </ul>
  );
}

function Report({ file: { incident, alarms, timeline }, pictures }: { file: File; pictures: boolean }) {
  const { t, name } = useTexts();
  const { user } = useSession();
  const names = new Map(alarms.map((alarm) => [alarm.id, `${t(`alarm.${alarm.type}`)} · ${name(alarm.sourceName)}`]));
  const shown = alarms.filter(({ hasSnapshot }) => hasSnapshot);
  return (
    <PrintSheet testid="incident-report">
      <div className={classes.report}>
        <h2 className={classes.head}>{t('incident.report', { id: incident.id })}</h2>
        <section className={part.part}>
          <h2>{t('incident.summary')}</h2>
          <Summary incident={incident} />
        </section>
        <section className={part.part}>
          <h2>{t('incident.alarms')}</h2>
          <ol className={classes.plain}>
            {alarms.map((alarm) => (
              <AlarmPart key={alarm.id} alarm={alarm} timeline={timeline} />
            ))}
          </ol>
        </section>
        <section className={part.part}>
          <h2>{t('incident.people')}</h2>
          <People timeline={timeline} />
        </section>
        <section className={part.part}>
          <h2>{t('incident.timeline')}</h2>
          {timeline.length >= longestTimeline && (
            <p className={part.dim}>{t('incident.truncated', { n: timeline.length })}</p>
          )}
          <HistoryList entries={timeline} alarmName={(id) => names.get(id) ?? id} />
        </section>
        {pictures && (
          <section className={part.part}>
            <h2>{t('incident.pictures')}</h2>
            {shown.length === 0 && <p className={part.dim}>{t('incident.noPictures')}</p>}
            <div className={classes.pictures}>
              {shown.map((alarm) => (
                <div key={alarm.id}>
                  <Snapshot alarm={alarm} />
                  <span className={part.dim}>{names.get(alarm.id)}</span>
                </div>
              ))}
            </div>
          </section>
        )}
        <p className={part.dim}>{t('incident.written', { user, time: siteTimeText(siteNowMs()) })}</p>
      </div>
    </PrintSheet>
  );
}

/** One incident with its alarms, who did what, one timeline, and all of it as a report to print. */
export function IncidentFile({ id }: { id: string }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [pictures, setPictures] = useState(true);
  const read = { params: { path: { id } } };
  const query = api.useQuery('get', '/api/incidents/{id}', read, { refetchInterval: 10_000 });
  const incident = query.data?.incident;
  return (
    <PageFrame
      title={
        incident ? (
          <span className={classes.title}>
            <PriorityMark priority={incident.priority} /> {t(`alarm.${incident.type}`)}{' '}
            <RingBadge ring={incident.ring} />
            {incident.drill && <em>{t('incident.drill')}</em>}
          </span>
        ) : (
          t('nav.incidents')
        )
      }
      testid="incident-file"
      actions={
        <>
          {may('cameras.view') && (
            <Checkbox
              label={t('incident.withPictures')}
              checked={pictures}
              color="dark"
              data-testid="with-pictures"
              onChange={(event) => setPictures(event.currentTarget.checked)}
            />
          )}
          <PrintButton />
        </>
      }
    >
      <Link href="/" className={part.dim}>
        {t('incident.toList')}
      </Link>
      <Loaded query={query} what={t('incident.what')}>
        {(file) => <Report file={file} pictures={pictures && may('cameras.view')} />}
      </Loaded>
    </PageFrame>
  );
}
