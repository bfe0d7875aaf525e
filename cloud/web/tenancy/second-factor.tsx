import { Button, Group, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useRereadSession } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Panel } from '../parts/panel.tsx';
import { AskPassword, Problem } from './ask-password.tsx';
import classes from './tenancy.module.css';

type Deed = 'begin' | 'renew' | 'remove';
type Own = Answer<'/v1/session/second-factor'>;

const path = '/v1/session/second-factor';

/** The codes, as long as the operator has not said that they are kept. */
function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const { t } = useTexts();
  return (
    <>
      <p>{t('factor.recoveryHint')}</p>
      <ol className={`mono ${classes.codes}`} data-testid="recovery-codes" aria-label={t('factor.recovery')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Button variant="filled" onClick={onKept} data-testid="recovery-kept">
        {t('factor.kept')}
      </Button>
    </>
  );
}

function Enrolment(props: {
  begun: Answer<typeof path, 'post'>;
  onDone(codes: readonly string[]): void;
  onEnd(): void;
}) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  const { secret, picture, enrolment } = props.begun;
  const rereadSession = useRereadSession();
  const { mutate, isPending, error } = api.useMutation('put', path, {
    onSuccess: async ({ recoveryCodes }) => {
      await rereadSession();
      props.onDone(recoveryCodes);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate({ body: { enrolment, code: code.trim() } });
  };
  return (
    <form className={classes.password} onSubmit={submit}>
      <p>{t('factor.scan')}</p>
      <img className={classes.picture} src={picture} alt={t('factor.picture')} data-testid="factor-picture" />
      <div>
        <span className="dim small">{t('factor.secret')}</span>
        <div className={`mono ${classes.once}`} data-testid="factor-secret">
          {secret}
        </div>
      </div>
      <TextInput
        label={t('login.code')}
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
        data-testid="factor-code"
      />
      <Problem error={error} />
      <Group gap="xs">
        <Button
          type="submit"
          variant="filled"
          disabled={isPending || code.trim().length < 6}
          data-testid="factor-confirm"
        >
          {t('factor.confirm')}
        </Button>
        <Button variant="default" onClick={props.onEnd}>
          {t('parts.cancel')}
        </Button>
      </Group>
    </form>
  );
}

function State({ own: { state, sinceMs, recoveryCodes = 0, required } }: { own: Own }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  if (state === 'at-provider') return <p data-testid="factor-state">{t('factor.atProvider')}</p>;
  return (
    <p data-testid="factor-state" data-on={state === 'on'}>
      {sinceMs === undefined
        ? t(required ? 'factor.required' : 'factor.off')
        : t('factor.on', { time: formatTime(sinceMs, nowMs), n: recoveryCodes })}
    </p>
  );
}

function Deeds({ own, onCodes, onDone }: { own: Own; onCodes(codes: readonly string[]): void; onDone(): void }) {
  const { t } = useTexts();
  const [deed, setDeed] = useState<Deed>();
  const rereadSession = useRereadSession();
  const end = () => setDeed(undefined);
  const begin = api.useMutation('post', path);
  const renew = api.useMutation('post', `${path}/recovery-codes`, {
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes),
  });
  const remove = api.useMutation('post', `${path}/removal`, {
    onSuccess: async () => {
      await rereadSession();
      end();
      onDone();
    },
  });
  const deeds = { begin, renew, remove };
  if (deed === 'begin' && begin.data) return <Enrolment begun={begin.data} onDone={onCodes} onEnd={end} />;
  if (deed !== undefined)
    return (
      <AskPassword
        label={t(`factor.${deed}`)}
        isPending={deeds[deed].isPending}
        error={deeds[deed].error}
        onGiven={(password) => deeds[deed].mutate({ body: { password } })}
        onEnd={end}
      />
    );
  const offered: Deed[] = own.state === 'on' ? ['renew', 'remove'] : own.state === 'off' ? ['begin'] : [];
  return (
    <Group gap="xs">
      {offered.map((each) => (
        <Button
          key={each}
          variant="default"
          data-testid={`factor-${each}`}
          onClick={() => {
            deeds[each].reset();
            setDeed(each);
          }}
        >
          {t(`factor.${each}`)}
        </Button>
      ))}
    </Group>
  );
}

/** A code of one's phone after one's own password: on, off, and what opens without the phone. */
export function SecondFactorPanel({ onKept = () => {} }: { onKept?(): void }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const query = api.useQuery('get', path);
  const reread = () => void queries.invalidateQueries({ queryKey: ['get', path] });
  return (
    <Panel title={t('factor.title')} testid="second-factor">
      {codes ? (
        <RecoveryCodes
          codes={codes}
          onKept={() => {
            setCodes(undefined);
            reread();
            onKept();
          }}
        />
      ) : (
        <Loaded query={query} what={t('factor.title')}>
          {(own) => (
            <>
              <State own={own} />
              <Deeds own={own} onCodes={setCodes} onDone={reread} />
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}
