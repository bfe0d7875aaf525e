import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

const leastChars = 10;

/** Asks for the present password and another one. */
export function PasswordForm({ onChanged }: { onChanged(): void }) {
  const { t } = useTexts();
  const [old, setOld] = useState('');
  const [wanted, setWanted] = useState('');
  const { mutate, isPending, error } = api.useMutation('post', '/api/account/password', {
    onSuccess: () => {
      setOld('');
      setWanted('');
      onChanged();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ body: { old, wanted } });
  };
  return (
    <form className={classes.form} onSubmit={submit} data-testid="password-form">
      <PasswordInput
        label={t('settings.passwordOld')}
        value={old}
        autoComplete="current-password"
        maxLength={256}
        onChange={(event) => setOld(event.currentTarget.value)}
        data-testid="password-old"
      />
      <PasswordInput
        label={t('settings.passwordNew')}
        description={t('settings.passwordRules')}
        value={wanted}
        autoComplete="new-password"
        maxLength={256}
        onChange={(event) => setWanted(event.currentTarget.value)}
        data-testid="password-new"
      />
      <ProblemLine error={error} />
      <Button
        type="submit"
        color="dark"
        disabled={isPending || old === '' || [...wanted].length < leastChars}
        data-testid="password-submit"
      >
        {t('settings.passwordChange')}
      </Button>
    </form>
  );
}
