import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ConsoleExport } from '../../console-ports.ts';
import { consoleClient, type ExportOrder, problemCode } from '../api/console-client.ts';

const exportsKey = ['exports'];
const lookEveryMs = 1000;

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
  const refresh = () => queries.invalidateQueries({ queryKey: exportsKey });
  const { data: exports = [], error } = useQuery({
    queryKey: exportsKey,
    queryFn: () => consoleClient.exports(),
    refetchInterval: ({ state }) =>
      state.data?.some(({ state }) => state === 'waiting' || state === 'working') ? lookEveryMs : false,
  });
  const asking = useMutation({ mutationFn: consoleClient.askExport, onSettled: refresh });
  const ending = useMutation({ mutationFn: consoleClient.endExport, onSettled: refresh });
  const failure = asking.error ?? ending.error ?? error;
  return {
    exports,
    ask: (order, asked) => asking.mutate(order, { onSuccess: asked }),
    end: (id) => ending.mutate(id),
    busy: asking.isPending,
    problem: failure ? problemCode(failure) : undefined,
  };
}
