import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../api/api.ts';
import { CloudProblem } from '../api/cloud-client.ts';
import { sessionKey } from '../api/use-fleet.ts';
import { useOperator } from '../api/use-operator.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { Panel } from '../parts/panel.tsx';
import classes from './tenancy.module.css';

/** As the cloud asks for it. */
const leastChars = 8;

function explain(error: unknown, t: Translate): string {
  const code = error instanceof CloudProblem ? error.code : '';
  if (code === 'wrong-password') return t('login.wrong');
  if (code === 'password-common' || code === 'password-of-place') return t(`tenancy.password.${code}`);
  return code === 'forbidden' ? t('tenancy.password.none') : describeProblem(error, t);
}

/** One's own password: every session ends with it, this one too, and so do one's tokens. */
export function PasswordView() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { sign } = useOperator();
  const [old, setOld] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const { mutate, error, isPending, isSuccess } = api.useMutation('put', '/v1/session/password', {
    // there is none any more: the page asks for the new password
    onSuccess: () => void queries.invalidateQueries({ queryKey: sessionKey }),
  });
  if (isSuccess) return <p role="status">{t('tenancy.password.done')}</p>;
  const short = fresh !== '' && [...fresh].length < leastChars;
  const differs = again !== '' && again !== fresh;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ body: { old, new: fresh } });
  };
  const field = (name: 'old' | 'fresh' | 'again', value: string, set: (value: string) => void, problem?: string) => (
    <PasswordInput
      label={t(`tenancy.password.${name}`)}
      autoComplete={name === 'old' ? 'current-password' : 'new-password'}
      maxLength={256}
      value={value}
      error={problem}
      visibilityToggleButtonProps={{ 'aria-label': t('tenancy.password.show') }}
      onChange={({ currentTarget }) => set(currentTarget.value)}
      data-testid={`password-${name}`}
    />
  );
  return (
    <Panel title={t('tenancy.ownPassword')} testid="own-password">
      <form className={classes.password} onSubmit={submit}>
        <p className="dim small">{t('tenancy.password.hint')}</p>
        {/* a password manager keeps it under this name */}
        <input type="text" name="username" autoComplete="username" value={sign ?? ''} readOnly hidden />
        {field('old', old, setOld)}
        {field('fresh', fresh, setFresh, short ? t('tenancy.password.short', { n: leastChars }) : undefined)}
        {field('again', again, setAgain, differs ? t('tenancy.password.differs') : undefined)}
        {error && (
          <p role="alert" className="bad">
            {explain(error, t)}
          </p>
        )}
        <Button
          type="submit"
          disabled={old === '' || fresh === '' || short || again !== fresh}
          loading={isPending}
          data-testid="change-password"
        >
          {t('tenancy.password.change')}
        </Button>
      </form>
    </Panel>
  );
}
