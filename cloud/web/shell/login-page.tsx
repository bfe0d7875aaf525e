import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CloudProblem, cloudClient } from '../api/cloud-client.ts';
import { forgetAlarms, sessionKey } from '../api/use-fleet.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { Logo } from '../parts/marks.tsx';
import { forgetRefusal, ProviderButton, ProviderRefusal } from './provider-login.tsx';
import { LanguageSwitch, SchemeSwitch } from './top-bar.tsx';

/** The sign of whoever sat at this computer last. */
const signKey = 'ringward-cloud.sign';
const userKey = 'ringward-cloud.user';

const needsCode = (error: Error) => error instanceof CloudProblem && error.code === 'code-needed';

function explain(error: Error, t: Translate): string {
  if (!(error instanceof CloudProblem)) return describeProblem(error, t);
  if (error.code === 'wrong-password') return t('login.wrong');
  if (error.code === 'wrong-code') return t('login.wrongCode');
  if (error.code === 'too-many-attempts') return t('login.wait', { s: error.retryAfterS ?? '?' });
  return describeProblem(error, t);
}

/** `ended`: the operator was in, and the cloud no longer knows the session. */
export function LoginPage({ ended }: { ended: boolean }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [password, setPassword] = useState('');
  const [user, setUser] = useState(() => localStorage.getItem(userKey) ?? '');
  const [sign, setSign] = useState(() => localStorage.getItem(signKey) ?? '');
  const [code, setCode] = useState('');
  const [codeAsked, setCodeAsked] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const who = user !== '' ? { user } : sign !== '' ? { sign } : {};
      await cloudClient.logIn(password, { ...who, ...(codeAsked && { code: code.trim() }) });
      // only this answer says what he may do
      return cloudClient.session();
    },
    onSuccess: (session) => {
      localStorage.setItem(signKey, sign);
      localStorage.setItem(userKey, user);
      // a session that ended by itself left behind what its operator had read
      forgetAlarms();
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
      forgetRefusal();
      queries.setQueryData(sessionKey, session);
    },
    onError: (refused) => setCodeAsked((asked) => asked || needsCode(refused)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <main className="login">
      <form className="login-box" onSubmit={submit} data-testid="login">
        <div className="login-head">
          <Logo size={32} />
          <h1>Ringward</h1>
          <span className="dim">{t('page.title')}</span>
        </div>
        {ended && <p className="small">{t('login.ended')}</p>}
        <ProviderRefusal />
        <TextInput
          label={t('tenancy.user')}
          name="user"
          autoComplete="username"
          maxLength={32}
          pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
          value={user}
          onChange={({ currentTarget }) => {
            setUser(currentTarget.value.trim().toLowerCase());
            setCodeAsked(false);
          }}
        />
        <PasswordInput
          label={t('login.password')}
          name="password"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {user === '' && (
          <TextInput
            label={t('login.sign')}
            description={t('login.signHint')}
            name="sign"
            autoComplete="off"
            maxLength={32}
            pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
            placeholder="duty-1"
            value={sign}
            onChange={({ currentTarget }) => setSign(currentTarget.value.trim().toLowerCase())}
          />
        )}
        {codeAsked && (
          <TextInput
            label={t('login.code')}
            description={t('login.codeHint')}
            name="code"
            autoComplete="one-time-code"
            autoFocus
            maxLength={32}
            value={code}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
        )}
        {error && !needsCode(error) && (
          <p className="bad" role="alert" data-testid="login-problem">
            {explain(error, t)}
          </p>
        )}
        <Button
          type="submit"
          variant="filled"
          disabled={isPending || password === '' || (codeAsked && code.trim().length < 6)}
        >
          {t(isPending ? 'load.working' : 'login.submit')}
        </Button>
        <ProviderButton />
        <p className="dim small">{t('login.hint')}</p>
        <div className="login-foot">
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </form>
    </main>
  );
}
