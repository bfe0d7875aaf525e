import { useQuery, useQueryClient } from '@tanstack/react-query';
import { consoleClient, problemCode } from '../api/console-client.ts';
import { sessionKey, useOverview } from '../api/use-overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { ConsolePage } from './console-page.tsx';
import { LoginPage } from './login-page.tsx';
import classes from './shell.module.css';

function Message({ children }: { children: string }) {
  return (
    <main className={classes.message} role="status">
      {children}
    </main>
  );
}

function SignedIn() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { query, live } = useOverview();
  const signOut = () => {
    const done = () => {
      queries.clear();
      queries.setQueryData(sessionKey, null);
    };
    consoleClient.signOut().then(done, done);
  };
  if (query.data) return <ConsolePage overview={query.data} live={live} onSignOut={signOut} />;
  if (query.failureCount === 0) return <Message>{t('load.working')}</Message>;
  const s = Math.min(8, 2 ** (query.failureCount - 1) / 2);
  return <Message>{t('load.failed', { code: problemCode(query.failureReason), s })}</Message>;
}

/** Sign-in first, then the desk. */
export function App() {
  const { t } = useTexts();
  const {
    data: user,
    failureCount,
    failureReason,
  } = useQuery({
    queryKey: sessionKey,
    queryFn: consoleClient.session,
    staleTime: Number.POSITIVE_INFINITY,
    retry: true,
    retryDelay: 2000,
  });
  if (user === null) return <LoginPage />;
  if (user !== undefined) return <SignedIn key={user} />;
  if (failureCount === 0) return <Message>{t('load.working')}</Message>;
  return <Message>{t('load.failed', { code: problemCode(failureReason), s: 2 })}</Message>;
}
