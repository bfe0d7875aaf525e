import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { cloudClient } from '../api/cloud-client.ts';
import { sessionKey, useSession } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { SettingsPage } from '../twin/settings-page.tsx';
import { FleetPage } from './fleet-page.tsx';
import { LoginPage } from './login-page.tsx';

/** Login first, then the fleet. */
export function App() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data: session, failureReason } = useSession();
  const [wasIn, setWasIn] = useState(false);
  const [path] = useHashLocation();
  const isIn = typeof session?.expiresAtMs === 'number';
  useEffect(() => {
    if (isIn) setWasIn(true);
  }, [isIn]);
  const logOut = () => {
    const leave = () => {
      setWasIn(false);
      queries.clear();
      queries.setQueryData(sessionKey, { expiresAtMs: null });
    };
    // whatever the cloud answers, nothing stays on this screen
    cloudClient.logOut().then(leave, leave);
  };
  if (session && !isIn) return <LoginPage ended={wasIn} />;
  if (isIn && path === '/settings') return <SettingsPage onLogOut={logOut} />;
  if (isIn) return <FleetPage onLogOut={logOut} />;
  return (
    <main className="message" role="status">
      {failureReason ? t('load.failed', { problem: describeProblem(failureReason, t) }) : t('load.working')}
    </main>
  );
}
