import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ArchiveManifest } from '../../devices/archive/archive-manifest.ts';
import { readFolder } from '../../devices/archive/read-folder.ts';
import { copyDatabase } from '../../devices/archive/sqlite-copy.ts';
import { writeArchive } from '../../devices/archive/tar-write-archive.ts';
import { holdLock } from '../../devices/files/sqlite-lock.ts';
import type { CloudConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { asFault } from './archive-fault.ts';
import { tablesOf } from './sqlite-present.ts';

export interface CloudBackupOptions {
  config: Pick<CloudConfig, 'data' | 'store'>;
  /** Where the archive goes. */
  file: string;
  passphrase?: string | undefined;
  program: string;
  nowMs: number;
}

const staging = 'backup-staging';
const lockName = 'backup.db-lock';
/** Sessions end with the key of their cookies; the rest is half done, of this machine, or a restore's own. */
const isLeftOut = (path: string): boolean =>
  /^(session\.key|backup-staging|compile-cache|(cloud|backup)\.db(-\w+)?|(restore\.|before-restore-).*)$/.test(path) ||
  /\.(new|part)$|(^|\/)\./.test(path);

/**
 * One archive of the cloud's data folder, while it runs or not: the embedded database as of one moment, then the files beside it,
 * which are never older than what the database says of them. PostgreSQL is not in it. One at a time: each would take away what
 * another has staged. Throws Fault `backup-failed` or `data-folder-in-use`.
 */
export async function backupCloud(options: CloudBackupOptions): Promise<ArchiveManifest> {
  const { data } = options.config;
  let letGo = () => {};
  try {
    letGo = holdLock(
      join(data, lockName),
      (cause) => new Fault('data-folder-in-use', `another backup of ${data} runs`, { cause }),
    );
    return await backupAlone(options);
  } catch (error) {
    throw asFault(error, `cannot back up ${data}`);
  } finally {
    letGo();
  }
}

async function backupAlone(options: CloudBackupOptions): Promise<ArchiveManifest> {
  const { config, file, passphrase, program, nowMs } = options;
  const { data, store } = config;
  const stage = join(data, staging);
  const database = join(stage, 'cloud.db');
  try {
    rmSync(stage, { recursive: true, force: true });
    if (!store) {
      mkdirSync(stage, { mode: 0o700 });
      await copyDatabase(join(data, 'cloud.db'), database);
    }
    const files = readFolder(data, isLeftOut);
    return await writeArchive({
      target: resolve(file),
      files: [...(store ? [] : [{ path: 'cloud.db', from: database, required: true } as const]), ...files],
      about: { part: 'cloud', of: 'cloud', program, madeAtMs: nowMs, tables: store ? {} : tablesOf(database) },
      passphrase,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** What to say of it on a terminal. */
export function explainCloudBackup(manifest: ArchiveManifest, options: CloudBackupOptions): string {
  const { config, file, passphrase } = options;
  const megabytes = Math.ceil(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 ** 2);
  return [
    `${file}: ${manifest.files.length} files, ${megabytes} MB, as of ${new Date(manifest.madeAtMs).toISOString()}`,
    passphrase === undefined
      ? 'It holds the key of the gateways’ authority and the hashes of passwords and tokens IN CLEAR; seal it: --passphrase-file FILE'
      : 'It is sealed; without its passphrase nobody can put it back.',
    ...(config.store
      ? [
          `POSTGRESQL IS NOT IN IT: pg_dump --format=custom --file=NAME.dump '${config.store.url}', at best just before this`,
        ]
      : []),
    'The configuration file and what it names outside the data folder (keys, passwords, artefacts) are not in it: keep a copy.',
  ].join('\n');
}
