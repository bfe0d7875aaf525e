import { Button, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { type KeyAction, useKeys } from '../../../gateway/console/web/shell/use-keys.ts';
import { useNarrow } from '../../../gateway/console/web/shell/use-narrow.ts';
import type { AlarmView } from '../../api/views.ts';
import { alarmKey, joinPages } from '../api/apply-live.ts';
import type { AlarmFilter } from '../api/cloud-client.ts';
import { useAlarms, useGateways } from '../api/use-fleet.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { Loaded } from '../parts/loaded.tsx';
import { AlarmFile } from './alarm-file.tsx';
import { AlarmRow } from './alarm-row.tsx';
import { useGathered } from './use-gathered.ts';

interface AlarmListProps {
  filter: AlarmFilter;
  /** Of the alarm that is open; `alarmKey`. */
  current: string | undefined;
  onPick(key: string | undefined): void;
  /** The open one's file stands below its row, in place of beside the list. */
  inline?: boolean;
}

function Empty({ filter: { state, gateway, site, priority } }: { filter: AlarmFilter }) {
  const { t } = useTexts();
  const isNarrowed = state === 'duty' || gateway !== null || site !== undefined || priority !== undefined;
  const gateways = useGateways().data?.gateways ?? [];
  const n = gateways.reduce((sum, { totals }) => sum + totals.stored, 0);
  const heard = gateways.filter((view) => view.state !== 'never-seen').length;
  if (isNarrowed) return <EmptyState title={t('alarms.noMatch')} testid="no-alarms" />;
  const title = t(state === 'all' ? 'alarms.emptyAll' : 'alarms.empty');
  return <EmptyState title={title} hint={t('alarms.emptyHint', { n, gateways: heard })} testid="no-alarms" />;
}

/** Names of sites by gateway. */
function useSiteNames(): ReadonlyMap<string, string> {
  const gateways = useGateways().data?.gateways;
  return useMemo(
    () => new Map((gateways ?? []).map(({ gateway, status }) => [gateway, status?.siteName ?? gateway])),
    [gateways],
  );
}

/** J and K walk, N brings new ones in, Escape closes; beside other parts of a page, a list takes no keys from them. */
function useListKeys(
  shown: readonly AlarmView[],
  { current, onPick, inline }: AlarmListProps,
  bringIn: () => void,
): void {
  const walk = (by: 1 | -1) => {
    const at = shown.findIndex((alarm) => alarmKey(alarm) === current);
    const next = shown[at === -1 ? 0 : Math.min(shown.length - 1, Math.max(0, at + by))];
    if (!next) return;
    onPick(alarmKey(next));
    document.querySelector(`[data-alarm-key="${CSS.escape(alarmKey(next))}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const keys: KeyAction<TextKey>[] = [
    [['j', 'ArrowDown'], () => walk(1), 'alarms.keyNext'],
    [['k', 'ArrowUp'], () => walk(-1), 'alarms.keyBefore'],
    [['n'], bringIn, 'alarms.keyNew'],
    [['Escape'], () => onPick(undefined)],
  ];
  useKeys<TextKey>(inline ? [] : keys);
}

/** Alarms in the order of the filter; new ones gather above until the operator brings them in. */
export function AlarmList(props: AlarmListProps) {
  const { filter, current, onPick, inline = false } = props;
  const { t } = useTexts();
  const { data, failureReason, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlarms(filter);
  const alarms = useMemo(() => joinPages(data?.pages ?? [], filter.state), [data, filter.state]);
  const { shown, waiting, bringIn } = useGathered(alarms, JSON.stringify(filter));
  const sites = useSiteNames();
  const narrow = useNarrow();
  useListKeys(shown, props, bringIn);
  return (
    <>
      {waiting > 0 && (
        <UnstyledButton className="bring-in" data-testid="bring-in" onClick={bringIn}>
          {t('alarms.bringIn', { n: waiting })}
        </UnstyledButton>
      )}
      <Loaded
        query={{ data, error: failureReason, refetch }}
        what={t('alarms.heading')}
        stillWorks={t('nav.sitesGoOn')}
      >
        {() => (shown.length === 0 ? <Empty filter={filter} /> : null)}
      </Loaded>
      <ul className="alarms" aria-label={t('alarms.heading')}>
        {shown.map((alarm) => {
          const key = alarmKey(alarm);
          const open = key === current;
          return (
            <AlarmRow
              key={key}
              alarm={alarm}
              siteName={sites.get(alarm.gateway) ?? alarm.gateway}
              open={open}
              onPick={() => onPick(open ? undefined : key)}
            >
              {open && (inline || narrow) && <AlarmFile alarm={alarm} />}
            </AlarmRow>
          );
        })}
      </ul>
      {hasNextPage && (
        <Button variant="default" size="xs" m="md" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t(isFetchingNextPage ? 'load.working' : 'alarms.older')}
        </Button>
      )}
    </>
  );
}
