import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { fieldToMs, msToMoment } from '../parts/field-time.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';

export type Visit = Answer<'/api/visits'>['visits'][number];

/** What may be done with a visit; each is in the ledger, most ask for a reason or a confirmation. */
export function useVisitDeeds(renew: () => void) {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const [deed, setDeed] = useState<Deed>();
  const ask = (next: Deed, said: string) => () =>
    setDeed({
      ...next,
      done: () => {
        notify(said);
        renew();
      },
    });
  const init = ({ id }: Visit) => ({ params: { path: { id } } });
  return {
    deed,
    close: () => setDeed(undefined),
    agree: (visit: Visit) =>
      ask(
        {
          title: t('visits.agree'),
          hint: t('visits.agreeHint'),
          submit: t('visits.agree'),
          send: () => gateway.POST('/api/visits/{id}/agree', init(visit)),
        },
        t('visits.agreed'),
      ),
    approve: (visit: Visit) =>
      ask(
        {
          title: t('visits.approve'),
          submit: t('visits.approve'),
          send: () => gateway.POST('/api/visits/{id}/approve', init(visit)),
        },
        t('visits.approved'),
      ),
    refuse: (visit: Visit) =>
      ask(
        {
          title: t('visits.refuse'),
          reason: true,
          submit: t('visits.refuse'),
          send: ({ reason = '' }) => gateway.POST('/api/visits/{id}/refuse', { ...init(visit), body: { reason } }),
        },
        t('visits.refused'),
      ),
    cancel: (visit: Visit) =>
      ask(
        {
          title: t('visits.cancel'),
          hint: t('visits.cancelHint'),
          reason: true,
          held: true,
          submit: t('visits.cancel'),
          send: ({ reason = '' }) => gateway.POST('/api/visits/{id}/cancel', { ...init(visit), body: { reason } }),
        },
        t('visits.cancelled'),
      ),
    left: (visit: Visit) =>
      ask(
        {
          title: t('visits.left'),
          hint: t('visits.leftHint'),
          submit: t('visits.left'),
          send: () => gateway.POST('/api/visits/{id}/left', init(visit)),
        },
        t('visits.leftDone'),
      ),
    extend: (visit: Visit) =>
      ask(
        {
          title: t('visits.extend'),
          hint: t('visits.extendHint'),
          fields: [
            {
              key: 'to',
              label: t('visits.to'),
              kind: 'moment',
              value: msToMoment(visit.toMs + 3_600_000),
              needed: true,
            },
          ],
          submit: t('visits.extend'),
          send: ({ to = '' }) =>
            gateway.POST('/api/visits/{id}/extend', { ...init(visit), body: { toMs: fieldToMs(to) ?? visit.toMs } }),
        },
        t('visits.extended'),
      ),
  };
}
export type VisitDeeds = ReturnType<typeof useVisitDeeds>;

/** Reads the lists of visits anew, wherever they are shown. */
export function useRenewVisits(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ['get', '/api/visits'] });
}
