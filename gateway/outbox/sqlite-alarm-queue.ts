import type { AlarmRecord, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { readJson } from './read-json.ts';

/** A step of the outbox's tables. */
export const alarmQueueTables = `CREATE TABLE outbox_alarms (
     n INTEGER PRIMARY KEY,
     alarm TEXT,
     priority INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     event TEXT NOT NULL
   ) STRICT;
   CREATE INDEX outbox_alarms_by_priority ON outbox_alarms (priority, n);
   CREATE INDEX outbox_alarms_by_alarm ON outbox_alarms (alarm) WHERE alarm IS NOT NULL;`;

/** An event that has no place in its lane yet. */
export type UnnumberedEvent = Omit<SiteEvent, 'id' | 'epoch' | 'sequence'>;

/**
 * What of the alarm lane was never sent. It has no number yet: after an outage the most urgent goes first, and numbers are given in the
 * order of sending. Within one priority, and within one alarm whatever becomes of its priority, what arose first goes first.
 */
export interface AlarmQueue {
  /** Inside the transaction that is open. */
  add(event: UnnumberedEvent, atMs: number): void;
  /** Takes the next ones out, inside the transaction that gives them numbers; damaged ones are given up. */
  take(limit: number): { event: UnnumberedEvent; createdAtMs: number }[];
  waiting(): number;
  /** When the oldest arose; undefined if there is none. */
  oldestMs(): number | undefined;
}

/** Of what is no alarm: the answer to a command, for which an operator waits. */
const withoutPriority = 1;

export function createAlarmQueue(store: Store, unreadable: () => void): AlarmQueue {
  const insert = store.prepare(
    'INSERT INTO outbox_alarms (alarm, priority, created_at_ms, event) VALUES (@alarm, @priority, @atMs, @event)',
  );
  const moveUp = store.prepare(
    'UPDATE outbox_alarms SET priority = @priority WHERE alarm = @alarm AND priority > @priority',
  );
  const next = store.prepare(
    'SELECT n, created_at_ms AS createdAtMs, event FROM outbox_alarms ORDER BY priority, n LIMIT ?',
  );
  const remove = store.prepare('DELETE FROM outbox_alarms WHERE n = ?');
  const count = store.prepare('SELECT count(*) FROM outbox_alarms').pluck();
  const oldest = store.prepare('SELECT created_at_ms FROM outbox_alarms ORDER BY n LIMIT 1').pluck();
  return {
    add(event, atMs) {
      const { alarm, priority } = readUrgency(event.data);
      insert.run({ alarm, priority, atMs, event: JSON.stringify(event) });
      // what came before it of the same alarm must not come after it
      if (alarm !== null) moveUp.run({ alarm, priority });
    },
    take(limit) {
      const rows = next.all(limit) as { n: number; createdAtMs: number; event: string }[];
      return rows.flatMap(({ n, createdAtMs, event: text }) => {
        remove.run(n);
        const event = readJson(text) as UnnumberedEvent | undefined;
        if (event === undefined) unreadable();
        return event === undefined ? [] : { createdAtMs, event };
      });
    },
    waiting: () => count.get() as number,
    oldestMs: () => oldest.get() as number | undefined,
  };
}

function readUrgency(data: object): { alarm: string | null; priority: number } {
  const { alarm, priority } = data as Partial<AlarmRecord>;
  return {
    alarm: typeof alarm === 'string' ? alarm : null,
    priority: typeof priority === 'number' ? priority : withoutPriority,
  };
}
