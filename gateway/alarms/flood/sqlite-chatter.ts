import type { Store } from '../../kernel/sqlite-store.ts';

/** When the cause of each chattering alarm last came anew. */
export interface ChatterTable {
  save(alarm: string, cameAtMs: number): void;
  cameAtMs(alarm: string): number | undefined;
  /** Came no later than `ms`; or after `aheadMs`, by a clock that was put back since. */
  quiet(ms: number, aheadMs: number): string[];
  remove(alarm: string): void;
}

export function createChatterTable(store: Store): ChatterTable {
  const save = store.prepare('INSERT OR REPLACE INTO alarm_chatter VALUES (?, ?)');
  const get = store.prepare('SELECT came_at_ms FROM alarm_chatter WHERE alarm = ?').pluck();
  // A handful at most: whoever chatters is to be repaired.
  const quiet = store.prepare('SELECT alarm FROM alarm_chatter WHERE came_at_ms <= ? OR came_at_ms > ?').pluck();
  const remove = store.prepare('DELETE FROM alarm_chatter WHERE alarm = ?');
  return {
    save: (alarm, cameAtMs) => void save.run(alarm, cameAtMs),
    cameAtMs: (alarm) => get.get(alarm) as number | undefined,
    quiet: (ms, aheadMs) => quiet.all(ms, aheadMs) as string[],
    remove: (alarm) => void remove.run(alarm),
  };
}
