import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { Section } from '../parts/section.tsx';
import type { HandOver } from './hand-over.ts';
import classes from './shift.module.css';
import { useClock } from './use-clock.ts';
import { useRefused } from './use-refused.ts';

interface SignFormProps {
  one: HandOver;
  /** On which side whoever looks stands. */
  side: 'outgoing' | 'incoming' | undefined;
  onDone(): void;
}

/** Both signatures; and the own one, with the password asked again. */
export function SignForm({ one, side, onDone }: SignFormProps) {
  const { t } = useTexts();
  const clock = useClock();
  const refused = useRefused();
  const [password, setPassword] = useState('');
  const account = api.useQuery('get', '/api/account');
  const isExternal = account.data?.external === true;
  // The provider keeps the password and asks for it; the way back ends at the first page.
  const prove = api.useMutation('post', '/api/session/openid', {
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const sign = api.useMutation('post', '/api/hand-overs/{id}/sign', {
    onSettled: () => {
      setPassword('');
      onDone();
    },
  });
  const of = (which: 'outgoing' | 'incoming') => one.signatures.find((each) => each.side === which);
  const maySign = one.state === 'open' && side !== undefined && of(side) === undefined;
  return (
    <Section title={t('handover.step4')} testid="signatures">
      {(['outgoing', 'incoming'] as const).map((which) => {
        const signature = of(which);
        return (
          <p key={which} className={classes.row} data-testid={`signature-${which}`}>
            <strong>{t(`handover.${which}`)}</strong>
            <span className={signature ? undefined : classes.dim}>
              {signature
                ? t('handover.signed', { user: signature.user, time: clock(signature.atMs) })
                : t('handover.notSigned')}
            </span>
          </p>
        );
      })}
      {one.state === 'signed' && (
        <p className={classes.dim}>
          {t('handover.complete')} {t('handover.hash')}: <span className={classes.code}>{one.hash}</span>
        </p>
      )}
      {maySign && (
        <form
          className={classes.sign}
          onSubmit={(event) => {
            event.preventDefault();
            sign.mutate({ params: { path: { id: one.id } }, body: isExternal ? {} : { password } });
          }}
        >
          {isExternal ? (
            <div>
              <p className={classes.dim}>{t('handover.freshSignIn')}</p>
              <Button
                variant="default"
                disabled={prove.isPending || prove.isSuccess}
                data-testid="prove-again"
                onClick={() => prove.mutate({ body: { again: true } })}
              >
                {t('signIn.again')}
              </Button>
            </div>
          ) : (
            <PasswordInput
              className={classes.field}
              label={t('handover.password')}
              value={password}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-hidden': true }}
              data-testid="sign-password"
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          )}
          <Button
            type="submit"
            color="dark"
            disabled={(password === '' && !isExternal) || sign.isPending}
            data-testid="sign"
          >
            {t('handover.sign', { side: t(`handover.${side}`) })}
          </Button>
        </form>
      )}
      {(sign.error ?? prove.error) && (
        <p role="alert" className={classes.alert} data-testid="sign-problem">
          {refused(sign.error ?? prove.error)}
        </p>
      )}
    </Section>
  );
}
