import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Priority } from '../../../devices/contracts/alarms.ts';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { useNarrow } from '../../../gateway/console/web/shell/use-narrow.ts';
import { alarmKey, joinPages } from '../api/apply-live.ts';
import type { AlarmFilter } from '../api/cloud-client.ts';
import { useAlarms, useGateways } from '../api/use-fleet.ts';
import { useTexts } from '../locales/texts.ts';
import { PageFrame } from '../parts/page-frame.tsx';
import { AlarmFile } from './alarm-file.tsx';
import { AlarmList } from './alarm-list.tsx';

const priorities = [1, 2, 3, 4] as const;

interface FilterProps {
  filter: AlarmFilter;
  onChange(filter: AlarmFilter): void;
}

/** Sites that gateways have named, by their name. */
function useSites(): { value: string; label: string }[] {
  const gateways = useGateways().data?.gateways;
  return useMemo(() => {
    const names = new Map((gateways ?? []).flatMap(({ status }) => (status ? [[status.site, status.siteName]] : [])));
    return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
  }, [gateways]);
}

function Filters({ filter, onChange }: FilterProps) {
  const { t } = useTexts();
  const sites = useSites();
  const choose = (priority: string) => {
    const { priority: _, ...rest } = filter;
    onChange(priority === '' ? rest : { ...rest, priority: Number(priority) as Priority });
  };
  return (
    <>
      <SegmentedControl
        size="xs"
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state: state as AlarmFilter['state'] })}
        data={[
          { value: 'open', label: t('alarms.open') },
          { value: 'duty', label: t('alarms.onDuty') },
          { value: 'all', label: t('alarms.all') },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t('fleet.site')}
        value={filter.site ?? ''}
        onChange={({ currentTarget }) => onChange({ ...filter, site: currentTarget.value || undefined })}
        data={[{ value: '', label: t('alarms.everySite') }, ...sites]}
        data-testid="filter-site"
      />
      <NativeSelect
        size="xs"
        aria-label={t('alarms.priority')}
        value={filter.priority ?? ''}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          { value: '', label: t('alarms.everyPriority') },
          ...priorities.map((each) => ({ value: String(each), label: `P${each} ${t(`priority.${each}`)}` })),
        ]}
        data-testid="filter-priority"
      />
    </>
  );
}

/** What stands beside the list on a wide screen. */
function Beside({ filter, current }: { filter: AlarmFilter; current: string | undefined }) {
  const { t } = useTexts();
  const { data } = useAlarms(filter);
  const alarm = useMemo(
    () => joinPages(data?.pages ?? [], filter.state).find((each) => alarmKey(each) === current),
    [data, filter.state, current],
  );
  return (
    <section className="panel" aria-label={t('alarms.course')}>
      <header className="panel-head">
        <h2>{alarm ? t(`alarm.${alarm.type}`) : t('alarms.course')}</h2>
      </header>
      <div className="panel-body padded">
        {alarm ? <AlarmFile key={current} alarm={alarm} /> : <EmptyState title={t('alarms.pick')} />}
      </div>
    </section>
  );
}

/** Alarms of every site: open ones by urgency, all of them newest first. */
export function AlarmsPage() {
  const { t } = useTexts();
  const narrow = useNarrow();
  const [filter, setFilter] = useState<AlarmFilter>({ state: 'open', gateway: null });
  const [current, setCurrent] = useState<string>();
  return (
    <PageFrame
      title={t('nav.alarms')}
      toolbar={<Filters filter={filter} onChange={setFilter} />}
      scroll={false}
      testid="alarms-page"
    >
      <div className="beside">
        <section className="panel" data-testid="alarms" aria-label={t('alarms.heading')}>
          <div className="panel-body">
            <AlarmList filter={filter} current={current} onPick={setCurrent} />
          </div>
        </section>
        {!narrow && <Beside filter={filter} current={current} />}
      </div>
    </PageFrame>
  );
}
