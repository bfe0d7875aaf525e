import type { Alarm, AlarmCause, Hidden } from './alarm.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import type { Chatter } from './flood/chatter.ts';
import type { Delays } from './flood/delays.ts';
import type { Incidents } from './flood/incidents.ts';
import type { Parents } from './flood/parents.ts';
import type { ServiceOrders } from './flood/service-orders.ts';

/** What whoever raises an alarm needs. */
export interface RaisingParts {
  keeper: AlarmKeeper;
  delays: Delays;
  chatter: Chatter;
  incidents: Incidents;
  orders: ServiceOrders;
  parents(): Parents;
}

/** Where an alarm stands that has come, anew or again: on the list and among others, or beside it. */
export interface Settling {
  /** Why it would be beside the list. */
  hiddenBy(cause: AlarmCause): Hidden | undefined;
  settle(alarm: Alarm, atMs: number): Alarm;
}

export function createSettling({ keeper, orders, incidents, parents }: RaisingParts): Settling {
  const { table, keep } = keeper;
  return {
    hiddenBy: (cause) => {
      if (cause.drill) return undefined;
      const order = orders.of(cause);
      if (order) return { kind: 'out-of-service', untilMs: order.untilMs };
      const parent = parents().of(cause);
      return parent && { kind: 'suppressed', parent: parent.id };
    },
    settle: (alarm, atMs) => {
      if (alarm.hidden?.kind === 'suppressed') {
        const { parent } = alarm.hidden;
        keep(alarm, { step: 'suppressed', atMs, data: { parent } });
        parents().joined(parent, atMs);
      } else if (alarm.hidden?.kind === 'out-of-service') {
        keep(alarm, { step: 'out-of-service', atMs, data: { untilMs: alarm.hidden.untilMs } });
      } else {
        incidents.join(alarm, atMs);
        parents().came(table.get(alarm.id) ?? alarm, atMs);
      }
      return table.get(alarm.id) ?? alarm;
    },
  };
}
