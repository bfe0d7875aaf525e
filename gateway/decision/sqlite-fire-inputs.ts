import type { Store } from '../kernel/sqlite-store.ts';

const steps = ['CREATE TABLE fire_inputs (controller TEXT PRIMARY KEY, began_ms INTEGER) STRICT, WITHOUT ROWID;'];

/** Door controllers whose fire input stands and was judged: it is no news after a restart. */
export interface FireInputTable {
  has(controller: string): boolean;
  /** `beganMs`: when it began, by the wall clock; left out once the site was evacuated for it. */
  put(controller: string, beganMs?: number): void;
  remove(controller: string): void;
  /** Those that began and for which nothing was evacuated yet. */
  begun(): { controller: string; beganMs: number }[];
}

export function createFireInputTable(store: Store): FireInputTable {
  store.migrate('fire-inputs', steps);
  const has = store.prepare('SELECT 1 FROM fire_inputs WHERE controller = ?');
  const put = store.prepare('INSERT OR REPLACE INTO fire_inputs (controller, began_ms) VALUES (?, ?)');
  const remove = store.prepare('DELETE FROM fire_inputs WHERE controller = ?');
  const begun = store.prepare(
    'SELECT controller, began_ms AS beganMs FROM fire_inputs WHERE began_ms IS NOT NULL ORDER BY began_ms, controller',
  );
  return {
    has: (controller) => has.get(controller) !== undefined,
    put: (controller, beganMs) => void put.run(controller, beganMs ?? null),
    remove: (controller) => void remove.run(controller),
    begun: () => begun.all() as { controller: string; beganMs: number }[],
  };
}
