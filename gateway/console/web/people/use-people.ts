import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { ConsoleEnrolment, ConsoleResident } from '../../console-ports.ts';
import { applyChange } from '../api/apply-change.ts';
import { consoleClient, type Overview, problemCode } from '../api/console-client.ts';
import { overviewKey } from '../api/use-overview.ts';

const residentsKey = 'residents';
/** As long as somebody needs who has to be helped. */
const enrolSeconds = 60;

/** Residents found for what is typed, a moment after the last key. */
export function useResidents(typed: string) {
  const [query] = useDebouncedValue(typed.trim(), 200);
  return useQuery({
    queryKey: [residentsKey, query],
    queryFn: () => consoleClient.residents(query),
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
  const refresh = useCallback(() => void queries.invalidateQueries({ queryKey: [residentsKey] }), [queries]);
  const ended = enrolment !== undefined && enrolment.state !== 'running';
  useEffect(() => {
    if (ended) refresh();
  }, [ended, refresh]);

  const starting = useMutation({
    mutationFn: (camera: string) => consoleClient.enrol(resident.id, camera, enrolSeconds),
    onSuccess: (begun) =>
      queries.setQueryData<Overview>(overviewKey, (known) => {
        // The stream of changes may have been faster, and know more.
        const told = known?.enrolments?.some(
          ({ resident: id, startedAtMs }) => id === begun.resident && startedAtMs >= begun.startedAtMs,
        );
        return told || !known ? known : applyChange(known, { kind: 'enrolment', enrolment: begun });
      }),
  });
  const cancelling = useMutation({ mutationFn: () => consoleClient.cancelEnrolment(resident.id) });
  const removing = useMutation({ mutationFn: () => consoleClient.removeTemplates(resident.id), onSettled: refresh });
  const error = starting.error ?? removing.error ?? cancelling.error;
  return {
    start: (camera) => {
      removing.reset();
      cancelling.reset();
      starting.mutate(camera);
    },
    cancel: () => cancelling.mutate(),
    remove: () => {
      starting.reset();
      cancelling.reset();
      removing.mutate();
    },
    busy: starting.isPending || removing.isPending,
    problem: error ? problemCode(error) : undefined,
    removed: removing.data?.removed,
  };
}
