import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { browserName } from '../../../gateway/console/web/parts/browser-name.ts';
import { type Answer, api } from '../api/api.ts';
import { useRereadSession } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { AskPassword, Problem } from './ask-password.tsx';
import classes from './tenancy.module.css';

type List = Answer<'/v1/session/list'>;

function Row({ session, onEnd }: { session: List['sessions'][number]; onEnd(): void }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { sign, address, agent, sinceMs, lastMs, current } = session;
  return (
    <li className={classes.row} data-testid="session" data-current={current}>
      <span className={classes.grow}>
        <span className="mono">{sign}</span> · {address} <span className="dim small">{browserName(agent)}</span>
      </span>
      <span className="small">
        {t('factor.sessionTimes', { since: formatTime(sinceMs, nowMs), last: formatTime(lastMs, nowMs) })}
      </span>
      {current ? (
        <strong className="small">{t('factor.sessionHere')}</strong>
      ) : (
        <Button size="compact-xs" variant="default" data-testid="end-session" onClick={onEnd}>
          {t('factor.endSession')}
        </Button>
      )}
    </li>
  );
}

/** Where one is logged in, to be ended one by one or all others at once; with the password, where there is one here. */
function Sessions({ list: { sessions, asksPassword } }: { list: List }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const rereadSession = useRereadSession();
  const [asked, setAsked] = useState<{ session?: string }>();
  const { mutate, isPending, error, reset } = api.useMutation('post', '/v1/session/list/end', {
    onSuccess: async () => {
      await rereadSession();
      setAsked(undefined);
      void queries.invalidateQueries({ queryKey: ['get', '/v1/session/list'] });
    },
  });
  const ask = (body: { session?: string }) => {
    reset();
    if (asksPassword) setAsked(body);
    else mutate({ body });
  };
  const label = t(asked?.session === undefined ? 'factor.endOthers' : 'factor.endSession');
  return (
    <>
      <ul className={classes.list}>
        {sessions.map((session) => (
          <Row key={session.id} session={session} onEnd={() => ask({ session: session.id })} />
        ))}
      </ul>
      {asked ? (
        <AskPassword
          label={label}
          isPending={isPending}
          error={error}
          onGiven={(password) => mutate({ body: { ...asked, password } })}
          onEnd={() => setAsked(undefined)}
        />
      ) : (
        <>
          <Problem error={error} />
          <Button mt="xs" variant="default" disabled={isPending} data-testid="end-others" onClick={() => ask({})}>
            {t('factor.endOthers')}
          </Button>
        </>
      )}
    </>
  );
}

export function SessionsPanel() {
  const { t } = useTexts();
  const query = api.useQuery('get', '/v1/session/list');
  return (
    <Panel title={t('factor.sessions')} testid="own-sessions">
      <Loaded query={query} what={t('factor.sessions')}>
        {(list) => <Sessions list={list} />}
      </Loaded>
    </Panel>
  );
}
