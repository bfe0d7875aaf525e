import { useMemo, useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { decideQueue, sortQueue } from './queue-order.ts';

export interface Queue {
  rows: ConsoleAlarm[];
  /** New alarms that wait to be brought in, the most urgent first. */
  gathered: ConsoleAlarm[];
  untidy: boolean;
  /** Brings new alarms in and puts all rows in order. */
  tidy(): void;
}

export function useQueue(alarms: ConsoleAlarm[]): Queue {
  const [order, setOrder] = useState<readonly string[]>(() => sortQueue(alarms));
  const step = useMemo(() => decideQueue(order, alarms), [order, alarms]);
  if (step.order !== order) setOrder(step.order);
  const [rows, gathered] = useMemo(() => {
    const known = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    const find = (ids: readonly string[]) => ids.flatMap((id) => known.get(id) ?? []);
    return [find(step.order), find(step.gathered)];
  }, [step, alarms]);
  return { rows, gathered, untidy: step.untidy, tidy: () => setOrder(sortQueue(alarms)) };
}
