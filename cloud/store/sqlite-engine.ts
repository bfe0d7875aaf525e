import type Database from 'better-sqlite3';
import { Fault } from '../fault.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { type Bulk, type Deed, rowOf, type Statement } from './statement.ts';

const nothing = function* (): Deed<void> {};

/** A write transaction of SQLite is the only one there is, and one process serves. */
export const sqliteDialect: Dialect = {
  each: (parameter) => `json_each(${parameter})`,
  textOfEach: 'value',
  tellsOfAlarm: "e.type GLOB 'ringward.alarm.*' AND json_extract(e.data, '$.alarm') = @alarm",
  holdGateways: nothing,
  holdOrder: nothing,
  *takeRevisions(count) {
    const last = yield* rowOf<{ revision: number | null }>('SELECT max(revision) AS revision FROM alarms');
    return Array.from({ length: count }, (_, index) => (last!.revision ?? 0) + index + 1);
  },
  announce: nothing,
};

const bulkInserts: Record<Bulk['bulk'], string> = {
  events: `INSERT INTO events (stream, seq, site, type, subject, time_ms, bootid, replayed, data, received_ms)
    VALUES (@stream, @seq, @site, @type, @subject, @timeMs, @bootid, @replayed, @data, @receivedMs)`,
  quarantine: `INSERT INTO quarantine (stream, seq, reason, body, received_ms)
    VALUES (@stream, @seq, @reason, @body, @receivedMs)`,
};

/** What says that this row is wrong, not that the file is in trouble. */
const rowErrors = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/;

/** Every failure of the file (disk full, damage, a lock held too long) leaves the store as one kind of Fault. */
function explain(cause: unknown): unknown {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (!code.startsWith('SQLITE_') || rowErrors.test(code)) return cause;
  return new Fault('store-unavailable', `the store failed: ${message} (${code})`, { cause, retryAfterS: 5 });
}

export function createSqliteEngine(database: Database.Database): Engine {
  const statements = new Map<string, Database.Statement>();
  function prepare(sql: string): Database.Statement {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  function answer(asked: Statement | Bulk): unknown[] {
    if ('bulk' in asked) {
      const insert = prepare(bulkInserts[asked.bulk]);
      for (const row of asked.rows) insert.run(row);
      return [];
    }
    const statement = prepare(asked.sql);
    if (statement.reader) return statement.all(asked.values);
    statement.run(asked.values);
    return [];
  }

  function perform<Result>(deed: Deed<Result>): Result {
    let step = deed.next([]);
    while (!step.done) step = deed.next(answer(step.value));
    return step.value;
  }

  const transact = database.transaction((deed: Deed<unknown>): unknown => perform(deed));
  async function attempt<Result>(work: () => Result): Promise<Result> {
    try {
      return work();
    } catch (cause) {
      throw explain(cause);
    }
  }
  return {
    dialect: sqliteDialect,
    read: (deed) => attempt(() => perform(deed)),
    // immediate: takes the write lock at once, so that what it reads cannot change under it in another process
    write: <Result>(deed: Deed<Result>) => attempt(() => transact.immediate(deed) as Result),
  };
}
