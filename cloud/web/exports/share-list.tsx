import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { type Column, DataTable } from '../../../gateway/console/web/parts/data-table.tsx';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { type Share, ShareBacklog, ShareState } from './share-words.tsx';

function useColumns(): Column<Share>[] {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return useMemo(
    () => [
      { key: 'department', head: t('exports.department'), cell: ({ department }) => department },
      {
        ...{ key: 'purpose', head: t('exports.purpose'), wideOnly: true },
        cell: ({ purpose }) => t(`exports.purposeOf.${purpose}`),
      },
      { key: 'state', head: t('exports.status'), cell: (share) => <ShareState share={share} /> },
      {
        ...{ key: 'sent', head: t('exports.sent'), align: 'right', wideOnly: true },
        cell: ({ progress }) => progress.delivered,
      },
      {
        ...{ key: 'waiting', head: t('exports.waiting'), wideOnly: true },
        cell: (share) => <ShareBacklog share={share} />,
      },
      {
        ...{ key: 'until', head: t('exports.until'), wideOnly: true },
        cell: ({ untilMs }) => formatTime(untilMs - 1, nowMs),
      },
    ],
    [t, nowMs],
  );
}

/** What other departments are told, and how each of it stands. */
export function ShareList() {
  const { t } = useTexts();
  const [, go] = useLocation();
  const query = api.useQuery('get', '/v1/shares', {}, { refetchInterval: 5000 });
  const columns = useColumns();
  return (
    <PageFrame
      title={t('exports.title')}
      actions={
        <Button component={Link} href="/new" size="compact-sm" variant="default" data-testid="ask-share">
          {t('exports.ask')}
        </Button>
      }
      scroll={false}
      testid="shares-page"
    >
      <Loaded query={query} what={t('exports.title')}>
        {({ shares }) =>
          shares.length === 0 ? (
            <EmptyState title={t('exports.none')} hint={t('exports.noneHint')} />
          ) : (
            <DataTable
              label={t('exports.title')}
              columns={columns}
              rows={shares}
              rowKey={({ share }) => share}
              onOpen={({ share }) => go(`/${share}`)}
              testid="shares"
            />
          )
        }
      </Loaded>
    </PageFrame>
  );
}
