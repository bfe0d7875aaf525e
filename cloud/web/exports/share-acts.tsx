import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { Panel } from '../parts/panel.tsx';
import type { Share } from './share-words.tsx';

interface ActsProps {
  share: Share;
  onDone(): void;
}

function Problem({ of }: { of: readonly { error: unknown }[] }) {
  const { t } = useTexts();
  const failed = of.find(({ error }) => error !== null);
  return failed ? <p role="alert">{describeProblem(failed.error, t)}</p> : null;
}

/** What needs no reason: approving, going on, trying. */
function PlainActs({ share: { share, state, asked }, onDone }: ActsProps) {
  const { t } = useTexts();
  const options = { onSuccess: onDone };
  const approve = api.useMutation('post', '/v1/shares/{share}/approve', options);
  const resume = api.useMutation('post', '/v1/shares/{share}/resume', options);
  const probe = api.useMutation('post', '/v1/shares/{share}/try', options);
  const params = { path: { share } };
  return (
    <>
      {state === 'asked' && asked.own && <p className="dim small">{t('exports.ownHint')}</p>}
      <Group gap="xs">
        {state === 'asked' && !asked.own && (
          <HoldButton
            label={t('exports.approve')}
            testid="approve"
            disabled={approve.isPending}
            onHeld={() => approve.mutate({ params })}
          />
        )}
        {state === 'paused' && (
          <Button
            variant="default"
            data-testid="resume"
            disabled={resume.isPending}
            onClick={() => resume.mutate({ params })}
          >
            {t('exports.resume')}
          </Button>
        )}
        <Button variant="default" loading={probe.isPending} data-testid="try" onClick={() => probe.mutate({ params })}>
          {t('exports.try')}
        </Button>
      </Group>
      {probe.data && (
        <p role="status" data-testid="try-result" data-reached={probe.data.reached}>
          {probe.data.reached ? t('exports.tryReached') : t('exports.tryFailed', { why: probe.data.why ?? '' })}
        </p>
      )}
      <Problem of={[approve, resume, probe]} />
    </>
  );
}

/** What others will want to understand later: refusing, pausing, ending. */
function ReasonedActs({ share: { share, state }, onDone }: ActsProps) {
  const { t } = useTexts();
  const [why, setWhy] = useState('');
  const options = {
    onSuccess: () => {
      setWhy('');
      onDone();
    },
  };
  const refuse = api.useMutation('post', '/v1/shares/{share}/refuse', options);
  const pause = api.useMutation('post', '/v1/shares/{share}/pause', options);
  const end = api.useMutation('post', '/v1/shares/{share}/end', options);
  const given = { params: { path: { share } }, body: { why: why.trim() } };
  const disabled = why.trim() === '' || refuse.isPending || pause.isPending || end.isPending;
  return (
    <>
      <Textarea
        mt="sm"
        label={t('exports.why')}
        description={t('exports.whyHint')}
        autosize
        minRows={2}
        maxLength={500}
        data-testid="share-why"
        value={why}
        onChange={({ currentTarget }) => setWhy(currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        {state === 'asked' && (
          <Button variant="default" disabled={disabled} data-testid="refuse" onClick={() => refuse.mutate(given)}>
            {t('exports.refuse')}
          </Button>
        )}
        {(state === 'approved' || state === 'running') && (
          <Button variant="default" disabled={disabled} data-testid="pause" onClick={() => pause.mutate(given)}>
            {t('exports.pause')}
          </Button>
        )}
        <HoldButton label={t('exports.end')} disabled={disabled} testid="end-share" onHeld={() => end.mutate(given)} />
      </Group>
      <p className="dim small">{t('exports.endHint')}</p>
      <Problem of={[refuse, pause, end]} />
    </>
  );
}

/** Whatever may be done to a share as it stands; the cloud asks again whether this operator may. */
export function ShareActs(props: ActsProps) {
  const { t } = useTexts();
  if (props.share.state === 'ended') return null;
  return (
    <Panel title={t('health.deed')} testid="share-acts">
      <PlainActs {...props} />
      <ReasonedActs {...props} />
    </Panel>
  );
}
