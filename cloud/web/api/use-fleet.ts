import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AlarmList, AlarmView, GatewayList } from '../../api/views.ts';
import { setCloudNow } from '../parts/cloud-clock.ts';
import { applyAlarms, applyGateways } from './apply-live.ts';
import { type AlarmFilter, cloudClient } from './cloud-client.ts';
import { type LiveState, openLiveStream } from './live-stream.ts';

/** Of lists that the live stream keeps up to date: they are read again only when it says so. */
const kept = { staleTime: Number.POSITIVE_INFINITY, retry: true } as const;

export const sessionKey = ['session'];
const gatewaysKey = ['gateways'];
const alarmsKey = ['alarms'];
/** Latest changes, put into every answer that comes: it may have been written before they happened. */
const recentAlarms: AlarmView[] = [];
const maxRecent = 200;

/** The next operator at this computer hears nothing of what the one before was told. */
export function forgetAlarms(): void {
  recentAlarms.length = 0;
}

async function readAlarms(filter: AlarmFilter, before: string | null): Promise<AlarmList> {
  const page = await cloudClient.alarms(filter, before);
  return applyAlarms([page], recentAlarms, { filter, takesNew: before === null })[0]!;
}

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: cloudClient.session, ...kept, retryDelay: 2000 });
}

/** After a deed that has begun another session in the place of this one; until it is read, the deed is not over. */
export function useRereadSession(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: sessionKey });
}

export function useGateways() {
  return useQuery({ queryKey: gatewaysKey, queryFn: cloudClient.gateways, ...kept, retryDelay: 3000 });
}

export function useAlarms(filter: AlarmFilter) {
  return useInfiniteQuery({
    queryKey: [...alarmsKey, filter],
    queryFn: ({ pageParam }) => readAlarms(filter, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    ...kept,
    retryDelay: 3000,
  });
}

/** What has come up to the cloud's own desk; the most urgent of it, should it ever be more than a page. */
export const useDuty = () => useAlarms({ state: 'duty', gateway: null });

/** Puts changed alarms into every list that was read. */
export function applyToLists(queries: QueryClient, changed: readonly AlarmView[]): void {
  recentAlarms.push(...changed);
  recentAlarms.splice(0, recentAlarms.length - maxRecent);
  for (const query of queries.getQueryCache().findAll({ queryKey: alarmsKey })) {
    const filter = query.queryKey[1] as AlarmFilter;
    queries.setQueryData<InfiniteData<AlarmList>>(
      query.queryKey,
      (data) => data && { ...data, pages: applyAlarms(data.pages, changed, { filter, takesNew: true }) },
    );
  }
}

/** Keeps the lists that were read up to date with the live stream, and tells how the stream is. */
export function useLive(): LiveState {
  const queries = useQueryClient();
  const [live, setLive] = useState<LiveState>({ state: 'connecting', heardAtMs: undefined });
  useEffect(() => {
    const readAgain = () => {
      void queries.invalidateQueries({ queryKey: gatewaysKey });
      void queries.invalidateQueries({ queryKey: alarmsKey });
    };
    return openLiveStream({
      started: readAgain,
      refresh: readAgain,
      conditions: () => void queries.invalidateQueries({ queryKey: ['get', '/v1/health/conditions'] }),
      now: setCloudNow,
      state: setLive,
      broken: () => void queries.invalidateQueries({ queryKey: sessionKey }),
      gateways: (changed) =>
        queries.setQueryData<GatewayList>(gatewaysKey, (list) => list && applyGateways(list, changed)),
      alarms: (changed) => applyToLists(queries, changed),
    });
  }, [queries]);
  return live;
}
