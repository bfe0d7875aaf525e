import type { CloudConfig } from '../cloud-config.ts';
import type { Log } from '../log.ts';
import { openPostgresStore } from './postgres-store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { CloudStore } from './store.ts';

/** The store that the configuration names; the embedded one where it names none. */
export async function openCloudStore(
  { data, storeLimitMb, store }: Pick<CloudConfig, 'data' | 'storeLimitMb' | 'store'>,
  log: Log,
): Promise<CloudStore> {
  if (store) return openPostgresStore({ address: store, log });
  return openSqliteStore({ folder: data, ...(storeLimitMb === undefined ? {} : { limitMb: storeLimitMb }) });
}
