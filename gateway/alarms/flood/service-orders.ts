import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Alarm, AlarmActor, AlarmCause, ServiceOrder } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { closedAs } from '../decide-step.ts';
import type { Incidents } from './incidents.ts';
import { createServiceOrderTable } from './sqlite-service-orders.ts';

/** How far a small correction may set the clock back. */
const slackMs = 60_000;
/** What several devices found stands at one of them: work on that one ends nothing. */
const foundBySeveral: readonly AlarmType[] = ['fire'];

/** A source that is worked on calls nobody; what it said meanwhile is kept, and what stands in the end comes back. */
export interface ServiceOrders {
  /** The work that sets this cause aside. */
  of(cause: Pick<AlarmCause, 'type' | 'source' | 'atMs'>): ServiceOrder | undefined;
  all(): ServiceOrder[];
  take(order: ServiceOrder, by: AlarmActor): void;
  /** False if it is in service. */
  giveBack(source: string, by: AlarmActor, atMs: number): boolean;
  /** Ends what is over. */
  tick(nowMs: number): void;
}

export function createServiceOrders(
  { store, table, rule, keep, isOver }: AlarmKeeper,
  incidents: Pick<Incidents, 'follow'>,
): ServiceOrders {
  const orders = createServiceOrderTable(store);
  const comeBack = (alarm: Alarm, order: ServiceOrder, by: AlarmActor, atMs: number) => {
    const { course } = rule(alarm.type);
    const wasOfTheWork = alarm.raisedAtMs >= order.sinceMs && course === 'standing' && !alarm.active;
    if (!wasOfTheWork) {
      keep({ ...alarm, hidden: undefined }, { step: 'in-service', atMs, by });
      return;
    }
    keep(alarm, { step: 'in-service', atMs, by });
    const closed = closedAs(alarm, 'test', course, atMs);
    keep(closed, { step: 'closed', atMs, data: { disposition: 'test' } });
    incidents.follow(closed, atMs);
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
    of: ({ type, source, atMs }) => {
      const order = foundBySeveral.includes(type) ? undefined : orders.get(source);
      return order && order.untilMs > atMs ? order : undefined;
    },
    all: orders.all,
    take: (order, by) => {
      orders.save(order);
      const { untilMs, sinceMs: atMs } = order;
      for (const alarm of table.openAt(order.source)) {
        if (alarm.drill || foundBySeveral.includes(alarm.type)) continue;
        if (alarm.hidden && alarm.hidden.kind !== 'out-of-service') continue;
        const hidden = { kind: 'out-of-service', untilMs } as const;
        keep({ ...alarm, hidden }, { step: 'out-of-service', atMs, by, data: { untilMs } });
      }
    },
    giveBack,
    tick: (nowMs) => {
      for (const { source, sinceMs, untilMs } of orders.all()) {
        // Begun in the future, the clock was put back: nobody knows any more how long it has been.
        if (!isOver(source, untilMs, nowMs) && sinceMs <= nowMs + slackMs) continue;
        giveBack(source, { kind: 'gateway' }, nowMs);
      }
    },
  };
}
