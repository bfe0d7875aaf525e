import { Button, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useRoute } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { type Column, DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { useKeys } from '../shell/use-keys.ts';
import { EnterDialog, type EnteredRequest } from './enter-dialog.tsx';
import { FollowCode } from './follow-code.tsx';
import { MonthFigures } from './month-figures.tsx';
import { RequestFile } from './request-file.tsx';
import { isLate, oneOf, type Request } from './request-words.ts';
import classes from './requests.module.css';

type Shown = 'open' | 'all' | 'figures';

function useColumns(): Column<Request>[] {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  return [
    { key: 'number', head: t('requests.number'), width: '104px', cell: ({ number }) => number, wideOnly: true },
    {
      key: 'kind',
      head: t('requests.kind'),
      width: '80px',
      cell: ({ kind }) => t(`requestKind.${kind}`),
      wideOnly: true,
    },
    { key: 'words', head: t('requests.words'), cell: ({ words }) => <span className={classes.short}>{words}</span> },
    { key: 'state', head: t('requests.state'), width: '88px', cell: ({ state }) => t(`requestState.${state}`) },
    { key: 'assignee', head: t('requests.assignee'), cell: ({ assignee }) => assignee ?? '–', wideOnly: true },
    {
      key: 'due',
      head: t('requests.due'),
      width: '112px',
      cell: (request) =>
        isLate(request, nowMs) ? (
          <span className={classes.late}>
            ▲ <AgeText atMs={request.dueMs} ago />
          </span>
        ) : (
          formatClock(request.dueMs, nowMs)
        ),
    },
  ];
}

function RequestList({
  open,
  current,
  onOpen,
}: {
  open: boolean;
  current: string | undefined;
  onOpen(id: string): void;
}) {
  const { t } = useTexts();
  const columns = useColumns();
  const query = { params: { query: open ? { open: true, limit: 500 } : { limit: 500 } } };
  const requests = api.useQuery('get', '/api/requests', query, { refetchInterval: 15_000 });
  return (
    <Loaded query={requests} what={t('nav.requests')}>
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={t(open ? 'requests.noneOpen' : 'requests.none')} hint={t('requests.noneHint')} />
        ) : (
          <DataTable
            label={t('nav.requests')}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            current={current}
            onOpen={({ id }) => onOpen(id)}
            testid="requests"
          />
        )
      }
    </Loaded>
  );
}

/** Service requests of residents and staff: what is due first, one request's file, and the month as it is published. */
export function RequestsPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [isFile, params] = useRoute('/:id');
  const [shown, setShown] = useState<Shown>(may('requests.view') ? 'open' : 'figures');
  const [entering, setEntering] = useState(false);
  const [entered, setEntered] = useState<EnteredRequest>();
  const changed = () => void queries.invalidateQueries({ queryKey: ['get', '/api/requests'] });
  const enter = () => may('requests.enter') && setEntering(true);
  const close = () => go('/');
  useKeys(
    [
      [['+'], enter, 'requests.enter'],
      [['Escape'], close, 'requests.keyClose'],
    ],
    'page',
  );
  const tabs: Shown[] = [
    ...(may('requests.view') ? (['open', 'all'] as const) : []),
    ...(may('figures.read') ? (['figures'] as const) : []),
  ];
  const open = isFile ? params.id : undefined;
  return (
    <PageFrame
      title={t('nav.requests')}
      scroll={shown === 'figures'}
      testid="requests-page"
      actions={
        may('requests.enter') && (
          <Button color="dark" size="compact-md" data-testid="enter-request" onClick={enter}>
            {t('requests.enter')}
          </Button>
        )
      }
      toolbar={
        <SegmentedControl
          value={shown}
          data={tabs.map((each) => ({ value: each, label: t(`requestTab.${each}`) }))}
          aria-label={t('nav.requests')}
          onChange={(value) => setShown(oneOf(tabs, value))}
        />
      }
    >
      {shown === 'figures' ? (
        <MonthFigures />
      ) : (
        <div className={classes.desk} data-file={open !== undefined}>
          <div className={classes.list}>
            <RequestList key={shown} open={shown === 'open'} current={open} onOpen={(id) => go(`/${id}`)} />
          </div>
          {open !== undefined && <RequestFile key={open} id={open} onChanged={changed} onClose={close} />}
        </div>
      )}
      <EnterDialog
        opened={entering}
        onClose={() => setEntering(false)}
        onEntered={(answer) => {
          setEntering(false);
          setEntered(answer);
          changed();
        }}
      />
      {entered && (
        <FollowCode
          entered={entered}
          onClose={() => {
            setEntered(undefined);
            if (may('requests.view')) go(`/${entered.id}`);
          }}
        />
      )}
    </PageFrame>
  );
}
