import './claims.css';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { IdentityView } from '../../identity/identity-views.ts';
import { identityClient } from '../api/identity-client.ts';
import { useOperator } from '../api/use-operator.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';
import { HoldButton } from '../parts/hold-button.tsx';
import { useIdentity, useIdentityDeed } from './use-claims.ts';

function describeStanding({ certificates }: IdentityView, nowMs: number, t: Translate): { text: string; bad: boolean } {
  const present = certificates.find(({ endedAtMs }) => endedAtMs === null);
  if (present) {
    const { validUntilMs } = present;
    const time = formatTime(validUntilMs, nowMs);
    if (validUntilMs <= nowMs) return { text: t('identity.expired', { time }), bad: true };
    return { text: t('identity.valid', { time, age: formatAge(validUntilMs - nowMs, t) }), bad: false };
  }
  const last = certificates[0];
  if (!last) return { text: t('identity.token'), bad: false };
  return { text: t('identity.revoked', { time: formatTime(last.endedAtMs ?? nowMs, nowMs) }), bad: true };
}

/** Two boxes speak as one: an alarm of the fleet itself. */
function CloneNotice({ gateway, clone }: { gateway: string; clone: NonNullable<IdentityView['clone']> }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { may } = useOperator();
  const settle = useIdentityDeed(() => identityClient.settleClone(gateway));
  const addresses = [...new Set(clone.addresses)].join(', ');
  return (
    <div className="clone-notice" role="alert" data-testid="clone">
      <strong className="bad">{t('identity.clone')}</strong>
      <p className="small">{t('identity.cloneDetail', { time: formatTime(clone.noticedAtMs, nowMs), addresses })}</p>
      {may('claims.decide') && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={settle.isPending}
          onClick={() => settle.mutate(undefined)}
        >
          {t('identity.settle')}
        </Button>
      )}
      {settle.error && <p className="bad">{describeProblem(settle.error, t)}</p>}
    </div>
  );
}

function Revoke({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const revoke = useIdentityDeed(() => identityClient.revoke(gateway, reason.trim()));
  return (
    <div className="claim-deeds">
      <TextInput
        size="xs"
        aria-label={t('identity.reason')}
        placeholder={t('identity.reason')}
        maxLength={200}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <HoldButton
        label={t('identity.revoke')}
        testid="revoke"
        disabled={reason.trim().length < 3 || revoke.isPending}
        onHeld={() => revoke.mutate(undefined)}
      />
      {revoke.error && (
        <span className="bad" role="alert">
          {describeProblem(revoke.error, t)}
        </span>
      )}
    </div>
  );
}

/** By what the gateway proves itself, until when, and how to take that away. */
export function IdentityPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { may } = useOperator();
  const { data, error } = useIdentity(gateway);
  if (error) return <p className="bad small">{t('load.failed', { problem: describeProblem(error, t) })}</p>;
  if (!data) return <p className="dim small">{t('load.working')}</p>;
  const { text, bad } = describeStanding(data, nowMs, t);
  const present = data.certificates.find(({ endedAtMs }) => endedAtMs === null);
  return (
    <section className="identity" data-testid="identity">
      <span className={bad ? 'bad' : ''}>{text}</span>
      {present && (
        <span className="dim small">
          {t('identity.issued', {
            age: formatAge(nowMs - present.issuedAtMs, t),
            id: present.fingerprint.slice(0, 16),
          })}
        </span>
      )}
      {data.clone && <CloneNotice gateway={gateway} clone={data.clone} />}
      {present && may('claims.decide') && <Revoke gateway={gateway} />}
    </section>
  );
}
