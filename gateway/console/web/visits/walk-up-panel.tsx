import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { LookGate } from '../people/look-gate.tsx';
import classes from '../people/person.module.css';
import { type Host, HostSearch } from './host-search.tsx';
import { PassPicture } from './pass-dialog.tsx';
import { useRenewVisits, type Visit } from './use-visits.ts';
import { VisitorForm } from './visitor-form.tsx';

export interface WalkUpPanelProps {
  /** With a time to come; else from now for two hours. */
  planned?: boolean;
  /** Of a car that stands at the barrier. */
  plate?: string | undefined;
  /** The pass was handed out, or nothing is wanted any more. */
  onDone(): void;
}

/** The host's number, as far as purpose and role show it: that is whom the guard rings now. */
function HostPhone({ host, look }: { host: string; look: GivenReason }) {
  const { t } = useTexts();
  const { may } = useSession();
  const init = { params: { path: { id: host }, query: look } };
  const once = { enabled: may('people.view'), staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 } as const;
  const found = api.useQuery('get', '/api/people/{id}', init, once);
  const phone = found.data?.person.phone;
  if (phone === undefined) return <p className={classes.none}>{t(found.data ? 'visits.noPhone' : 'visits.ring')}</p>;
  return (
    <p data-testid="host-phone">
      {t('visits.ringAt')} <a href={`tel:${phone}`}>{phone}</a>
    </p>
  );
}

/** Asked for; now the host's word, the staff's word where the site wants it, and the pass. */
function Word({
  visit,
  look,
  onChange,
  onDone,
}: {
  visit: Visit;
  look: GivenReason;
  onChange(visit: Visit): void;
  onDone(): void;
}) {
  const { t, code } = useTexts();
  const { id, waitsFor, state } = visit;
  const init = { params: { path: { id } } };
  const answering = useMutation({
    mutationFn: (said: 'yes' | 'no') =>
      said === 'yes'
        ? gateway.POST('/api/visits/{id}/agree', init)
        : gateway.POST('/api/visits/{id}/cancel', { ...init, body: { reason: t('visits.hostSaidNo') } }),
    onSuccess: ({ data }) => data && onChange(data),
  });
  return (
    <div className={classes.step} data-testid="visit-word" data-state={state}>
      {waitsFor.includes('host') && (
        <>
          <strong>{t('visits.askHost')}</strong>
          <HostPhone host={visit.host} look={look} />
          <span className={classes.buttons}>
            <Button
              color="dark"
              disabled={answering.isPending}
              data-testid="host-yes"
              onClick={() => answering.mutate('yes')}
            >
              {t('visits.hostYes')}
            </Button>
            <Button
              variant="default"
              disabled={answering.isPending}
              data-testid="host-no"
              onClick={() => answering.mutate('no')}
            >
              {t('visits.hostNo')}
            </Button>
          </span>
        </>
      )}
      {state === 'requested' && !waitsFor.includes('host') && <p role="status">{t('visits.needsLead')}</p>}
      {state === 'cancelled' && <p role="status">{t('visits.cancelled')}</p>}
      {state === 'approved' && <PassPicture visit={visit} />}
      {answering.error && (
        <p className={classes.problem} role="alert">
          {t('record.failed', { reason: code('reason', problemCode(answering.error)) })}
        </p>
      )}
      <Button variant="default" data-testid="walk-up-done" onClick={onDone}>
        {t('visits.finish')}
      </Button>
    </div>
  );
}

/**
 * A visitor without a way in: look the host up (purpose and reason first), take down who it is, ask the host, hand out a
 * one-time pass. Stands in a dialog here, and beside the gate's live picture.
 */
export function WalkUpPanel({ planned = false, plate, onDone }: WalkUpPanelProps) {
  const { t } = useTexts();
  const [host, setHost] = useState<Host>();
  const [visit, setVisit] = useState<Visit>();
  const renew = useRenewVisits();
  const keep = (next: Visit) => {
    setVisit(next);
    renew();
  };
  return (
    <div className={classes.step} data-testid="walk-up-panel">
      <LookGate title={t('visits.findHost')} hint={t('visits.findHostHint')} offered={['visit', 'emergency']}>
        {(look) => {
          if (visit) return <Word {...{ visit, look, onDone }} onChange={keep} />;
          if (!host) return <HostSearch look={look} onPick={setHost} />;
          return <VisitorForm {...{ host, planned, plate }} onBack={() => setHost(undefined)} onAsked={keep} />;
        }}
      </LookGate>
    </div>
  );
}
