import { join } from 'node:path';
import { finishRestore, isRestoring } from '../../devices/archive/put-in-place.ts';
import { holdLock } from '../../devices/files/sqlite-lock.ts';
import { makeFolder } from '../../devices/files/synced-files.ts';
import type { CloudConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { holdPostgres } from '../store/postgres-hold.ts';
import { asFault } from './archive-fault.ts';

/**
 * The data folder is this process's until it lets go or ends; over PostgreSQL processes share it, and nobody holds it. Throws
 * Fault `data-folder-in-use` or `data-folder-unusable`.
 */
export function holdDataFolder({ data, store }: Pick<CloudConfig, 'data' | 'store'>): () => void {
  if (store) return () => {};
  try {
    makeFolder(data);
    return holdLock(
      join(data, 'cloud.db-lock'),
      (cause) => new Fault('data-folder-in-use', `a cloud or a restore uses ${data}`, { cause }),
    );
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('data-folder-unusable', `cannot keep data in ${data}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * No other restore goes on until it lets go, and with `idle` no cloud serves on this data. Throws Fault `data-folder-in-use`,
 * `data-folder-unusable`, or one of a database that cannot be reached.
 */
export async function holdForRestore(config: Pick<CloudConfig, 'data' | 'store'>, idle: boolean) {
  if (!config.store) return holdDataFolder(config);
  return holdPostgres(config.store, idle ? ['restore', 'serve'] : ['restore']);
}

/** Brings a restore to its end that was cut off after it had been decided; for whoever is about to use the folder. */
export async function finishRestoreOf(config: Pick<CloudConfig, 'data' | 'store'>): Promise<void> {
  if (!isRestoring(config.data)) return;
  const letGo = await holdForRestore(config, false);
  try {
    finishRestore(config.data);
  } catch (error) {
    throw asFault(error, `cannot restore into ${config.data}`);
  } finally {
    await letGo();
  }
}
