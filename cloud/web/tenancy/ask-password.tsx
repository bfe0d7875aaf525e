import { Button, Group, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { CloudProblem } from '../api/cloud-client.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import classes from './tenancy.module.css';

function explain(error: unknown, t: Translate): string {
  const code = error instanceof CloudProblem ? error.code : '';
  if (code === 'wrong-password') return t('login.wrong');
  if (code === 'wrong-code') return t('login.wrongCode');
  return code === 'second-factor-state' ? t('factor.over') : describeProblem(error, t);
}

/** Why something about one's own log-in was refused. */
export function Problem({ error }: { error: unknown }) {
  const { t } = useTexts();
  if (error === null || error === undefined) return null;
  return (
    <p role="alert" className="bad">
      {explain(error, t)}
    </p>
  );
}

/** The password once more: a page that was left open is no proof of who sits there. */
export function AskPassword(props: {
  label: string;
  isPending: boolean;
  error: unknown;
  onGiven(password: string): void;
  onEnd(): void;
}) {
  const { t } = useTexts();
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onGiven(password);
  };
  return (
    <form className={classes.password} onSubmit={submit}>
      <PasswordInput
        label={t('tenancy.password.old')}
        autoComplete="current-password"
        autoFocus
        maxLength={256}
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t('tenancy.password.show') }}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        data-testid="factor-password"
      />
      <Problem error={props.error} />
      <Group gap="xs">
        <Button type="submit" variant="filled" disabled={props.isPending || password === ''} data-testid="factor-go-on">
          {props.label}
        </Button>
        <Button variant="default" onClick={props.onEnd}>
          {t('parts.cancel')}
        </Button>
      </Group>
    </form>
  );
}
