import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ConsoleEnrolment, ConsoleResident } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { applyChange } from '../api/apply-change.ts';
import type { Overview } from '../api/overview.ts';
import { overviewKey } from '../api/use-overview.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';

/** As long as somebody needs who has to be helped. */
const enrolSeconds = 60;

/** Residents found for what is typed, a moment after the last key. */
export function useResidents(typed: string, look: GivenReason) {
  const [query] = useDebouncedValue(typed.trim(), 200);
  const init = { params: { query: { query, ...look } } };
  return api.useQuery('get', '/api/residents', init, {
    enabled: query !== '',
    placeholderData: keepPreviousData,
    retry: 1,
    // Names stay no longer in memory than the dialog is open.
    gcTime: 0,
  });
}

export interface Enrolling {
  start(camera: string): void;
  cancel(): void;
  remove(): void;
  busy: boolean;
  problem: string | undefined;
  /** How many templates the last removal deleted. */
  removed: number | undefined;
}

/** What a guard can do for one resident's face. */
export function useEnrolling(resident: ConsoleResident, enrolment: ConsoleEnrolment | undefined): Enrolling {
  const queries = useQueryClient();
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: ['get', '/api/residents'] }), [queries]);
  const ended = enrolment !== undefined && enrolment.state !== 'running';
  useEffect(() => {
    if (ended) refresh();
  }, [ended, refresh]);

  const params = { path: { id: resident.id } };
  const starting = api.useMutation('post', '/api/residents/{id}/enrolment', {
    onSuccess: (begun) =>
      queries.setQueryData<Overview>(overviewKey, (known) => {
        // The stream of changes may have been faster, and know more.
        const told = known?.enrolments?.some(
          ({ resident: id, startedAtMs }) => id === begun.resident && startedAtMs >= begun.startedAtMs,
        );
        return told || !known ? known : applyChange(known, { kind: 'enrolment', enrolment: begun });
      }),
  });
  const cancelling = api.useMutation('delete', '/api/residents/{id}/enrolment');
  const removing = api.useMutation('delete', '/api/residents/{id}/templates', { onSettled: refresh });
  const error = starting.error ?? removing.error ?? cancelling.error;
  return {
    start: (camera) => {
      removing.reset();
      cancelling.reset();
      starting.mutate({ params, body: { camera, seconds: enrolSeconds } });
    },
    cancel: () => cancelling.mutate({ params }),
    remove: () => {
      starting.reset();
      cancelling.reset();
      removing.mutate({ params });
    },
    busy: starting.isPending || removing.isPending,
    problem: error ? problemCode(error) : undefined,
    removed: removing.data?.removed,
  };
}
