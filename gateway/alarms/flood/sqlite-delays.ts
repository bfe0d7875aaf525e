import type { Store } from '../../kernel/sqlite-store.ts';
import type { AlarmCause } from '../alarm.ts';

/** A cause that has to stand for a while before it counts (`on`, by its key), or to be gone for a while (`off`, by the alarm). */
export interface Delay {
  key: string;
  kind: 'on' | 'off';
  sinceMs: number;
  dueMs: number;
  cause: AlarmCause | undefined;
}

/** On disk, so that a kill loses no cause that waits. */
export interface DelayTable {
  get(key: string, kind: Delay['kind']): Delay | undefined;
  save(delay: Delay): void;
  /** Whether there was one. */
  remove(key: string, kind: Delay['kind']): boolean;
  due(nowMs: number): Delay[];
  /** Of a clock that was put back since: they would wait for ever. */
  ahead(nowMs: number): Delay[];
}

interface Row {
  key: string;
  kind: Delay['kind'];
  since_ms: number;
  due_ms: number;
  cause: string | null;
}

export function createDelayTable(store: Store): DelayTable {
  const get = store.prepare('SELECT * FROM alarm_delays WHERE key = ? AND kind = ?');
  const save = store.prepare('INSERT OR REPLACE INTO alarm_delays VALUES (?, ?, ?, ?, ?)');
  const remove = store.prepare('DELETE FROM alarm_delays WHERE key = ? AND kind = ?');
  const due = store.prepare('SELECT * FROM alarm_delays WHERE due_ms <= ? ORDER BY due_ms LIMIT 1000');
  const ahead = store.prepare('SELECT * FROM alarm_delays WHERE due_ms > ? AND since_ms > ? LIMIT 1000');
  const many = (rows: unknown[]) => rows.map((row) => toDelay(row as Row));
  return {
    get: (key, kind) => {
      const row = get.get(key, kind);
      return row ? toDelay(row as Row) : undefined;
    },
    save: ({ key, kind, sinceMs, dueMs, cause }) =>
      void save.run(key, kind, sinceMs, dueMs, cause ? JSON.stringify(cause) : null),
    remove: (key, kind) => remove.run(key, kind).changes > 0,
    due: (nowMs) => many(due.all(nowMs)),
    ahead: (nowMs) => many(ahead.all(nowMs, nowMs + 60_000)),
  };
}

function toDelay({ key, kind, since_ms, due_ms, cause }: Row): Delay {
  const of = cause === null ? undefined : (JSON.parse(cause) as AlarmCause);
  return { key, kind, sinceMs: since_ms, dueMs: due_ms, cause: of };
}
