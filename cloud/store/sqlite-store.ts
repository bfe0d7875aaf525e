import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Fault } from '../fault.ts';
import { createSqliteDownlink } from './sqlite-downlink.ts';
import { createSqliteIntake } from './sqlite-intake.ts';
import { createSqliteReads } from './sqlite-reads.ts';
import { migrateCloudTables } from './sqlite-schema.ts';
import type { CloudStore, SessionStore, TokenOwner, TokenStore, Work } from './store.ts';

export interface SqliteStoreOptions {
  /** Folder of the database file; made when missing, for the owner only. */
  folder: string;
  /** The file grows no larger than this; then events are refused with 503 and stay on their gateways. */
  limitMb?: number;
}

function openDatabase(folder: string): Database.Database {
  const file = join(folder, 'cloud.db');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = new Database(file);
    // another process may hold the lock while it makes the same tables
    database.pragma('busy_timeout = 2000');
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

function createTokenStore(database: Database.Database): TokenStore {
  const owner = database.prepare('SELECT gateway, site FROM tokens WHERE hash = ?');
  const gateways = database.prepare('SELECT DISTINCT gateway FROM tokens ORDER BY gateway');
  const drop = database.prepare('DELETE FROM tokens WHERE gateway = ?');
  const add = database.prepare('INSERT INTO tokens (hash, gateway, site, created_ms) VALUES (?, ?, ?, ?)');
  const replace = database.transaction((tokenHash: Buffer, { gateway, site }: TokenOwner, nowMs: number) => {
    drop.run(gateway);
    add.run(tokenHash, gateway, site ?? null, nowMs);
  });
  return {
    async ownerOf(tokenHash) {
      const row = owner.get(tokenHash) as { gateway: string; site: string | null } | undefined;
      return row && { gateway: row.gateway, ...(row.site === null ? {} : { site: row.site }) };
    },
    async tokenGateways() {
      return (gateways.all() as { gateway: string }[]).map((row) => row.gateway);
    },
    async setToken(tokenOwner, tokenHash, nowMs) {
      replace.immediate(tokenHash, tokenOwner, nowMs);
    },
  };
}

function createSessionStore(database: Database.Database): SessionStore {
  const end = database.prepare('INSERT INTO ended_sessions (id, expires_ms) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const forget = database.prepare('DELETE FROM ended_sessions WHERE expires_ms <= ?');
  const ended = database.prepare('SELECT id FROM ended_sessions WHERE expires_ms > ?');
  return {
    async endSession(id, expiresAtMs) {
      end.run(id, expiresAtMs);
    },
    async endedSessions(nowMs) {
      forget.run(nowMs);
      return (ended.all(nowMs) as { id: string }[]).map((row) => row.id);
    },
  };
}

/** What says that this row is wrong, not that the file is in trouble. */
const rowErrors = /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/;

/** Every failure of the file (disk full, damage, a lock held too long) leaves the store as one kind of Fault. */
function faultOnFailure<Port extends object>(port: Port): Port {
  const wrap = (method: (...input: unknown[]) => Promise<unknown>) => {
    return async (...input: unknown[]) => {
      try {
        return await method(...input);
      } catch (cause) {
        const { code = '', message } = cause as NodeJS.ErrnoException;
        if (!code.startsWith('SQLITE_') || rowErrors.test(code)) throw cause;
        throw new Fault('store-unavailable', `the store failed: ${message} (${code})`, { cause, retryAfterS: 5 });
      }
    };
  };
  return Object.fromEntries(Object.entries(port).map(([name, method]) => [name, wrap(method)])) as Port;
}

/**
 * The cloud's data in one SQLite file, embedded: nothing to install. One process serves; a second one may add tokens.
 * Throws a Fault (`data-folder-unusable`, `database-damaged`, `database-newer`) that names the file.
 */
export function openSqliteStore({ folder, limitMb }: SqliteStoreOptions): CloudStore {
  const database = openDatabase(folder);
  if (limitMb !== undefined) limitSize(database, limitMb);
  const commit = createSqliteIntake(database);
  return faultOnFailure({
    ...createSqliteReads(database),
    ...createSqliteDownlink(database),
    ...createTokenStore(database),
    ...createSessionStore(database),
    commit: async (works: readonly Work[], nowMs: number) => commit(works, nowMs),
    close: async () => {
      database.close();
    },
  });
}
