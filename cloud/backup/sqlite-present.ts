import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { PresentIdentity } from './restored-data.ts';

/** The version of the tables in an embedded database. */
export function tablesOf(file: string): Record<string, number> {
  const database = new Database(file, { readonly: true });
  try {
    return { cloud: database.pragma('user_version', { simple: true }) as number };
  } finally {
    database.close();
  }
}

/** Who may come in as the database says that is there; `undefined` where it is gone, damaged or of tables that are not ours. */
export function readPresentIdentity(file: string): PresentIdentity | undefined {
  if (!existsSync(file)) return undefined;
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { readonly: true, timeout: 10_000 });
    return {
      certificates: database.prepare('SELECT * FROM certificates').all() as PresentIdentity['certificates'],
      tokens: database.prepare('SELECT * FROM tokens').all() as PresentIdentity['tokens'],
    };
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}
