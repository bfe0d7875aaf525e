import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Place } from './place.ts';
import type { StoreEngine } from './store-engines.ts';

/** Takes events out of the database by hand, behind the cloud's back. */
export async function deleteRows(engine: StoreEngine, place: Place, sequences: readonly number[]): Promise<void> {
  const sql = `DELETE FROM events WHERE seq IN (${sequences.join(', ')})`;
  if (place.store) {
    await engine.cluster().query(place.store, sql);
    return;
  }
  const database = new Database(join(place.data, 'cloud.db'));
  database.exec(sql);
  database.close();
}
