import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Section } from '../parts/section.tsx';
import classes from '../shift/shift.module.css';
import { useClock } from '../shift/use-clock.ts';
import { useRefused } from '../shift/use-refused.ts';
import { DeviationWords } from './deviation-words.tsx';

type Run = Answer<'/api/patrols'>['live'][number];

function RunRow({ run, children }: { run: Run; children?: ReactNode }) {
  const { t, name } = useTexts();
  const clock = useClock();
  return (
    <li className={classes.row} data-testid="patrol-run">
      <Link href={`/run/${run.id}`}>{name(run.name)}</Link>
      <span className={run.state === 'missed' || run.state === 'abandoned' ? classes.warn : classes.dim}>
        {t(`patrolState.${run.state}`)}
      </span>
      <span className={classes.grow}>
        {run.by !== undefined && run.startedAtMs !== undefined
          ? t('patrol.by', { user: run.by, time: clock(run.startedAtMs) })
          : run.dueMs !== undefined && t('patrol.due', { time: clock(run.dueMs) })}{' '}
        {run.startedAtMs !== undefined && t('patrol.progress', { done: run.scans.length, all: run.checkpoints.length })}
      </span>
      <DeviationWords deviations={run.deviations} />
      {children}
    </li>
  );
}

function Routes({ start, starting }: { start(route: string): void; starting: boolean }) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const routes = api.useQuery('get', '/api/patrol-routes');
  return (
    <Section title={t('patrol.routes')} testid="patrol-routes">
      <Loaded query={routes} what={t('patrol.routes')}>
        {(list) => (
          <>
            {list.length === 0 && <EmptyState title={t('patrol.noRoutes')} hint={t('patrol.noRoutesHint')} />}
            <ul className={classes.list}>
              {list.map((route) => (
                <li key={route.id} className={classes.row} data-testid="patrol-route">
                  <strong>{name(route.name)}</strong>
                  <span className={classes.grow}>
                    {t('patrol.checkpoints', { n: route.checkpoints.length })} ·{' '}
                    {route.times.length > 0 ? t('patrol.times', { times: route.times.join(' ') }) : t('patrol.noTimes')}
                  </span>
                  {may('duty.plan') && (
                    <>
                      <Link href={`/route/${route.id}`}>{t('patrol.edit')}</Link>
                      <Link href={`/labels/${route.id}`}>{t('patrol.labels')}</Link>
                    </>
                  )}
                  {may('duty.work') && (
                    <Button color="dark" disabled={starting} data-testid="patrol-start" onClick={() => start(route.id)}>
                      {t('patrol.start')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** What is due, who walks, which routes there are, and what was. */
export function PatrolsHome() {
  const { t } = useTexts();
  const { may } = useSession();
  const refused = useRefused();
  const [, go] = useLocation();
  const patrols = api.useQuery('get', '/api/patrols', {}, { refetchInterval: 10_000 });
  const start = api.useMutation('post', '/api/patrols', { onSuccess: ({ id }) => go(`/run/${id}`) });
  const add = may('duty.plan') && (
    <Button component={Link} href="/route/new" variant="default" size="xs" data-testid="route-add">
      {t('patrol.add')}
    </Button>
  );
  return (
    <PageFrame title={t('nav.patrols')} actions={add} testid="patrols-page">
      {start.error && (
        <p role="alert" className={classes.alert}>
          {refused(start.error)}
        </p>
      )}
      <Section title={t('patrol.live')}>
        <Loaded query={patrols} what={t('patrol.live')}>
          {({ live }) =>
            live.length === 0 ? (
              <EmptyState title={t('patrol.noLive')} />
            ) : (
              <ul className={classes.list}>
                {live.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </Section>
      <Routes start={(route) => start.mutate({ body: { route } })} starting={start.isPending} />
      <Section title={t('patrol.past')}>
        {patrols.data?.past.length === 0 && <EmptyState title={t('patrol.noPast')} />}
        <ul className={classes.list}>
          {patrols.data?.past.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </ul>
      </Section>
    </PageFrame>
  );
}
