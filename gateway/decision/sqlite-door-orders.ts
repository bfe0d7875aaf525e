import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE door_orders (
     place TEXT PRIMARY KEY,
     by_guard TEXT,
     by_mode TEXT
   ) STRICT, WITHOUT ROWID;`,
];

export interface DoorOrder {
  /** What a guard has ordered and nobody has taken back. */
  byGuard: 'blocked' | 'unlocked' | undefined;
  /** What an emergency mode had its device told, until the device has confirmed the release. */
  byMode: 'open' | 'shut' | undefined;
}

/** What was commanded of each door and barrier and holds until it is taken back, across restarts. */
export interface DoorOrders {
  of(place: string): Readonly<DoorOrder>;
  set(place: string, change: Partial<DoorOrder>): void;
}

const none: DoorOrder = { byGuard: undefined, byMode: undefined };

export function createDoorOrders(store: Store): DoorOrders {
  store.migrate('door-orders', steps);
  const rows = store.prepare('SELECT place, by_guard AS byGuard, by_mode AS byMode FROM door_orders').all() as {
    place: string;
    byGuard: DoorOrder['byGuard'] | null;
    byMode: DoorOrder['byMode'] | null;
  }[];
  const orders = new Map<string, DoorOrder>(
    rows.map(({ place, byGuard, byMode }) => [place, { byGuard: byGuard ?? undefined, byMode: byMode ?? undefined }]),
  );
  const write = store.prepare(
    `INSERT INTO door_orders VALUES (?, ?, ?)
     ON CONFLICT (place) DO UPDATE SET by_guard = excluded.by_guard, by_mode = excluded.by_mode`,
  );
  const of = (place: string) => orders.get(place) ?? none;
  return {
    of,
    set: (place, change) => {
      const before = of(place);
      const next = { ...before, ...change };
      if (next.byGuard === before.byGuard && next.byMode === before.byMode) return;
      write.run(place, next.byGuard ?? null, next.byMode ?? null);
      orders.set(place, next);
    },
  };
}
