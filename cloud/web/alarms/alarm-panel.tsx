import { Button, NativeSelect, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { joinPages } from '../api/apply-live.ts';
import type { AlarmFilter } from '../api/cloud-client.ts';
import { useAlarms, useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { useKey } from '../parts/use-key.ts';
import { AlarmRow } from './alarm-row.tsx';
import { useGathered } from './use-gathered.ts';

function Filter({ filter, onChange }: { filter: AlarmFilter; onChange(filter: AlarmFilter): void }) {
  const { t } = useTexts();
  const gateways = useGateways().data?.gateways ?? [];
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('fleet.heading')}
        value={filter.gateway ?? ''}
        onChange={({ currentTarget }) => onChange({ ...filter, gateway: currentTarget.value || null })}
        data={[
          { value: '', label: t('alarms.everywhere') },
          ...gateways.map(({ gateway }) => ({ value: gateway, label: gateway })),
        ]}
      />
      <SegmentedControl
        size="xs"
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state as AlarmFilter['state'] })}
        data={[
          { value: 'open', label: t('alarms.open') },
          { value: 'all', label: t('alarms.all') },
        ]}
      />
    </>
  );
}

function Empty({ all }: { all: boolean }) {
  const { t } = useTexts();
  const gateways = useGateways().data?.gateways ?? [];
  const n = gateways.reduce((sum, { totals }) => sum + totals.stored, 0);
  const heard = gateways.filter(({ state }) => state !== 'never-seen').length;
  return (
    <div className="empty" data-testid="no-alarms">
      <strong>{t(all ? 'alarms.emptyAll' : 'alarms.empty')}</strong>
      <span>{t('alarms.emptyHint', { n, gateways: heard })}</span>
    </div>
  );
}

function List({ filter }: { filter: AlarmFilter }) {
  const { t } = useTexts();
  const { data, failureReason, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlarms(filter);
  const alarms = useMemo(() => joinPages(data?.pages ?? [], filter.state), [data, filter.state]);
  const { shown, waiting, bringIn } = useGathered(alarms, `${filter.state} ${filter.gateway}`);
  const sites = new Map(
    (useGateways().data?.gateways ?? []).map(({ gateway, status }) => [gateway, status?.siteName ?? gateway]),
  );
  useKey('n', bringIn);
  return (
    <div className="panel-body">
      {waiting > 0 && (
        <UnstyledButton className="bring-in" data-testid="bring-in" onClick={bringIn}>
          {t('alarms.bringIn', { n: waiting })}
        </UnstyledButton>
      )}
      {failureReason && (
        <p className="problem" role="alert">
          {t('load.failed', { problem: describeProblem(failureReason, t) })}
        </p>
      )}
      {!data && !failureReason && <p className="empty">{t('load.working')}</p>}
      {data && shown.length === 0 && <Empty all={filter.state === 'all'} />}
      <ul className="alarms">
        {shown.map((alarm) => (
          <AlarmRow
            key={`${alarm.gateway}/${alarm.alarm}`}
            alarm={alarm}
            siteName={sites.get(alarm.gateway) ?? alarm.gateway}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" size="xs" m="md" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'load.working' : 'alarms.older')}
        </Button>
      )}
    </div>
  );
}

/** Alarms across all sites: open ones by urgency, all of them newest first. */
export function AlarmPanel() {
  const { t } = useTexts();
  const [filter, setFilter] = useState<AlarmFilter>({ state: 'open', gateway: null });
  return (
    <section className="panel" data-testid="alarms" aria-label={t('alarms.heading')}>
      <header className="panel-head">
        <h2>{t('alarms.heading')}</h2>
        <Filter filter={filter} onChange={setFilter} />
      </header>
      <List filter={filter} />
    </section>
  );
}
