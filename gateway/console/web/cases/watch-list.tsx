import { Button } from '@mantine/core';
import { useState } from 'react';
import { gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { lastDayToMs, msToDay } from '../parts/field-time.ts';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PlateText } from '../parts/plate-text.tsx';
import { siteNowMs, useSiteNow } from '../parts/site-clock.ts';
import classes from '../people/person.module.css';
import { Decision } from './decision.tsx';
import { useWatch, type WatchEntry } from './use-cases.ts';

const dayMs = 86_400_000;

function useWatchDeeds(renew: () => void) {
  const { t } = useTexts();
  const [deed, setDeed] = useState<Deed>();
  const request: Deed = {
    title: t('watch.request'),
    hint: t('watch.requestHint'),
    fields: [
      { key: 'plate', label: t('credential.plate'), needed: true, maxLength: 10 },
      { key: 'basis', label: t('watch.basis'), kind: 'area', needed: true, maxLength: 500 },
      { key: 'document', label: t('watch.document'), needed: true, maxLength: 120 },
      { key: 'until', label: t('watch.until'), kind: 'day', value: msToDay(siteNowMs() + 30 * dayMs), needed: true },
    ],
    reason: true,
    submit: t('watch.request'),
    send: ({ plate = '', basis = '', document = '', until = '', reason = '' }) =>
      gateway.POST('/api/watch', {
        body: {
          plate: plate.normalize('NFKC').toUpperCase(),
          reason,
          legalBasis: basis,
          document,
          expiresAtMs: lastDayToMs(until) ?? 0,
        },
      }),
    done: renew,
  };
  const remove = (id: string): Deed => ({
    title: t('watch.remove'),
    reason: true,
    held: true,
    submit: t('watch.remove'),
    send: ({ reason = '' }) => gateway.DELETE('/api/watch/{id}', { params: { path: { id }, query: { reason } } }),
    done: renew,
  });
  return {
    deed,
    close: () => setDeed(undefined),
    request,
    remove: (id: string) => setDeed(remove(id)),
  };
}

function Entry({ entry, onDecided, onRemove }: { entry: WatchEntry; onDecided(): void; onRemove(id: string): void }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { id, plate, reason, legalBasis, document, requester, approver, state, expiresAtMs } = entry;
  return (
    <li className={classes.item} data-testid="watch-entry" data-state={state}>
      <span className={classes.main}>
        <PlateText plate={plate} /> {reason}
        <span className={classes.more}>
          {legalBasis} · {document}
        </span>
        <span className={classes.more}>
          {t('cases.askedBy', { user: requester })}
          {approver !== undefined && ` · ${t('cases.decidedBy', { user: approver })}`} ·{' '}
          {t('cases.openUntil', { time: formatClock(expiresAtMs, nowMs) })}
        </span>
      </span>
      <span className={classes.state}>{t(`caseState.${state}`)}</span>
      {state === 'requested' && may('watch.approve') && (
        <Decision kind="watch" id={id} requester={requester} onDone={onDecided} />
      )}
      {may('watch.request') && (
        <Button size="xs" variant="default" data-testid="watch-remove" onClick={() => onRemove(id)}>
          {t('watch.remove')}
        </Button>
      )}
    </li>
  );
}

/** Plates that are watched for: a match tells a guard and never moves a barrier. `asking`: another is asked for. */
export function WatchList({ asking, onAsked }: { asking: boolean; onAsked(): void }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const watch = useWatch();
  const deeds = useWatchDeeds(() => void watch.refetch());
  const close = () => {
    deeds.close();
    onAsked();
  };
  return (
    <>
      <Loaded query={watch} what={t('watch.heading')}>
        {({ entries: all }) => {
          const entries = all.filter(({ expiresAtMs }) => nowMs < expiresAtMs);
          return entries.length === 0 ? (
            <EmptyState title={t(may('watch.view') ? 'watch.none' : 'watch.noneWaiting')} hint={t('watch.noneHint')} />
          ) : (
            <ul className={classes.panelList}>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} onDecided={() => void watch.refetch()} onRemove={deeds.remove} />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <DeedDialog deed={asking ? deeds.request : deeds.deed} onClose={close} />
    </>
  );
}
