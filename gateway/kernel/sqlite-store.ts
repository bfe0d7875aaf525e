import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { keepPrivate, partsOf } from '../../devices/files/keep-private.ts';
import { holdLock } from '../../devices/files/sqlite-lock.ts';
import { makeFolder } from '../../devices/files/synced-files.ts';
import { Fault } from './fault.ts';
import { knownTables } from './known-tables.ts';
import { isReadOnlyDisk } from './read-only-disk.ts';
import { keepOutline } from './sqlite-outline.ts';
import { type StoreTrouble, storeTrouble } from './store-trouble.ts';

const busyTimeoutMs = 5000;

export type Statement = Database.Statement;

/**
 * The gateway's one database file. A device's event, the decision it led to, the alarm, the command and what the cloud
 * must hear are committed in one transaction, so that no kill can separate them; that is why every room keeps its
 * tables here and none has a file of its own.
 */
export interface Store {
  prepare(sql: string): Statement;
  /** Runs `work` in a transaction; nested calls become savepoints. On disk when it returns (WAL, synchronous=FULL). */
  transaction<T>(work: () => T): T;
  /**
   * The same without waiting for the disk: a power cut may take it back, a kill may not, and what is committed later is on disk only with it.
   * For what is simply done again.
   */
  unsyncedTransaction<T>(work: () => T): T;
  /**
   * Runs `effect` once the transaction that is open now is on disk, in order; at once if none is open. What a rolled-back
   * transaction or savepoint asked for is forgotten, and so is everything if the process is killed: sending a command or telling a
   * screen belongs here, a consequence that must not be missing does not. One that throws keeps none of the others from running.
   */
  afterCommit(effect: () => void): void;
  /** Takes back what memory was told ahead of the disk, should the transaction or savepoint that is open now be rolled back; the latest first. */
  afterRollback(undo: () => void): void;
  /** Brings a room's tables up to date; each entry of `steps` is one version and is never changed afterwards. */
  migrate(room: string, steps: readonly string[]): void;
  /**
   * After the transaction that is open: nothing deleted stays in the write-ahead log. Who reads meanwhile, such as a backup, is not
   * waited for: `tidy` does it later.
   */
  forgetDeleted(): void;
  /** Does what of that is left to do; called every second. */
  tidy(): void;
  /** Keeps copies of the pages by which the tables are found; once they are as the program wants them. */
  keepOutline(): void;
  /** Bytes of the file that hold nothing and are written on before it grows. */
  spareBytes(): number;
  /** Gives about so many spare bytes back to the disk, and says how many it were. A file that was made before it could get smaller gives none. */
  giveBack(bytes: number): number;
  close(): void;
}

export interface StoreOptions {
  alone?: boolean;
  takesNewer?: boolean;
  /** Told of what an effect after a commit has thrown. Without it the first such error is thrown once all of them have run. */
  effectFailed?(error: unknown): void;
  /** Called before the file is opened, when nobody else has it open. */
  mend?(): void;
  /** A statement or a commit failed because of the disk or the file. */
  troubled?(trouble: StoreTrouble, error: unknown): void;
}

/**
 * Opens the database, and makes it where there is none. With `alone` no other program may have it open so: two gateways on one
 * folder would each take the other's half-written import for what a kill has left. Throws Fault `data-folder-unusable`,
 * `data-folder-in-use` or `database-newer`. With `takesNewer` tables of a later version are taken as they are: a release adds
 * to tables and takes nothing away that the one before it needs, so that there is a way back (docs/releases.md).
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  const { alone = false, takesNewer = false } = options;
  const letGo = alone ? holdAlone(file) : undefined;
  let database: Database.Database;
  try {
    options.mend?.();
    database = openDatabase(file);
  } catch (error) {
    letGo?.();
    throw error;
  }
  if (!takesNewer) refuseNewer(file, database, () => letGo?.());
  // before the first page is written: later it has no effect
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  // one large transaction must not keep its room for good
  database.pragma('journal_size_limit = 16777216');
  database.pragma('synchronous = FULL');
  database.pragma(`busy_timeout = ${busyTimeoutMs}`);
  // From the first row on: what is deleted, or moves to another page, is overwritten and not only unlinked.
  database.pragma('secure_delete = ON');
  database.exec('CREATE TABLE IF NOT EXISTS rooms (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT');
  const statements = new Map<string, Statement>();
  const effects: (() => void)[] = [];
  const undos: (() => void)[] = [];
  let depth = 0;
  // Made once: the wrapper that better-sqlite3 makes for each function costs more than the savepoint of an event.
  const together = database.transaction((work: () => unknown) => work());
  const notice = createNotice(options.troubled);
  const number = (pragma: string) => database.pragma(pragma, { simple: true }) as number;
  const spareBytes = () => number('freelist_count') * number('page_size');
  const afterCommit = (effect: () => void) => {
    if (depth === 0) effect();
    else effects.push(effect);
  };
  // a kill may have come before it was done
  let holdsDeleted = true;
  const tidy = () => {
    if (!holdsDeleted || depth > 0) return;
    database.pragma('busy_timeout = 0');
    try {
      holdsDeleted = (database.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) as number) !== 0;
    } catch (error) {
      notice.failed(error);
      throw error;
    } finally {
      database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    }
  };
  const transaction = <T>(work: () => T): T => {
    const mark = effects.length;
    const undoMark = undos.length;
    depth += 1;
    let result: T;
    try {
      result = together(work) as T;
    } catch (error) {
      effects.length = mark;
      for (const undo of undos.splice(undoMark).toReversed()) undo();
      notice.failed(error);
      throw error;
    } finally {
      depth -= 1;
    }
    if (depth === 0) undos.length = 0;
    if (depth === 0) runAll(effects.splice(0), options.effectFailed);
    return result;
  };
  return {
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      const statement = notice.watch(database.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
    transaction,
    unsyncedTransaction: (work) => {
      if (depth > 0) return transaction(work);
      // No commit of WAL is flushed by itself then (SQLite, PRAGMA synchronous); its frames lie before those of the next that is.
      database.pragma('synchronous = NORMAL');
      try {
        return transaction(work);
      } finally {
        database.pragma('synchronous = FULL');
      }
    },
    afterCommit,
    afterRollback: (undo) => {
      if (depth > 0) undos.push(undo);
    },
    forgetDeleted: () => {
      holdsDeleted = true;
      afterCommit(tidy);
    },
    tidy,
    keepOutline: () => {
      if (file !== ':memory:') keepOutline(database, file);
    },
    spareBytes,
    giveBack: (bytes) => {
      const before = spareBytes();
      try {
        database.exec(`PRAGMA incremental_vacuum(${Math.ceil(bytes / number('page_size'))})`);
        // the file itself gets shorter with a checkpoint; one that waits for nobody is enough
        database.pragma('wal_checkpoint(PASSIVE)');
        return before - spareBytes();
      } catch (error) {
        notice.failed(error);
        throw error;
      }
    },
    migrate: (room, steps) => migrate(database, file, room, steps, takesNewer),
    close: () => {
      database.close();
      letGo?.();
    },
  };
}

/** Before anything is changed: no room's tables are brought up to date where another room's are of a later version. */
function refuseNewer(file: string, database: Database.Database, letGo: () => void): void {
  const hasRooms = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'rooms'").get() !== undefined;
  const rows = hasRooms ? database.prepare('SELECT room, version FROM rooms').all() : [];
  const newer = (rows as { room: string; version: number }[]).find(
    ({ room, version }) => version > (knownTables[room] ?? version),
  );
  if (!newer) return;
  database.close();
  letGo();
  throw new Fault('database-newer', explainNewer(file, newer.room, newer.version, knownTables[newer.room]!));
}

const explainNewer = (file: string, room: string, version: number, known: number): string =>
  `${file} holds ${room} tables of version ${version}; this version knows ${known}. Nothing was changed`;

/** Tells of trouble with the disk or the file, wherever it is met. */
function createNotice(troubled: StoreOptions['troubled']) {
  const failed = (error: unknown) => {
    const trouble = storeTrouble(error);
    if (trouble !== undefined) troubled?.(trouble, error);
  };
  return {
    failed,
    /** Reads meet damage, too, and outside of transactions. */
    watch: (statement: Statement): Statement => {
      if (!troubled) return statement;
      for (const name of ['run', 'get', 'all'] as const) {
        const original = statement[name];
        statement[name] = (...values: unknown[]): never => {
          try {
            return original.apply(statement, values) as never;
          } catch (error) {
            failed(error);
            throw error;
          }
        };
      }
      return statement;
    },
  };
}

/** What is on disk is done, whatever becomes of telling it: one effect is not to cost the next. */
function runAll(effects: readonly (() => void)[], failed: StoreOptions['effectFailed']): void {
  const errors: unknown[] = [];
  for (const effect of effects) {
    try {
      effect();
    } catch (error) {
      if (failed) failed(error);
      else errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}

/**
 * Holds a lock beside the database, whose folder is made when missing, until it is let go or the process ends; what only reads is not
 * in its way. Throws Fault `data-folder-unusable`, `disk-read-only` or `data-folder-in-use`.
 */
export function holdAlone(file: string): () => void {
  try {
    makeHome(file);
    return holdLock(
      `${file}-lock`,
      (cause) => new Fault('data-folder-in-use', `a gateway or a restore uses ${file}`, { cause }),
    );
  } catch (cause) {
    throw unusable(file, cause);
  }
}

function makeHome(file: string): void {
  const folder = dirname(file);
  makeFolder(folder);
  if (isReadOnlyDisk(folder)) throw new Fault('disk-read-only', `the disk of ${folder} is read-only`);
}

function unusable(file: string, cause: unknown): Fault {
  if (cause instanceof Fault) return cause;
  return new Fault('data-folder-unusable', `cannot open the database ${file}: ${(cause as Error).message}`, { cause });
}

/** The database of a gateway that may be running, to look at only. Throws as openStore does; makes no file. */
export function openStoreToRead(file: string): Pick<Store, 'prepare' | 'close'> {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    return { prepare: (sql) => database.prepare(sql), close: () => database.close() };
  } catch (cause) {
    throw new Fault('data-folder-unusable', `cannot read the database ${file}: ${(cause as Error).message}`, { cause });
  }
}

function openDatabase(file: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    if (file === ':memory:') return new Database(file);
    makeHome(file);
    database = new Database(file);
    keepPrivate(...partsOf(file));
    return database;
  } catch (cause) {
    database?.close();
    throw unusable(file, cause);
  }
}

function migrate(
  database: Database.Database,
  file: string,
  room: string,
  steps: readonly string[],
  takesNewer: boolean,
): void {
  const row = database.prepare('SELECT version FROM rooms WHERE room = ?').get(room) as { version: number } | undefined;
  const from = row?.version ?? 0;
  if (from > steps.length && takesNewer) return;
  if (from > steps.length) {
    throw new Fault('database-newer', explainNewer(file, room, from, steps.length));
  }
  database.transaction(() => {
    for (const step of steps.slice(from)) database.exec(step);
    database
      .prepare(
        'INSERT INTO rooms (room, version) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET version = excluded.version',
      )
      .run(room, steps.length);
  })();
}
