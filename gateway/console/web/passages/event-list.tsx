import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, gateway } from '../api/api.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { lastRange, type Range, TimeRange } from '../parts/time-range.tsx';
import classes from './passages.module.css';

type Event = Answer<'/api/events/search'>['events'][number];

const dayMs = 86_400_000;

function useEvents(device: string, type: string, range: Range) {
  const query = { ...range, ...(device !== '' && { device }), ...(type !== '' && { type }), limit: 200 };
  return useInfiniteQuery({
    queryKey: ['event-search', query],
    queryFn: async ({ pageParam }) => {
      const after = pageParam === undefined ? {} : { after: pageParam };
      const { data } = await gateway.GET('/api/events/search', { params: { query: { ...query, ...after } } });
      return data ?? { events: [] as Event[] };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => ('next' in page ? page.next : undefined),
    retry: false,
  });
}

const wordsOf = (data: Event['data']) =>
  Object.entries(data)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ');

function useColumns(): Column<Event & { key: string }>[] {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  return [
    { key: 'at', head: t('passages.at'), width: '132px', cell: ({ atMs }: Event) => formatClock(atMs, nowMs) },
    {
      ...{ key: 'device', head: t('passages.device') },
      cell: ({ ring, deviceName }: Event) => (
        <>
          {ring && <RingBadge ring={ring} size={14} />} {name(deviceName)}
        </>
      ),
    },
    { key: 'type', head: t('passages.type'), width: '28%', cell: ({ type }: Event) => <code>{type}</code> },
    { key: 'data', head: t('passages.data'), wideOnly: true, cell: ({ data }: Event) => wordsOf(data) },
  ];
}

/** What devices said, by device, type and time. */
export function EventList() {
  const { t, name } = useTexts();
  const { overview } = useSite();
  const [device, setDevice] = useState('');
  const [type, setType] = useState('');
  const [range, setRange] = useState(() => lastRange(dayMs));
  const found = useEvents(device, type, range);
  const columns = useColumns();
  const devices = overview.devices.map(({ id, name: title }) => ({ value: id, label: name(title) }));
  return (
    <div className={classes.page}>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          size="xs"
          label={t('passages.device')}
          value={device}
          data={[{ value: '', label: t('passages.any') }, ...devices]}
          data-testid="event-device"
          onChange={(event) => setDevice(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={t('passages.type')}
          value={type}
          placeholder="exit-button"
          data-testid="event-type"
          onChange={(event) =>
            setType(
              event.currentTarget.value
                .trim()
                .toLowerCase()
                .replaceAll(/[^a-z0-9-]/g, ''),
            )
          }
        />
        <TimeRange value={range} onChange={setRange} />
      </Group>
      <Loaded query={found} what={t('passages.events')}>
        {({ pages }) => {
          const rows = pages.flatMap(({ events }, page) =>
            events.map((event, at) => ({ ...event, key: `${page}.${at}` })),
          );
          if (rows.length === 0) return <EmptyState title={t('passages.noEvents')} hint={t('passages.noneHint')} />;
          return (
            <DataTable
              label={t('passages.events')}
              columns={columns}
              rows={rows}
              rowKey={({ key }) => key}
              testid="event-table"
            />
          );
        }}
      </Loaded>
      {found.hasNextPage && (
        <Button size="xs" variant="default" onClick={() => void found.fetchNextPage()}>
          {t('passages.more')}
        </Button>
      )}
    </div>
  );
}
