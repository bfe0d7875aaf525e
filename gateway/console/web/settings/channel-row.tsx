import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { channelProblem, channelWords } from '../parts/channel-words.ts';
import { ProblemLine } from './problem-line.tsx';
import classes from './settings.module.css';

export type Channel = Answer<'/api/channels'>[number];

function ChannelState({ channel }: { channel: Channel }) {
  const texts = useTexts();
  const { t } = texts;
  const { waiting, lastSuccessAtMs, lastFailureAtMs, problem } = channel;
  return (
    <span>
      <strong>{channelWords(channel.id, texts)}</strong> · {t('settings.channelWaiting', { n: waiting })}
      <br />
      <span className={classes.dim}>
        {lastSuccessAtMs === undefined && lastFailureAtMs === undefined && t('settings.channelUnused')}
        {lastSuccessAtMs !== undefined && (
          <>
            {t('settings.channelOk')} <AgeText atMs={lastSuccessAtMs} ago />
          </>
        )}
      </span>
      {lastFailureAtMs !== undefined && (
        <span className={problem === undefined ? classes.dim : classes.warn}>
          {' '}
          {problem !== undefined && '▲ '}
          {t('settings.channelBad')} <AgeText atMs={lastFailureAtMs} ago />
          {problem !== undefined && ` · ${channelProblem(problem, texts)}`}
        </span>
      )}
    </span>
  );
}

/** A channel and how it does; an administrator tries it and sees what came of it. */
export function ChannelRow({ channel, onTried }: { channel: Channel; onTried(): void }) {
  const texts = useTexts();
  const { t, language } = texts;
  const { may } = useSession();
  const [address, setAddress] = useState('');
  const { mutate, data, error, isPending } = api.useMutation('post', '/api/channels/{channel}/test', {
    onSettled: onTried,
  });
  const isMail = channel.id === 'email';
  const test = () =>
    mutate({
      params: { path: { channel: channel.id } },
      body: { language, ...(isMail && { address: address.trim() }) },
    });
  const outcome =
    data &&
    (data.outcome === 'sent'
      ? t('settings.channelSent')
      : t('settings.channelFailed', {
          problem: channelProblem(data.problem ?? 'unexpected', texts),
        }));
  return (
    <li data-testid="channel" data-channel={channel.id}>
      <ChannelState channel={channel} />
      {may('users.change') && (
        <span className={classes.row}>
          {isMail && (
            <TextInput
              size="xs"
              type="email"
              aria-label={t('settings.testAddress')}
              placeholder={t('settings.testAddress')}
              value={address}
              maxLength={254}
              onChange={(event) => setAddress(event.currentTarget.value)}
              data-testid="channel-address"
            />
          )}
          <Button
            size="compact-sm"
            variant="default"
            disabled={isPending || (isMail && address.trim() === '')}
            onClick={test}
            data-testid="channel-test"
          >
            {t(isPending ? 'settings.channelTesting' : 'settings.channelTest')}
          </Button>
        </span>
      )}
      {outcome !== undefined && (
        <span
          role="status"
          className={data?.outcome === 'failed' ? classes.warn : undefined}
          data-testid="channel-outcome"
        >
          {data?.outcome === 'failed' && '▲ '}
          {outcome}
        </span>
      )}
      <ProblemLine error={error} />
    </li>
  );
}
