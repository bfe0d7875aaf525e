import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from '../parts/format-time.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

type Deed = 'begin' | 'renew' | 'remove';

/** The codes, as long as the person has not said that they are kept. */
function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const { t } = useTexts();
  return (
    <>
      <h3>{t('settings.recovery')}</h3>
      <p className={classes.note}>{t('settings.recoveryHint')}</p>
      <ol className={classes.codes} data-testid="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Button color="dark" onClick={onKept} data-testid="recovery-kept">
        {t('settings.recoveryDone')}
      </Button>
    </>
  );
}

function Enrolment(props: {
  begun: Answer<'/api/account/totp', 'post'>;
  onDone(codes: string[]): void;
  onEnd(): void;
}) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const { secret, picture } = props.begun;
  const { mutate, isPending, error } = api.useMutation('post', '/api/account/totp/confirm', {
    onSuccess: ({ recoveryCodes }) => props.onDone(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ body: { code: code.trim() } });
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <p className={classes.note}>{t('settings.totpScan')}</p>
      <img className={classes.picture} src={picture} alt={t('settings.totpPicture')} data-testid="totp-picture" />
      <div>
        <span className={classes.dim}>{t('settings.totpSecret')}</span>
        <div className={classes.secret} data-testid="totp-secret">
          {secret}
        </div>
      </div>
      <TextInput
        label={t('signIn.code')}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        onChange={(event) => setCode(event.currentTarget.value)}
        data-testid="totp-code"
      />
      <ProblemLine error={error} />
      <div className={classes.row}>
        <Button type="submit" color="dark" disabled={isPending || code.trim().length < 6} data-testid="totp-confirm">
          {t('settings.totpConfirm')}
        </Button>
        <Button variant="default" onClick={props.onEnd}>
          {t('parts.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The password once more: a page that was left open is no proof of who sits there. */
function AskPassword(props: {
  label: string;
  pending: boolean;
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
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        label={t('settings.askPassword')}
        value={password}
        autoComplete="current-password"
        maxLength={256}
        autoFocus
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-testid="totp-password"
      />
      <ProblemLine error={props.error} />
      <div className={classes.row}>
        <Button type="submit" color="dark" disabled={props.pending || password === ''} data-testid="totp-go-on">
          {props.label}
        </Button>
        <Button variant="default" onClick={props.onEnd}>
          {t('parts.cancel')}
        </Button>
      </div>
    </form>
  );
}

function useTotpDeeds(onRecovery: (codes: string[]) => void, onRemoved: () => void) {
  const begin = api.useMutation('post', '/api/account/totp');
  const renew = api.useMutation('post', '/api/account/totp/recovery-codes', {
    onSuccess: ({ recoveryCodes }) => onRecovery(recoveryCodes),
  });
  const remove = api.useMutation('post', '/api/account/totp/remove', { onSuccess: onRemoved });
  return { begin, renew, remove };
}

/** Codes from a phone beside the password: on, off, and what opens without the phone. */
export function TotpCard({ account }: { account: Answer<'/api/account'> }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [deed, setDeed] = useState<Deed>();
  const [codes, setCodes] = useState<string[]>();
  const done = () => {
    setDeed(undefined);
    deeds.begin.reset();
    void queries.invalidateQueries({ queryKey: ['get', '/api/account'] });
  };
  const deeds = useTotpDeeds((made) => {
    setCodes(made);
    done();
  }, done);
  const { totp } = account;
  const words = { begin: 'settings.totpBegin', renew: 'settings.totpRenew', remove: 'settings.totpRemove' } as const;
  const offered: Deed[] = totp ? ['renew', 'remove'] : ['begin'];
  const start = (next: Deed) => {
    deeds[next].reset();
    setDeed(next);
  };
  return (
    <section className={classes.card} data-testid="totp-card">
      <h2>{t('settings.totp')}</h2>
      <p className={classes.note} data-testid="totp-state" data-on={totp !== undefined}>
        {totp
          ? t('settings.totpOn', { time: siteTimeText(totp.sinceMs), n: totp.recoveryCodes })
          : t('settings.totpOff')}
      </p>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {!codes && deed === 'begin' && deeds.begin.data && (
        <Enrolment
          begun={deeds.begin.data}
          onEnd={done}
          onDone={(made) => {
            setCodes(made);
            done();
          }}
        />
      )}
      {!codes && deed && !(deed === 'begin' && deeds.begin.data) && (
        <AskPassword
          key={deed}
          label={t(words[deed])}
          pending={deeds[deed].isPending}
          error={deeds[deed].error}
          onGiven={(password) => deeds[deed].mutate({ body: { password } })}
          onEnd={() => setDeed(undefined)}
        />
      )}
      {!codes && !deed && (
        <div className={classes.row}>
          {offered.map((each) => (
            <Button key={each} variant="default" onClick={() => start(each)} data-testid={`totp-${each}`}>
              {t(words[each])}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
