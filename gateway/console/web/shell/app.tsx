import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { problemCode } from '../api/api-problem.ts';
import { useOverview } from '../api/use-overview.ts';
import { readSession, SessionContext, sessionKey, sessionMark, signOut, useParting } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { AnswerPage } from '../notices/answer-page.tsx';
import { FollowPage } from '../requests/follow-page.tsx';
import { ConsolePage } from './console-page.tsx';
import { LoginPage } from './login-page.tsx';
import { OwnPasswordPage } from './own-password-page.tsx';
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
  if (query.data) return <ConsolePage overview={query.data} live={live} onSignOut={() => void signOut(queries)} />;
  if (query.failureCount === 0) return <Message>{t('load.working')}</Message>;
  const s = Math.min(8, 2 ** (query.failureCount - 1) / 2);
  return <Message>{t('load.failed', { code: problemCode(query.failureReason), s })}</Message>;
}

function Signing() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const parting = useParting();
  const {
    data: session,
    failureCount,
    failureReason,
  } = useQuery({
    queryKey: sessionKey,
    queryFn: () => readSession(queries),
    staleTime: Number.POSITIVE_INFINITY,
    retry: true,
    retryDelay: 2000,
  });
  // A sign-in now would race with the answer that ends the old session.
  if (session === null && parting?.how === 'leaving') return <Message>{t('login.leaving')}</Message>;
  if (session === null) return <LoginPage />;
  if (session?.mustChange) return <OwnPasswordPage />;
  if (session !== undefined) {
    return (
      <SessionContext key={sessionMark(session)} value={session}>
        <SignedIn />
      </SessionContext>
    );
  }
  if (failureCount === 0) return <Message>{t('load.working')}</Message>;
  return <Message>{t('load.failed', { code: problemCode(failureReason), s: 2 })}</Message>;
}

/**
 * Sign-in first, then the pages; their addresses stand behind the `#`, so that the gateway serves one page only. Whoever follows
 * a request by its code, or answers a notice, does not sign in.
 */
export function App() {
  return (
    <Router hook={useHashLocation}>
      <Switch>
        <Route path="/notices/:token">{({ token }) => <AnswerPage token={token} />}</Route>
        <Route path="/follow/:code">{({ code }) => <FollowPage code={code} />}</Route>
        <Route>
          <Signing />
        </Route>
      </Switch>
    </Router>
  );
}
