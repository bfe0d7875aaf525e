import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Place } from './place.ts';

/** Of the database as it stands, with what is only in its log so far. */
export function countPages({ data }: Place): number {
  const database = new Database(join(data, 'cloud.db'), { readonly: true });
  try {
    return database.pragma('page_count', { simple: true }) as number;
  } finally {
    database.close();
  }
}
