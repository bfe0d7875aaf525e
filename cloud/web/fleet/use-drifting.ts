import { useMemo } from 'react';
import type { TwinRow } from '../../twin/twin-views.ts';
import { api } from '../api/api.ts';

const everyMs = 15_000;

export interface Drifting {
  /** Gateways that refused their settings or run with others, by their id. */
  drifting: ReadonlyMap<string, TwinRow>;
  /** Why that could not be read; null while it can. */
  problem: unknown;
  onRetry(): void;
}

/** Which gateways do not run with the settings that they should; read again every few seconds. */
export function useDrifting(): Drifting {
  const { data, failureReason, refetch } = api.useQuery(
    'get',
    '/v1/twins',
    { params: { query: { troubled: true } } },
    { refetchInterval: everyMs },
  );
  const drifting = useMemo(() => new Map((data?.twins ?? []).map((twin) => [twin.gateway, twin as TwinRow])), [data]);
  return { drifting, problem: failureReason, onRetry: () => void refetch() };
}
