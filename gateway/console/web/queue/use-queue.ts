import { useMemo, useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { filterQueue, noFilter, type QueueFilter } from './queue-filter.ts';
import { decideQueue, settleQueue, sortQueue } from './queue-order.ts';

export interface Queue {
  rows: ConsoleAlarm[];
  /** New alarms that wait to be brought in, the most urgent first. */
  gathered: ConsoleAlarm[];
  untidy: boolean;
  /** Brings new alarms in and puts all rows in order. */
  tidy(): void;
  filter: QueueFilter;
  setFilter(filter: QueueFilter): void;
  /** How many open alarms the filter hides. */
  left: number;
}

/** The queue of these alarms. While `settling` the list is being filled, and rows take their places at once. */
export function useQueue(alarms: readonly ConsoleAlarm[], settling: boolean): Queue {
  const [filter, setFilter] = useState(noFilter);
  const seen = useMemo(() => filterQueue(alarms, filter), [alarms, filter]);
  const [order, setOrder] = useState<readonly string[]>(() => sortQueue(seen.alarms));
  const step = useMemo(() => (settling ? settleQueue : decideQueue)(order, seen.alarms), [order, seen, settling]);
  if (step.order !== order) setOrder(step.order);
  const [rows, gathered] = useMemo(() => {
    const known = new Map(seen.alarms.map((alarm) => [alarm.id, alarm]));
    const find = (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
    return [find(step.order), find(step.gathered)];
  }, [step, seen]);
  return {
    ...{ rows, gathered, untidy: step.untidy, filter, left: seen.left },
    tidy: () => setOrder(sortQueue(seen.alarms)),
    setFilter: (next) => {
      setFilter(next);
      setOrder(sortQueue(filterQueue(alarms, next).alarms));
    },
  };
}
