import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '../api/api.ts';
import { ApiProblem, problemCode } from '../api/api-problem.ts';
import { enterSession, signOut, useParting } from '../api/use-session.ts';
import { type Translate, useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { ProviderSignIn } from './provider-sign-in.tsx';
import classes from './shell.module.css';
import { LanguageSwitch, ThemeSwitch } from './top-bar.tsx';

function explain(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('login.failed', { code: 'unknown' });
  if (error.code === 'wrong-credentials') return t('login.wrong');
  if (error.code === 'first-password-ended') return t('login.firstEnded');
  if (error.code === 'wrong-code') return t('signInProblem.wrong-code');
  if (error.code === 'unreachable') return t('login.unreachable');
  if (error.code === 'users-unreadable') return t('login.usersUnreadable');
  if (error.retryAfterS !== undefined) return t('login.wait', { s: error.retryAfterS });
  return t('login.failed', { code: error.code });
}

/** How the session before went, where that matters to whoever sits here now. */
function LastSession() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const parting = useParting();
  if (parting?.how === 'ended') {
    return (
      <p role="status" data-testid="login-ended">
        {t('login.ended')}
      </p>
    );
  }
  if (parting?.how !== 'not-closed') return null;
  return (
    <div className={classes.loginProblem} role="alert" data-testid="not-closed">
      <strong>{t('login.notClosed')}</strong>
      <p>{t('login.notClosedHint')}</p>
      <Button variant="default" size="compact-sm" onClick={() => void signOut(queries)} data-testid="close-again">
        {t('login.closeAgain')}
      </Button>
    </div>
  );
}

/** Said beside the field for a code while the gateway doubts its own clock, which the phone's must be near. */
function DoubtedClock() {
  const { t } = useTexts();
  const { data: ways } = api.useQuery('get', '/api/sign-in');
  const atMs = ways?.doubtedClockMs;
  if (atMs === undefined) return null;
  return (
    <p role="status" data-testid="doubted-clock">
      {t('signIn.doubtedClock', { time: siteTimeText(atMs) })}
    </p>
  );
}

export function LoginPage() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [user, setUser] = useState('guard');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const { mutate, isPending, error } = api.useMutation('post', '/api/session', {
    onSuccess: (signedIn) => enterSession(queries, signedIn),
    onError: (refused) => setCodeAsked((asked) => asked || problemCode(refused) === 'totp-needed'),
  });
  const title = `Ringward · ${t('page.title')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const proof = codeAsked ? { code: code.trim() } : {};
    mutate({ body: { user: user.trim(), password, ...proof } });
  };
  const refused = error && problemCode(error) !== 'totp-needed' ? error : null;
  return (
    <main className={classes.login}>
      <form className={classes.loginBox} onSubmit={submit} data-testid="login">
        <div className={classes.loginHead}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <h1>Ringward</h1>
          <span>{t('page.title')}</span>
        </div>
        <LastSession />
        <TextInput
          label={t('login.user')}
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
          autoComplete="username"
          autoCapitalize="none"
          maxLength={64}
          required
          withAsterisk={false}
          data-testid="login-user"
        />
        <PasswordInput
          label={t('login.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          maxLength={256}
          required
          withAsterisk={false}
          autoFocus
          data-testid="login-password"
        />
        {codeAsked && (
          <TextInput
            label={t('signIn.code')}
            description={t('signIn.codeHint')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            maxLength={20}
            autoFocus
            data-testid="login-code"
          />
        )}
        {codeAsked && <DoubtedClock />}
        {refused && (
          <p className={classes.loginProblem} role="alert" data-testid="login-problem">
            {explain(refused, t)}
          </p>
        )}
        <Button
          type="submit"
          color="dark"
          fullWidth
          disabled={isPending || password === '' || (codeAsked && code.trim().length < 6)}
          data-testid="login-submit"
        >
          {t(isPending ? 'login.working' : 'login.submit')}
        </Button>
        <ProviderSignIn />
        <p className={classes.loginHint}>{t('login.hint')}</p>
        <div className={classes.loginFoot}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </form>
    </main>
  );
}
