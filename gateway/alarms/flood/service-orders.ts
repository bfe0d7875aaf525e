import type { Alarm, AlarmActor, ServiceOrder } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { closedAs } from '../decide-step.ts';
import { createServiceOrderTable } from './sqlite-service-orders.ts';

/** How far a small correction may set the clock back. */
const slackMs = 60_000;

/** A source that is worked on calls nobody; what it said meanwhile is kept, and what stands in the end comes back. */
export interface ServiceOrders {
  of(source: string): ServiceOrder | undefined;
  all(): ServiceOrder[];
  take(order: ServiceOrder, by: AlarmActor): void;
  /** False if it is in service. */
  giveBack(source: string, by: AlarmActor, atMs: number): boolean;
  /** Ends what is over. */
  tick(nowMs: number): void;
}

export function createServiceOrders({ store, table, rule, keep }: AlarmKeeper): ServiceOrders {
  const orders = createServiceOrderTable(store);
  const comeBack = (alarm: Alarm, order: ServiceOrder, by: AlarmActor, atMs: number) => {
    const { course } = rule(alarm.type);
    const seen = { ...alarm, hidden: undefined };
    const wasOfTheWork = alarm.raisedAtMs >= order.sinceMs && course === 'standing' && !alarm.active;
    keep(seen, { step: 'in-service', atMs, by });
    if (!wasOfTheWork) return;
    keep(closedAs(seen, 'test', course, atMs), { step: 'closed', atMs, data: { disposition: 'test' } });
  };
  const giveBack: ServiceOrders['giveBack'] = (source, by, atMs) => {
    const order = orders.get(source);
    if (!order) return false;
    orders.remove(source);
    const hidden = table.openAt(source).filter((alarm) => alarm.hidden?.kind === 'out-of-service');
    for (const alarm of hidden) comeBack(alarm, order, by, atMs);
    return true;
  };
  return {
    of: orders.get,
    all: orders.all,
    take: (order, by) => {
      orders.save(order);
      const { untilMs, sinceMs: atMs } = order;
      for (const alarm of table.openAt(order.source)) {
        if (alarm.drill || (alarm.hidden && alarm.hidden.kind !== 'out-of-service')) continue;
        const hidden = { kind: 'out-of-service', untilMs } as const;
        keep({ ...alarm, hidden }, { step: 'out-of-service', atMs, by, data: { untilMs } });
      }
    },
    giveBack,
    tick: (nowMs) => {
      for (const { source, sinceMs, untilMs } of orders.all()) {
        // Begun in the future, the clock was put back: nobody knows any more how long it has been.
        if (untilMs > nowMs && sinceMs <= nowMs + slackMs) continue;
        giveBack(source, { kind: 'gateway' }, nowMs);
      }
    },
  };
}
