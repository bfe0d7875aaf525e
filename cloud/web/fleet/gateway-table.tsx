import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { DataTable } from '../../../gateway/console/web/parts/data-table.tsx';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import type { TwinRow } from '../../twin/twin-views.ts';
import { useTexts } from '../locales/texts.ts';
import { type FleetFilter, type JudgedGateway, sortFleet } from './fleet-filter.ts';
import { type FleetRow, gatewayColumns } from './gateway-columns.tsx';
import { useKeptOrder } from './use-kept-order.ts';

interface GatewayTableProps {
  judged: readonly JudgedGateway[];
  drifting: ReadonlyMap<string, TwinRow>;
  /** Devices that wait for approval, by gateway. */
  toApprove: ReadonlyMap<string, number>;
  filter: FleetFilter;
}

/** Gateways of the fleet in rows that stay where they are until the operator wants them sorted anew. */
export function GatewayTable({ judged, drifting, toApprove, filter }: GatewayTableProps) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const wanted = useMemo(() => sortFleet(judged, filter), [judged, filter]);
  const { keys, isOld, renew } = useKeptOrder(wanted, JSON.stringify(filter));
  const columns = useMemo(() => gatewayColumns(t), [t]);
  const known = useMemo(() => new Map(judged.map((each) => [each.view.gateway, each])), [judged]);
  const rows = keys.flatMap((key): FleetRow[] => {
    const each = known.get(key);
    return each ? [{ ...each, twin: drifting.get(key), toApprove: toApprove.get(key) ?? 0 }] : [];
  });
  if (judged.length === 0) return <EmptyState title={t('fleet.empty')} hint={t('fleet.emptyHint')} />;
  if (rows.length === 0) return <EmptyState title={t('fleet.noMatch')} hint={t('fleet.noMatchHint')} />;
  return (
    <>
      {isOld && (
        <Button
          size="compact-xs"
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={renew}
          data-testid="sort-anew"
        >
          {t('fleet.sortAnew')}
        </Button>
      )}
      <DataTable
        label={t('fleet.heading')}
        columns={columns}
        rows={rows}
        rowKey={({ view }) => view.gateway}
        onOpen={({ view }) => go(`/gateways/${view.gateway}`)}
        testid="gateways"
      />
    </>
  );
}
