import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Column, DataTable } from '../../../gateway/console/web/parts/data-table.tsx';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type Answer, cloud } from '../api/api.ts';
import { type TextKey, type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';

type Act = Answer<'/v1/audit'>['acts'][number];

interface AuditFilter {
  gateway: string;
  operator: string;
}

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const perPage = 100;

/** What was done, by every room, newest first; read page by page. */
function useAudit({ gateway, operator }: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['audit', gateway, operator],
    queryFn: async ({ pageParam }) => {
      const query = {
        limit: perPage,
        ...(gateway !== '' && { gateway }),
        ...(operator !== '' && { operator }),
        ...(pageParam !== null && { before: pageParam }),
      };
      return (await cloud.GET('/v1/audit', { params: { query } })).data!;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    staleTime: 0,
  });
}

function Time({ atMs }: { atMs: number }) {
  const nowMs = useCloudNow();
  return <time dateTime={new Date(atMs).toISOString()}>{formatTime(atMs, nowMs)}</time>;
}

/** A deed in words; one that has none yet keeps its code. */
function sayDeed(deed: string, t: Translate): string {
  const words = t(`auditDeed.${deed}` as TextKey);
  return words === `auditDeed.${deed}` ? deed : words;
}

const nameOf = ({ gateway, layer, place }: Act) => [gateway, layer, place].filter(Boolean).join(' · ') || '—';

/** On a phone the other columns stand below the deed. */
function Deed({ act }: { act: Act }) {
  const { t } = useTexts();
  return (
    <>
      <span title={act.deed}>{sayDeed(act.deed, t)}</span>
      <span className="narrow-only small dim">
        {nameOf(act)} {act.reason}
      </span>
    </>
  );
}

function useColumns(): Column<Act>[] {
  const { t } = useTexts();
  return useMemo(
    () => [
      { key: 'time', head: t('audit.time'), width: '150px', cell: ({ atMs }) => <Time atMs={atMs} /> },
      { key: 'by', head: t('audit.by'), cell: ({ by }) => <span className="mono">{by}</span> },
      { key: 'deed', head: t('audit.deed'), cell: (act) => <Deed act={act} /> },
      {
        key: 'where',
        head: t('audit.where'),
        wideOnly: true,
        cell: (act) => <span className="mono">{nameOf(act)}</span>,
      },
      {
        ...{ key: 'subject', head: t('audit.subject'), wideOnly: true },
        cell: ({ subject }) => <span className="mono">{subject ?? '—'}</span>,
      },
      { key: 'reason', head: t('parts.reason'), wideOnly: true, cell: ({ reason }) => reason ?? '' },
    ],
    [t],
  );
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange(filter: AuditFilter): void }) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(filter);
  const field = (key: keyof AuditFilter) => (
    <TextInput
      size="xs"
      label={t(`audit.${key}`)}
      value={typed[key]}
      error={typed[key] !== '' && !idPattern.test(typed[key])}
      onChange={({ currentTarget }) => setTyped({ ...typed, [key]: currentTarget.value.trim().toLowerCase() })}
      data-testid={`audit-${key}`}
    />
  );
  const valid = Object.values(typed).every((each) => each === '' || idPattern.test(each));
  return (
    <form
      className="filter-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onChange(typed);
      }}
    >
      {field('operator')}
      {field('gateway')}
      <Button type="submit" size="xs" variant="default" disabled={!valid}>
        {t('audit.show')}
      </Button>
    </form>
  );
}

/** Who did what, when and why, from all rooms. */
export function AuditPage() {
  const { t } = useTexts();
  const [filter, setFilter] = useState<AuditFilter>({ gateway: '', operator: '' });
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useAudit(filter);
  const columns = useColumns();
  return (
    <PageFrame
      title={t('nav.audit')}
      toolbar={<Filters filter={filter} onChange={setFilter} />}
      actions={
        <Button size="compact-sm" variant="default" disabled={isFetching} onClick={() => void refetch()}>
          {t('audit.readAgain')}
        </Button>
      }
      scroll={false}
      testid="audit-page"
    >
      <Loaded query={{ data, error, refetch }} what={t('nav.audit')}>
        {({ pages }) => {
          const acts = pages.flatMap((page) => page.acts);
          if (acts.length === 0) return <EmptyState title={t('audit.empty')} hint={t('audit.emptyHint')} />;
          return (
            <DataTable
              label={t('nav.audit')}
              columns={columns}
              rows={acts}
              rowKey={({ source, position }) => `${source} ${position}`}
              onNearEnd={() => {
                if (hasNextPage && !isFetching) void fetchNextPage();
              }}
              testid="audit"
            />
          );
        }}
      </Loaded>
    </PageFrame>
  );
}
