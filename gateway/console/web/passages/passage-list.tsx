import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, gateway } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { ErrorState } from '../parts/error-state.tsx';
import { formatClock } from '../parts/format-time.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { useNarrow } from '../shell/use-narrow.ts';
import { PassageDetail } from './passage-detail.tsx';
import type { Filter } from './passage-filters.tsx';
import classes from './passages.module.css';

export type Found = Answer<'/api/passages/search'>['passages'][number];

const pageSize = 200;

function toQuery({ person, plate, place, ring, method, outcome, why, range }: Filter, look: GivenReason | undefined) {
  return {
    limit: pageSize,
    ...(person !== '' && { person }),
    ...(plate !== '' && { plate }),
    ...(place !== '' && { place }),
    ...(ring !== '' && { ring: Number(ring) as 1 | 2 | 3 }),
    ...(method !== '' && { method }),
    ...(outcome !== '' && { outcome }),
    ...(why !== '' && { why }),
    ...range,
    ...(look && (person !== '' || plate !== '') && look),
  };
}

function usePassages(filter: Filter, look: GivenReason | undefined) {
  const query = toQuery(filter, look);
  return useInfiniteQuery({
    queryKey: ['passage-search', query],
    queryFn: async ({ pageParam }) => {
      const after = pageParam === undefined ? {} : { after: pageParam };
      const { data } = await gateway.GET('/api/passages/search', { params: { query: { ...query, ...after } } });
      return data ?? { passages: [] };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    gcTime: 0,
  });
}

/** New passages wait above, with a count to bring them in: nothing moves while somebody reads. */
function useNews(found: ReturnType<typeof usePassages>, isLive: boolean) {
  const { overview } = useSite();
  const [since, setSince] = useState(() => new Set(overview.passages.map(({ id }) => id)));
  const fresh = isLive ? overview.passages.filter(({ id }) => !since.has(id)).length : 0;
  const bringIn = () => {
    setSince(new Set(overview.passages.map(({ id }) => id)));
    void found.refetch();
  };
  return { fresh, bringIn };
}

function useColumns(): Column<Found>[] {
  const { t, name, code } = useTexts();
  const nowMs = useSiteNow();
  return [
    { key: 'time', head: t('passages.at'), width: '132px', cell: ({ atMs }: Found) => formatClock(atMs, nowMs) },
    {
      ...{ key: 'place', head: t('passages.place') },
      cell: ({ ring, sourceName, side }: Found) => (
        <>
          <RingBadge ring={ring} size={14} /> {name(sourceName)} · {t(`side.${side}`)}
        </>
      ),
    },
    {
      key: 'method',
      head: t('passages.method'),
      width: '96px',
      wideOnly: true,
      cell: ({ method }: Found) => t(`passage.${method}`),
    },
    {
      ...{ key: 'outcome', head: t('passages.outcome'), width: '32%' },
      cell: ({ outcome, reason, alone, taken }: Found) => (
        <span className={classes.outcome} data-outcome={outcome}>
          {t(`passage.${outcome}`)}
          {reason !== 'granted' && ` · ${code('reason', reason)}`}
          {alone && ` · ${t('passage.alone')}`}
          {taken === false && ` · ${t('passages.notTaken')}`}
        </span>
      ),
    },
  ];
}

function Rows({
  rows,
  open,
  onOpen,
}: {
  rows: Found[];
  open: Found | undefined;
  onOpen(row: Found | undefined): void;
}) {
  const { t } = useTexts();
  const narrow = useNarrow();
  const columns = useColumns();
  return (
    <div className={classes.split} data-open={open !== undefined} data-narrow={narrow}>
      {!(narrow && open) && (
        <DataTable
          label={t('nav.passages')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          current={open?.id}
          onOpen={(row) => onOpen(row)}
          testid="passage-table"
        />
      )}
      {open && <PassageDetail key={open.id} passage={open} onClose={() => onOpen(undefined)} />}
    </div>
  );
}

/** Passages that fit, newest first, page by page. */
export function PassageList({ filter, look }: { filter: Filter; look: GivenReason | undefined }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const found = usePassages(filter, look);
  const [open, setOpen] = useState<Found>();
  const { fresh, bringIn } = useNews(found, filter.range === undefined);
  const pages = found.data?.pages ?? [];
  const seen = new Set<string>();
  const rows = pages.flatMap(({ passages }) => passages).filter(({ id }) => !seen.has(id) && seen.add(id));
  const earliestMs = pages.find((page) => 'fromMs' in page)?.fromMs;
  return (
    <div className={classes.page}>
      {fresh > 0 && (
        <Button size="xs" variant="default" data-testid="bring-in" onClick={bringIn}>
          {t('passages.fresh', { n: fresh })}
        </Button>
      )}
      {earliestMs !== undefined && (
        <p className={classes.note} data-testid="only-since">
          {t('passages.onlySince', { time: formatClock(earliestMs, nowMs) })}
        </p>
      )}
      {found.error && <ErrorState what={t('nav.passages')} error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && !found.error && <LoadingWords what={t('nav.passages')} />}
      {rows.length > 0 && <Rows rows={rows} open={open} onOpen={setOpen} />}
      {found.data && rows.length === 0 && !found.hasNextPage && (
        <EmptyState title={t('passages.none')} hint={t('passages.noneHint')} testid="passages-none" />
      )}
      {found.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          disabled={found.isFetchingNextPage}
          data-testid="passages-more"
          onClick={() => void found.fetchNextPage()}
        >
          {t(rows.length === 0 ? 'passages.lookFurther' : 'passages.more')}
        </Button>
      )}
    </div>
  );
}
