import type { ConsoleAlarm } from '../../console-ports.ts';
import { gateway } from './api.ts';

const pageSize = 500;
const retryMs = 5000;
const tries = 3;

export interface RestListener {
  add(alarms: readonly ConsoleAlarm[]): void;
  done(): void;
  /** The list is not whole: no answer, or the role may not look back. */
  failed(): void;
}

/**
 * Reads all open alarms page by page, one request at a time, so that the first paint stays quick and the stream of changes is
 * not held up. Call the result to stop.
 */
export function loadRest(on: RestListener): () => void {
  let stopped = false;
  let wait: ReturnType<typeof setTimeout> | undefined;
  const read = async (before: string | undefined, failures: number): Promise<void> => {
    try {
      const query = { state: 'open' as const, hidden: false, limit: pageSize, ...(before !== undefined && { before }) };
      const { data } = await gateway.GET('/api/alarms/search', { params: { query } });
      if (stopped || !data) return;
      on.add(data.alarms);
      if (data.next === undefined) on.done();
      else await read(data.next, 0);
    } catch {
      // The listener is told after the last try; why it failed, the stale banner says.
      if (stopped) return;
      if (failures + 1 >= tries) on.failed();
      else wait = setTimeout(() => void read(before, failures + 1), retryMs);
    }
  };
  void read(undefined, 0);
  return () => {
    stopped = true;
    clearTimeout(wait);
  };
}
