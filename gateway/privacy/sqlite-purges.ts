import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { DuePurge, PurgeCause } from './purge-due.ts';

const steps = [
  `CREATE TABLE purge_receipts (
     id TEXT PRIMARY KEY,
     person TEXT NOT NULL,
     cause TEXT NOT NULL,
     basis TEXT NOT NULL,
     due_ms INTEGER NOT NULL,
     started_ms INTEGER NOT NULL,
     finished_ms INTEGER,
     what TEXT NOT NULL
   ) STRICT;
   CREATE UNIQUE INDEX purge_receipts_once ON purge_receipts (person, basis);
   CREATE INDEX purge_receipts_running ON purge_receipts (started_ms) WHERE finished_ms IS NULL;
   CREATE INDEX purge_receipts_newest ON purge_receipts (finished_ms);
   CREATE TABLE unattached_people (person TEXT PRIMARY KEY, since_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,
];

/** One purge, under way or done: opaque ids and counts, nothing of what was purged. */
export interface PurgeRecord extends DuePurge {
  id: string;
  startedMs: number;
  /** Missing while it is under way. */
  finishedMs?: number;
  /** How much each place held, by its name; a place that is not named has not been purged yet. */
  what: Record<string, number>;
}

/** Purges are on disk before they begin; done, their row is the receipt. */
export interface PurgeTable {
  /** `undefined` if the same purge was begun before. */
  begin(due: DuePurge, nowMs: number): PurgeRecord | undefined;
  /** Notes that one place is done. */
  done(id: string, name: string, count: number): void;
  finish(id: string, nowMs: number): void;
  /** Takes back what has not purged anything yet: its ground is gone. */
  drop(id: string): void;
  /** Under way, oldest first. */
  running(): PurgeRecord[];
  get(id: string): PurgeRecord | undefined;
  ofPerson(person: string): PurgeRecord[];
  /** Newest first. */
  list(limit: number): PurgeRecord[];
  /** When somebody was first seen to be unattached; remembered from now on if not before. */
  unattachedSince(person: string, nowMs: number): number;
  attached(person: string): void;
}

interface Row {
  id: string;
  person: string;
  cause: PurgeCause;
  basis: string;
  due_ms: number;
  started_ms: number;
  finished_ms: number | null;
  what: string;
}

export function createPurgeTable(store: Store): PurgeTable {
  store.migrate('purges', steps);
  const begin = store.prepare(
    `INSERT INTO purge_receipts (id, person, cause, basis, due_ms, started_ms, what) VALUES (?, ?, ?, ?, ?, ?, '{}')
     ON CONFLICT (person, basis) DO NOTHING`,
  );
  const done = store.prepare("UPDATE purge_receipts SET what = json_set(what, '$.' || json_quote(?), ?) WHERE id = ?");
  const finish = store.prepare('UPDATE purge_receipts SET finished_ms = ? WHERE id = ? AND finished_ms IS NULL');
  const drop = store.prepare("DELETE FROM purge_receipts WHERE id = ? AND finished_ms IS NULL AND what = '{}'");
  const running = store.prepare('SELECT * FROM purge_receipts WHERE finished_ms IS NULL ORDER BY started_ms, rowid');
  const get = store.prepare('SELECT * FROM purge_receipts WHERE id = ?');
  const ofPerson = store.prepare('SELECT * FROM purge_receipts WHERE person = ? ORDER BY started_ms, rowid');
  const list = store.prepare(
    'SELECT * FROM purge_receipts ORDER BY finished_ms IS NULL DESC, finished_ms DESC, rowid DESC LIMIT ?',
  );
  const since = store.prepare('SELECT since_ms FROM unattached_people WHERE person = ?').pluck();
  const note = store.prepare('INSERT OR IGNORE INTO unattached_people VALUES (?, ?)');
  const attached = store.prepare('DELETE FROM unattached_people WHERE person = ?');
  const read = (rows: unknown[]) => rows.map((row) => fromRow(row as Row));
  const one = (id: string) => read([get.get(id)].filter((row) => row !== undefined))[0];
  return {
    begin: ({ person, cause, basis, dueMs }, nowMs) => {
      const id = createId();
      return begin.run(id, person, cause, basis, dueMs, nowMs).changes === 1 ? one(id) : undefined;
    },
    done: (id, name, count) => void done.run(name, count, id),
    finish: (id, nowMs) => {
      finish.run(nowMs, id);
      store.forgetDeleted();
    },
    drop: (id) => void drop.run(id),
    running: () => read(running.all()),
    get: one,
    ofPerson: (person) => read(ofPerson.all(person)),
    list: (limit) => read(list.all(limit)),
    unattachedSince: (person, nowMs) => {
      note.run(person, nowMs);
      return since.get(person) as number;
    },
    attached: (person) => void attached.run(person),
  };
}

function fromRow({ id, person, cause, basis, due_ms, started_ms, finished_ms, what }: Row): PurgeRecord {
  return {
    ...{ id, person, cause, basis, dueMs: due_ms, startedMs: started_ms },
    ...(finished_ms !== null && { finishedMs: finished_ms }),
    what: JSON.parse(what) as Record<string, number>,
  };
}
