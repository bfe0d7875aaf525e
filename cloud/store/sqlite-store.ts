import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { keepPrivate, partsOf } from '../../devices/files/keep-private.ts';
import { makeFolder } from '../../devices/files/synced-files.ts';
import { Fault } from '../fault.ts';
import { createAuditStore } from './audit-log-deeds.ts';
import { createCommandStore } from './command-deeds.ts';
import { createDeedStore } from './deed-store.ts';
import { createDeskStore } from './desk-deeds.ts';
import { createDeviceListStore } from './device-list-deeds.ts';
import { createExportStore } from './exports-deeds.ts';
import { createFileSecrets } from './file-secrets.ts';
import { createHealthStore } from './health-deeds.ts';
import { createIdentityStore } from './identity-deeds.ts';
import { createRetentionStore } from './retention-deeds.ts';
import { createRolloutStore } from './rollout-deeds.ts';
import { createSqliteEngine } from './sqlite-engine.ts';
import { migrateCloudTables } from './sqlite-schema.ts';
import type { ChangeFeed, CloudStore } from './store.ts';
import { createTenancyStore } from './tenancy-deeds.ts';
import { createTwinStore } from './twin-deeds.ts';

export interface SqliteStoreOptions {
  /** Folder of the database file; made when missing, both for the owner only. */
  folder: string;
  /** The file grows no larger than this; then events are refused with 503 and stay on their gateways. */
  limitMb?: number;
}

function openDatabase(folder: string): Database.Database {
  const file = join(folder, 'cloud.db');
  try {
    makeFolder(folder);
    const database = new Database(file);
    keepPrivate(...partsOf(file));
    // another process may hold the lock while it makes the same tables
    database.pragma('busy_timeout = 2000');
    // before the first page is written: later it has no effect
    database.pragma('auto_vacuum = INCREMENTAL');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrateCloudTables(database, file);
    return database;
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT'))
      throw new Fault('database-damaged', `${file} is not a sound SQLite database: ${message}`, { cause });
    throw new Fault('data-folder-unusable', `cannot keep data in ${folder}: ${message}`, { cause });
  }
}

function limitSize(database: Database.Database, limitMb: number): void {
  const pageBytes = database.pragma('page_size', { simple: true }) as number;
  database.pragma(`max_page_count = ${Math.floor((limitMb * 1024 * 1024) / pageBytes)}`);
}

/** So many pages are given back at once, and so many stay for what comes next. */
const givenPages = 512;
const sparePages = 4096;

/** Makes the file shorter by what was deleted, a little at a time. One from before `auto_vacuum` keeps its length and uses it anew. */
async function shorten(database: Database.Database, stopped: () => boolean): Promise<void> {
  const spare = () => database.pragma('freelist_count', { simple: true }) as number;
  for (let before = Infinity; spare() < before && spare() > sparePages && !stopped(); await setImmediate()) {
    before = spare();
    database.exec(`PRAGMA incremental_vacuum(${givenPages})`);
  }
}

/** One process serves, so there is nobody to hear of. */
const noFeed: ChangeFeed = { follow: () => () => {}, announce: () => {} };

/**
 * The cloud's data in one SQLite file, embedded: nothing to install. One process serves; a second one may add tokens.
 * Throws a Fault (`data-folder-unusable`, `database-damaged`, `database-newer`) that names the file.
 */
export function openSqliteStore({ folder, limitMb }: SqliteStoreOptions): CloudStore {
  const database = openDatabase(folder);
  if (limitMb !== undefined) limitSize(database, limitMb);
  const engine = createSqliteEngine(database);
  return {
    ...createDeedStore(engine),
    identity: createIdentityStore(engine),
    health: createHealthStore(engine),
    tenancy: createTenancyStore(engine),
    auditLog: createAuditStore(engine),
    desk: createDeskStore(engine),
    commands: createCommandStore(engine),
    deviceLists: createDeviceListStore(engine),
    exports: createExportStore(engine),
    twins: createTwinStore(engine),
    rollouts: createRolloutStore(engine),
    retention: createRetentionStore(engine, {
      alone: (work) => work(),
      giveBack: (_days, stopped) => shorten(database, stopped),
    }),
    ...createFileSecrets(folder),
    ...noFeed,
    close: async () => {
      database.close();
    },
  };
}
