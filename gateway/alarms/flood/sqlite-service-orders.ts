import type { Store } from '../../kernel/sqlite-store.ts';
import type { ServiceOrder } from '../alarm.ts';

export interface ServiceOrderTable {
  save(order: ServiceOrder): void;
  get(source: string): ServiceOrder | undefined;
  remove(source: string): boolean;
  /** Those that end first come first. */
  all(): ServiceOrder[];
}

/** Sources that are worked on, with until when; there are never many. */
export function createServiceOrderTable(store: Store): ServiceOrderTable {
  const columns = 'source, until_ms AS untilMs, by, reason, since_ms AS sinceMs';
  const save = store.prepare(
    'INSERT OR REPLACE INTO alarm_service_orders VALUES (@source, @untilMs, @by, @reason, @sinceMs)',
  );
  const get = store.prepare(`SELECT ${columns} FROM alarm_service_orders WHERE source = ?`);
  const remove = store.prepare('DELETE FROM alarm_service_orders WHERE source = ?');
  const all = store.prepare(`SELECT ${columns} FROM alarm_service_orders ORDER BY until_ms`);
  return {
    save: (order) => void save.run(order),
    get: (source) => get.get(source) as ServiceOrder | undefined,
    remove: (source) => remove.run(source).changes > 0,
    all: () => all.all() as ServiceOrder[],
  };
}
