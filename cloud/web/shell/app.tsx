import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { cloudClient } from '../api/cloud-client.ts';
import { forgetAlarms, sessionKey, useSession } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ConsolePage } from './console-page.tsx';
import { LoginPage } from './login-page.tsx';

/** Login first, then the console. */
export function App() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data: session, failureReason } = useSession();
  const [wasIn, setWasIn] = useState(false);
  const isIn = typeof session?.expiresAtMs === 'number';
  useEffect(() => {
    if (isIn) setWasIn(true);
  }, [isIn]);
  const logOut = () => {
    const leave = () => {
      setWasIn(false);
      forgetAlarms();
      queries.clear();
      queries.setQueryData(sessionKey, { expiresAtMs: null });
    };
    // whatever the cloud answers, nothing stays on this screen
    cloudClient.logOut().then(leave, leave);
  };
  if (session && !isIn) return <LoginPage ended={wasIn} />;
  if (isIn)
    return (
      <Router hook={useHashLocation}>
        <ConsolePage onLogOut={logOut} />
      </Router>
    );
  return (
    <main className="message" role="status">
      {failureReason ? t('load.failed', { problem: describeProblem(failureReason, t) }) : t('load.working')}
    </main>
  );
}
