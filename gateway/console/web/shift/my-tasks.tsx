import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { Section } from '../parts/section.tsx';
import { useDesk } from '../shell/use-desk.ts';
import classes from './shift.module.css';
import { useRefused } from './use-refused.ts';

function Task({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, name, code } = useTexts();
  const refused = useRefused();
  const desk = useDesk();
  const [, go] = useLocation();
  const arrive = api.useMutation('post', '/api/alarms/{id}/arrive');
  const resolve = api.useMutation('post', '/api/alarms/{id}/resolve');
  const params = { path: { id: alarm.id } };
  const isThere = alarm.state === 'on-scene' || alarm.state === 'resolved';
  const problem = refused(arrive.error ?? resolve.error);
  return (
    <li className={classes.row} data-testid="my-task" data-alarm={alarm.id}>
      <PriorityMark priority={alarm.priority} />
      <span className={classes.grow}>
        {code('alarm', alarm.type)} · {name(alarm.sourceName)}{' '}
        <span className={classes.dim}>
          <AgeText atMs={alarm.raisedAtMs} ago />
        </span>
      </span>
      {!isThere && (
        <Button
          color="dark"
          disabled={arrive.isPending}
          data-testid="task-arrive"
          onClick={() => arrive.mutate({ params, body: {} })}
        >
          {t('duty.arrived')}
        </Button>
      )}
      {isThere && alarm.state !== 'resolved' && (
        <Button
          color="dark"
          disabled={resolve.isPending}
          data-testid="task-resolve"
          onClick={() => resolve.mutate({ params, body: {} })}
        >
          {t('duty.resolved')}
        </Button>
      )}
      <Button
        variant="default"
        onClick={() => {
          desk.open(alarm);
          go('~/');
        }}
      >
        {t('duty.openAlarm')}
      </Button>
      {problem !== undefined && (
        <p role="alert" className={classes.alert}>
          {problem}
        </p>
      )}
    </li>
  );
}

/** What was given to me: alarms that I was sent to, and the patrol that I walk. */
export function MyTasks() {
  const { t, name } = useTexts();
  const { user } = useSession();
  const { overview } = useSite();
  const patrols = api.useQuery('get', '/api/patrols', {}, { refetchInterval: 10_000 });
  const mine = overview.alarms.filter((alarm) => alarm.assignee === user && alarm.state !== 'closed');
  const walks = (patrols.data?.live ?? []).filter((run) => run.state === 'running' && run.by === user);
  return (
    <Section title={t('duty.tasks')} testid="my-tasks">
      {mine.length + walks.length === 0 && <EmptyState title={t('duty.noTasks')} />}
      <ul className={classes.list}>
        {mine.map((alarm) => (
          <Task key={alarm.id} alarm={alarm} />
        ))}
        {walks.map((run) => (
          <li key={run.id} className={classes.row}>
            <span className={classes.grow}>
              {name(run.name)} · {t('patrol.progress', { done: run.scans.length, all: run.checkpoints.length })}
            </span>
            <Button component={Link} href={`~/patrols/run/${run.id}`} color="dark">
              {t('duty.myPatrol')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
