import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { NewEvent } from '../../../cloud/store/plan-commit.ts';

/** Rows a second that SQLite takes by itself: one prepared statement, one transaction, as durable as the store's. */
export function insertBare(
  folder: string,
  rows: readonly NewEvent[],
): { bareRowsPerS: number; bareIndexedRowsPerS: number } {
  return {
    bareRowsPerS: insert(join(folder, 'bare.db'), rows, ''),
    bareIndexedRowsPerS: insert(join(folder, 'indexed.db'), rows, ', UNIQUE (stream, seq)'),
  };
}

function insert(file: string, rows: readonly NewEvent[], constraint: string): number {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
    site TEXT NOT NULL, type TEXT NOT NULL, subject TEXT, time_ms INTEGER NOT NULL, bootid TEXT NOT NULL,
    replayed INTEGER NOT NULL, data TEXT NOT NULL, received_ms INTEGER NOT NULL${constraint}) STRICT`);
  const add = database.prepare(`INSERT INTO events
    (stream, seq, site, type, subject, time_ms, bootid, replayed, data, received_ms)
    VALUES (@stream, @seq, @site, @type, @subject, @timeMs, @bootid, @replayed, @data, @receivedMs)`);
  const startedAt = performance.now();
  database.transaction(() => {
    for (const row of rows) add.run(row);
  })();
  const rowsPerS = (rows.length * 1000) / (performance.now() - startedAt);
  database.close();
  return Math.round(rowsPerS);
}
