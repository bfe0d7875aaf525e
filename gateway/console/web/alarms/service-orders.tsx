import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Answer, api, gateway } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { usePlaceName } from '../drills/use-place-name.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { type Deed, DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { fieldToMs, msToMoment } from '../parts/field-time.ts';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { siteNowMs } from '../parts/site-clock.ts';
import { useUndoNotice } from '../parts/undo-notice.tsx';

type Order = Answer<'/api/service-orders'>[number];
const dayMs = 24 * 3_600_000;

/** Every device and camera by name. */
function useSources() {
  const { name } = useTexts();
  const { overview } = useSite();
  return [...overview.devices, ...overview.cameras].map((each) => ({ value: each.id, label: name(each.name) }));
}

function useAdding(asked: string | undefined): Deed {
  const { t } = useTexts();
  const queries = useQueryClient();
  const all = useSources();
  const nameOf = usePlaceName();
  const known = asked === undefined || all.some(({ value }) => value === asked);
  const choices = known ? all : [{ value: asked, label: nameOf(asked) }, ...all];
  return {
    title: t('found.takeOut'),
    hint: t('found.addHint'),
    fields: [
      {
        key: 'source',
        label: t('found.device'),
        kind: 'choice',
        needed: true,
        choices,
        ...(asked !== undefined && { value: asked }),
      },
      { key: 'until', label: t('found.until'), kind: 'moment', value: msToMoment(siteNowMs() + dayMs), needed: true },
    ],
    reason: true,
    submit: t('found.takeOut'),
    send: ({ source = '', until = '', reason = '' }) =>
      gateway.POST('/api/service-orders', { body: { source, untilMs: fieldToMs(until) ?? 0, reason } }),
    done: () => void queries.invalidateQueries(api.queryOptions('get', '/api/service-orders')),
  };
}

export interface ServiceOrdersProps {
  tabs: ReactNode;
  mayChange: boolean;
  /** A source that somebody came here to take out of service. */
  asked?: string;
}

/** Sources that are worked on: until when, by whose word, and back again. */
export function ServiceOrders({ tabs, mayChange, asked }: ServiceOrdersProps) {
  const { t } = useTexts();
  const notify = useUndoNotice();
  const nameOf = usePlaceName();
  const adding = useAdding(asked);
  // Not the deed itself: names may come after it was asked for.
  const [isAdding, setAdding] = useState(asked !== undefined && mayChange);
  const query = api.useQuery('get', '/api/service-orders');
  const end = api.useMutation('delete', '/api/service-orders/{id}', {
    onSuccess: () => notify(t('found.ended2')),
    onSettled: () => query.refetch(),
  });
  const clock = (ms: number) => formatClock(ms, siteNowMs());
  const columns = [
    { key: 'device', head: t('found.device'), cell: ({ source }: Order) => nameOf(source) },
    { key: 'until', head: t('found.until'), cell: ({ untilMs }: Order) => clock(untilMs) },
    { key: 'by', head: t('found.by'), wideOnly: true, cell: ({ by, sinceMs }: Order) => `${by} · ${clock(sinceMs)}` },
    { key: 'reason', head: t('found.reason'), cell: ({ reason }: Order) => reason },
    ...(mayChange
      ? [
          {
            key: 'end',
            head: '',
            cell: ({ source }: Order) => (
              <Button
                variant="default"
                size="compact-sm"
                data-testid="service-end"
                onClick={() => end.mutate({ params: { path: { id: source } } })}
              >
                {t('found.end')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <PageFrame
      title={t('nav.alarms')}
      aside={query.data?.length}
      toolbar={tabs}
      scroll={false}
      testid="alarms-page"
      actions={
        mayChange && (
          <Button variant="default" size="xs" data-testid="service-add" onClick={() => setAdding(true)}>
            {t('found.add')}
          </Button>
        )
      }
    >
      <Loaded query={query} what={t('found.service')}>
        {(orders) =>
          orders.length === 0 ? (
            <EmptyState title={t('found.noneService')} hint={t('found.addHint')} />
          ) : (
            <DataTable
              label={t('found.service')}
              columns={columns}
              rows={orders}
              rowKey={({ source }) => source}
              testid="service-orders"
            />
          )
        }
      </Loaded>
      <DeedDialog deed={isAdding ? adding : undefined} onClose={() => setAdding(false)} />
    </PageFrame>
  );
}
