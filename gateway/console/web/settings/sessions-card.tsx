import { Button } from '@mantine/core';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { browserName } from '../parts/browser-name.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

/** Where this user is signed in, and the end of it there. */
export function SessionsCard() {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const query = api.useQuery('get', '/api/account/sessions');
  const onSettled = () => query.refetch();
  const end = api.useMutation('delete', '/api/account/sessions/{id}', { onSettled });
  const endOthers = api.useMutation('delete', '/api/account/sessions', {
    onSettled,
    onSuccess: ({ ended }) => notify(t('settings.sessionsEnded', { n: ended })),
  });
  return (
    <section className={classes.card} data-testid="sessions-card">
      <h2>{t('settings.sessions')}</h2>
      <Loaded query={query} what={t('settings.sessions')}>
        {({ sessions }) => (
          <>
            <ul className={classes.list}>
              {sessions.map(({ id, agent, address, sinceMs, lastMs, current }) => (
                <li key={id} data-testid="session" data-current={current}>
                  <span>
                    {browserName(agent) ?? t('settings.unknownDevice')}{' '}
                    {current && <b>({t('settings.sessionHere')})</b>}
                    <br />
                    <span className={classes.dim}>
                      {address} · {t('settings.sessionSince')} {siteTimeText(sinceMs)} · {t('settings.sessionLast')}{' '}
                      <AgeText atMs={lastMs} ago />
                    </span>
                  </span>
                  {!current && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => end.mutate({ params: { path: { id } } })}
                      data-testid="session-end"
                    >
                      {t('settings.sessionEnd')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
            <ProblemLine error={end.error ?? endOthers.error} />
            {sessions.length > 1 && (
              <Button mt="sm" variant="default" onClick={() => endOthers.mutate({})} data-testid="sessions-end">
                {t('settings.sessionsEnd')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}
