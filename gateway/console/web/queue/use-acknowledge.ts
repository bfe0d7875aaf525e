import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { applyChange } from '../api/apply-change.ts';
import { consoleClient, type Overview, problemCode } from '../api/console-client.ts';
import { overviewKey } from '../api/use-overview.ts';

export interface Acknowledging {
  acknowledge(alarm: ConsoleAlarm): void;
  /** The alarm whose answer is awaited. */
  busy: string | undefined;
  /** The alarm that another guard had taken first. */
  tooLate: string | undefined;
  problem: { alarm: string; code: string } | undefined;
}

export function useAcknowledge(): Acknowledging {
  const queries = useQueryClient();
  const { mutate, isPending, variables, data, error } = useMutation({
    mutationFn: (alarmId: string) => consoleClient.acknowledge(alarmId),
    onSuccess: ({ alarm }) =>
      queries.setQueryData<Overview>(overviewKey, (known) => known && applyChange(known, { kind: 'alarm', alarm })),
  });
  return {
    acknowledge: (alarm) => {
      if (alarm.acknowledgedAtMs === undefined) mutate(alarm.id);
    },
    busy: isPending ? variables : undefined,
    tooLate: data?.outcome === 'already' ? data.alarm.id : undefined,
    problem: error && variables !== undefined ? { alarm: variables, code: problemCode(error) } : undefined,
  };
}
