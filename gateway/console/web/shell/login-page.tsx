import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiProblem, consoleClient } from '../api/console-client.ts';
import { sessionKey } from '../api/use-overview.ts';
import { type Translate, useTexts } from '../locales/i18n.ts';
import classes from './shell.module.css';
import { LanguageSwitch, ThemeSwitch } from './top-bar.tsx';

function explain(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('login.failed', { code: 'unknown' });
  if (error.code === 'wrong-credentials') return t('login.wrong');
  if (error.code === 'unreachable') return t('login.unreachable');
  if (error.retryAfterS !== undefined) return t('login.wait', { s: error.retryAfterS });
  return t('login.failed', { code: error.code });
}

export function LoginPage() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [user, setUser] = useState('guard');
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => consoleClient.signIn(user.trim(), password.trim()),
    onSuccess: (signedIn) => queries.setQueryData(sessionKey, signedIn),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <main className={classes.login}>
      <form className={classes.loginBox} onSubmit={submit} data-testid="login">
        <div className={classes.loginHead}>
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <h1>Ringward</h1>
          <span>{t('page.title')}</span>
        </div>
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
        {error && (
          <p className={classes.loginProblem} role="alert" data-testid="login-problem">
            {explain(error, t)}
          </p>
        )}
        <Button type="submit" color="dark" fullWidth disabled={isPending || password === ''} data-testid="login-submit">
          {t(isPending ? 'login.working' : 'login.submit')}
        </Button>
        <p className={classes.loginHint}>{t('login.hint')}</p>
        <div className={classes.loginFoot}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </form>
    </main>
  );
}
