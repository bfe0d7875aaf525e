import { useMemo } from 'react';
import { api } from '../api/api.ts';

const everyMs = 15_000;

export interface DevicesToApprove {
  /** How many devices wait at each gateway where some do, by its id. */
  toApprove: ReadonlyMap<string, number>;
  /** Why that could not be read; null while it can. */
  problem: unknown;
  onRetry(): void;
}

/** At which gateways devices wait for somebody's approval; read again every few seconds. */
export function useDevicesToApprove(): DevicesToApprove {
  const { data, failureReason, refetch } = api.useQuery('get', '/v1/devices', {}, { refetchInterval: everyMs });
  const toApprove = useMemo(() => {
    const rows = (data?.gateways ?? []).filter(({ waiting }) => waiting > 0);
    return new Map(rows.map(({ gateway, waiting }) => [gateway, waiting]));
  }, [data]);
  return { toApprove, problem: failureReason, onRetry: () => void refetch() };
}
