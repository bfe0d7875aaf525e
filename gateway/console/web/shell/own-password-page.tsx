import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { sessionKey, signOut } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PasswordForm } from '../settings/password-form.tsx';
import classes from './shell.module.css';

/** Before anything else: the present password was seen by somebody else. */
export function OwnPasswordPage() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: sessionKey, exact: true });
  return (
    <main className={classes.login}>
      <div className={classes.loginBox} data-testid="own-password">
        <h1>{t('signIn.ownPassword')}</h1>
        <p className={classes.loginHint}>{t('signIn.ownPasswordHint')}</p>
        <PasswordForm onChanged={changed} />
        <Button variant="subtle" color="gray" onClick={() => void signOut(queries)}>
          {t('signIn.otherUser')}
        </Button>
      </div>
    </main>
  );
}
