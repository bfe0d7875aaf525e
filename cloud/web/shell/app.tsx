import { useIsMutating, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { cloudClient } from '../api/cloud-client.ts';
import { forgetAlarms, sessionKey, useSession } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { ConsolePage } from './console-page.tsx';
import { EnrolPage } from './enrol-page.tsx';
import { LoginPage } from './login-page.tsx';

const goesOn = (key: readonly unknown[] | undefined) => /^\/v1\/session\/(second-factor|list)/.test(String(key?.[1]));

/** Login first, then the console. */
export function App() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data: session, failureReason } = useSession();
  const [wasIn, setWasIn] = useState(false);
  const [enrols, setEnrols] = useState(false);
  // one's own deed may end the session and begin another: until its answer is here, what was asked with the old one says nothing
  const isChanging = useIsMutating({ predicate: ({ options }) => goesOn(options.mutationKey) }) > 0;
  const isIn = typeof session?.expiresAtMs === 'number' || (wasIn && isChanging);
  const mustEnrol = session?.mustEnrol === true;
  useEffect(() => {
    if (isIn) setWasIn(true);
    // stays until the recovery codes are kept
    if (mustEnrol || !isIn) setEnrols(mustEnrol);
  }, [isIn, mustEnrol]);
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
  if (isIn && (mustEnrol || enrols)) return <EnrolPage onDone={() => setEnrols(false)} onLogOut={logOut} />;
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
