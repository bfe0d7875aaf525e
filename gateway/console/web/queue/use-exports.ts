import { useQueryClient } from '@tanstack/react-query';
import type { ConsoleExport } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';

const lookEveryMs = 1000;

/** What a guard asks for; the gateway knows who asks. */
export type ExportOrder = Pick<ConsoleExport, 'alarm' | 'what' | 'show' | 'reason'>;

export interface Exporting {
  exports: ConsoleExport[];
  ask(order: ExportOrder, asked: () => void): void;
  /** Cancels one that is under way, deletes one that is done. */
  end(id: string): void;
  busy: boolean;
  /** Why the last step was refused. */
  problem: string | undefined;
}

/** The exports, looked at every second while one is under way. */
export function useExports(): Exporting {
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries(api.queryOptions('get', '/api/exports'));
  const { data: exports = [], error } = api.useQuery('get', '/api/exports', undefined, {
    refetchInterval: ({ state }) =>
      state.data?.some(({ state }) => state === 'waiting' || state === 'working') ? lookEveryMs : false,
  });
  const asking = api.useMutation('post', '/api/alarms/{id}/exports', { onSettled: refresh });
  const ending = api.useMutation('delete', '/api/exports/{id}', { onSettled: refresh });
  const failure = asking.error ?? ending.error ?? error;
  return {
    exports,
    ask: ({ alarm, ...body }, asked) => asking.mutate({ params: { path: { id: alarm } }, body }, { onSuccess: asked }),
    end: (id) => ending.mutate({ params: { path: { id } } }),
    busy: asking.isPending,
    problem: failure ? problemCode(failure) : undefined,
  };
}
