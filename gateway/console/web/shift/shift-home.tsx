import { Button } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Section } from '../parts/section.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { MyTasks } from './my-tasks.tsx';
import classes from './shift.module.css';
import { useClock } from './use-clock.ts';
import { useRefused } from './use-refused.ts';

const pollMs = 10_000;
const spanMs = 60_000;

type Shift = Answer<'/api/shifts'>['shifts'][number];

function OnDuty() {
  const { t } = useTexts();
  const clock = useClock();
  // By the minute, so that the question stays the same one for a while.
  const fromMs = Math.floor(siteNowMs() / spanMs) * spanMs;
  const query = { params: { query: { fromMs, toMs: fromMs + spanMs } } };
  const shifts = api.useQuery('get', '/api/shifts', query, { refetchInterval: pollMs });
  const row = ({ id, role, users, toMs }: Shift) => (
    <li key={id} className={classes.row}>
      <strong>{t(`duty.${role}`)}</strong>
      <span className={classes.grow}>{users.join(', ') || t('rota.nobody')}</span>
      <span className={classes.dim}>{t('handover.until', { time: clock(toMs) })}</span>
    </li>
  );
  return (
    <Section title={t('duty.now')} testid="on-duty">
      <Loaded query={shifts} what={t('duty.now')}>
        {(found) =>
          found.shifts.length === 0 ? (
            <EmptyState title={t('duty.nobody')} />
          ) : (
            <ul className={classes.list}>{found.shifts.map(row)}</ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function HandOverCard() {
  const { t } = useTexts();
  const clock = useClock();
  const refused = useRefused();
  const [, go] = useLocation();
  const current = api.useQuery('get', '/api/hand-overs/current', {}, { refetchInterval: pollMs });
  const begin = api.useMutation('post', '/api/hand-overs', { onSuccess: ({ id }) => go(`/hand-over/${id}`) });
  return (
    <Section title={t('handover.heading')} testid="hand-over-card">
      <Loaded query={current} what={t('handover.heading')}>
        {({ open, next }) => (
          <>
            {open.map((one) => (
              <div key={one.id} className={classes.row}>
                <span className={classes.grow}>
                  {t('handover.open', { role: t(`duty.${one.role}`), due: clock(one.dueMs) })}
                </span>
                <Button component={Link} href={`/hand-over/${one.id}`} color="dark" data-testid="hand-over-continue">
                  {t('handover.continue')}
                </Button>
              </div>
            ))}
            {open.length === 0 && (
              <EmptyState
                title={
                  next
                    ? t('handover.beginAt', { due: clock(next.dueMs), begin: clock(next.mayBeginMs) })
                    : t('handover.none')
                }
                hint={next ? undefined : t('handover.noneHint')}
              >
                <Button
                  variant="default"
                  disabled={begin.isPending || (next !== undefined && next.mayBeginMs > siteNowMs())}
                  data-testid="hand-over-begin"
                  onClick={() => begin.mutate({ body: {} })}
                >
                  {t('handover.begin')}
                </Button>
              </EmptyState>
            )}
            {begin.error && (
              <p role="alert" className={classes.alert}>
                {refused(begin.error)}
              </p>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function History() {
  const { t } = useTexts();
  const clock = useClock();
  const past = api.useQuery(
    'get',
    '/api/hand-overs',
    { params: { query: { limit: 30 } } },
    { refetchInterval: pollMs },
  );
  return (
    <Section title={t('handover.history')} testid="hand-over-history">
      <Loaded query={past} what={t('handover.history')}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('handover.noHistory')} />
          ) : (
            <ul className={classes.list}>
              {list.map(({ id, role, dueMs, state, outgoing }) => (
                <li key={id} className={classes.row}>
                  <Link href={`/hand-over/${id}`} className={classes.grow}>
                    {t('handover.title', { role: t(`duty.${role}`), due: clock(dueMs) })}
                  </Link>
                  <span className={classes.dim}>{outgoing.join(', ')}</span>
                  <span className={state === 'lapsed' ? classes.warn : classes.dim}>
                    {t(`handover.state.${state}`)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

export function ShiftHome() {
  const { t } = useTexts();
  const { may } = useSession();
  const rota = (
    <Button component={Link} href="/rota" variant="default" size="xs" data-testid="to-rota">
      {t('rota.heading')}
    </Button>
  );
  return (
    <PageFrame title={t('nav.shift')} actions={rota} testid="shift-page">
      {may('duty.work') && <MyTasks />}
      {may('duty.work') && <HandOverCard />}
      <OnDuty />
      <History />
    </PageFrame>
  );
}
