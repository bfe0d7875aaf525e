import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { DataTable } from '../parts/data-table.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { useAlarmColumns } from './alarm-columns.tsx';

const renew = { refetchInterval: 15_000 };

/** What is shelved, suppressed or out of service, and when it comes back. */
export function HiddenAlarms({ tabs }: { tabs: ReactNode }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const columns = useAlarmColumns();
  const query = api.useQuery('get', '/api/alarms/hidden', undefined, renew);
  return (
    <PageFrame title={t('nav.alarms')} aside={query.data?.length} toolbar={tabs} scroll={false} testid="alarms-page">
      <Loaded query={query} what={t('found.hiddenTab')}>
        {(alarms) =>
          alarms.length === 0 ? (
            <EmptyState title={t('found.noneHidden')} />
          ) : (
            <DataTable
              label={t('found.hiddenTab')}
              columns={columns.hidden}
              rows={alarms}
              rowKey={({ id }) => id}
              onOpen={({ id }) => go(`/file/${id}`)}
              testid="hidden-alarms"
            />
          )
        }
      </Loaded>
    </PageFrame>
  );
}

/** What has been open for more than a day, oldest first. */
export function StaleAlarms({ tabs }: { tabs: ReactNode }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const columns = useAlarmColumns();
  const query = api.useQuery('get', '/api/alarms/stale', undefined, renew);
  return (
    <PageFrame title={t('nav.alarms')} aside={query.data?.length} toolbar={tabs} scroll={false} testid="alarms-page">
      <Loaded query={query} what={t('found.staleTab')}>
        {(alarms) =>
          alarms.length === 0 ? (
            <EmptyState title={t('found.noneStale')} />
          ) : (
            <DataTable
              label={t('found.staleTab')}
              columns={columns.stale}
              rows={alarms}
              rowKey={({ id }) => id}
              onOpen={({ id }) => go(`/file/${id}`)}
              testid="stale-alarms"
            />
          )
        }
      </Loaded>
    </PageFrame>
  );
}
