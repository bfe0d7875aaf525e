import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlarmView } from '../../api/views.ts';
import { type AlarmAct, cloudClient } from './cloud-client.ts';
import { applyToLists } from './use-fleet.ts';

/** One alarm with its history, read anew whenever it has changed. */
export function useAlarmDetail({ gateway, alarm, revision }: AlarmView) {
  return useQuery({
    queryKey: ['alarm', gateway, alarm, revision],
    queryFn: () => cloudClient.alarm(gateway, alarm),
    placeholderData: keepPreviousData,
    retry: true,
    retryDelay: 3000,
    gcTime: 60_000,
  });
}

/** Acknowledges an alarm or writes a note to it; the lists show it at once. */
export function useAct({ gateway, alarm }: AlarmView) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (act: AlarmAct) => cloudClient.act(gateway, alarm, act),
    onSuccess: (view) => applyToLists(queries, [view]),
  });
}
