import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { gateway } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Filters } from '../parts/filters.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { lastRange } from '../parts/time-range.tsx';
import { useAlarmColumns } from './alarm-columns.tsx';
import classes from './alarms.module.css';
import { type Asked, SearchForm } from './search-form.tsx';

const pageSize = 100;
const weekMs = 7 * 24 * 3_600_000;

/** Alarms of a span that fit what was asked, newest first, read on as somebody scrolls. */
function useFound(asked: Asked) {
  return useInfiniteQuery({
    queryKey: ['alarm-search', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...asked, limit: pageSize, ...(pageParam !== undefined && { before: pageParam }) };
      return (await gateway.GET('/api/alarms/search', { params: { query }, signal })).data!;
    },
    getNextPageParam: (page) => page.next,
  });
}

export function AlarmSearch({ tabs, source }: { tabs: ReactNode; source?: string }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const columns = useAlarmColumns();
  const [asked, setAsked] = useState<Asked>(() => ({ ...lastRange(weekMs), ...(source !== undefined && { source }) }));
  const found = useFound(asked);
  const rows = found.data?.pages.flatMap(({ alarms }) => alarms) ?? [];
  const readOn = () => {
    if (found.hasNextPage && !found.isFetching) void found.fetchNextPage();
  };
  return (
    <PageFrame
      title={t('nav.alarms')}
      scroll={false}
      testid="alarms-page"
      toolbar={
        <>
          {tabs}
          <Filters>
            <SearchForm asked={asked} onAsk={setAsked} />
          </Filters>
        </>
      }
    >
      <Loaded query={found} what={t('nav.alarms')}>
        {() =>
          rows.length === 0 ? (
            <EmptyState title={t('found.none')} testid="found-none" />
          ) : (
            <>
              <DataTable
                label={t('found.search')}
                columns={columns.search}
                rows={rows}
                rowKey={({ id }) => id}
                onOpen={({ id }) => go(`/file/${id}`)}
                onNearEnd={readOn}
                testid="found"
              />
              <p className={classes.foot} role="status" data-testid="found-foot">
                {t('found.rows', { n: rows.length })} ·{' '}
                {t(found.isFetchingNextPage ? 'found.reading' : found.hasNextPage ? 'found.more' : 'found.whole')}
              </p>
            </>
          )
        }
      </Loaded>
    </PageFrame>
  );
}
