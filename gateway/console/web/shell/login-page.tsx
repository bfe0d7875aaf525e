import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/api.ts';
import { ApiProblem, problemCode } from '../api/api-problem.ts';
import { sessionKey, wasEnded } from '../api/use-session.ts';
import { type Translate, useTexts } from '../locales/i18n.ts';
import { ProviderSignIn } from './provider-sign-in.tsx';
import classes from './shell.module.css';
import { LanguageSwitch, ThemeSwitch } from './top-bar.tsx';

function explain(error: unknown, t: Translate): string {
  if (!(error instanceof ApiProblem)) return t('login.failed', { code: 'unknown' });
  if (error.code === 'wrong-credentials') return t('login.wrong');
  if (error.code === 'wrong-code') return t('signInProblem.wrong-code');
  if (error.code === 'unreachable') return t('login.unreachable');
  if (error.retryAfterS !== undefined) return t('login.wait', { s: error.retryAfterS });
  return t('login.failed', { code: error.code });
}

export function LoginPage() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [user, setUser] = useState('guard');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const { mutate, isPending, error } = api.useMutation('post', '/api/session', {
    onSuccess: (signedIn) => queries.setQueryData(sessionKey, signedIn),
    onError: (refused) => setCodeAsked((asked) => asked || problemCode(refused) === 'totp-needed'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const proof = codeAsked ? { code: code.trim() } : {};
    mutate({ body: { user: user.trim(), password: password.trim(), ...proof } });
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
        {wasEnded(queries) && (
          <p role="status" data-testid="login-ended">
            {t('login.ended')}
          </p>
        )}
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
