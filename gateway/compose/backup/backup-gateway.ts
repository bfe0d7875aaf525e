import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ArchiveManifest } from '../../../devices/archive/archive-manifest.ts';
import { beforePrefix } from '../../../devices/archive/put-in-place.ts';
import { readFolder } from '../../../devices/archive/read-folder.ts';
import { copyDatabase } from '../../../devices/archive/sqlite-copy.ts';
import { writeArchive } from '../../../devices/archive/tar-write-archive.ts';
import { holdLock } from '../../../devices/files/sqlite-lock.ts';
import { Fault } from '../../kernel/fault.ts';
import { openStoreToRead } from '../../kernel/sqlite-store.ts';
import { type LoadedSite, resolveFrom } from '../../register/site/site-file.ts';
import { asFault } from './archive-fault.ts';

export interface BackupOptions {
  loaded: LoadedSite;
  /** Where the archive goes. */
  file: string;
  withEvidence: boolean;
  passphrase?: string | undefined;
  program: string;
  nowMs: number;
}

const staging = 'backup-staging';
const lockName = 'backup.db-lock';
/** Of the machine, not of the site: programs, logs, what is half done, and sessions, which end with what held them. */
const leftOut = new Set([
  ...['update', 'log', 'compile-cache', 'quarantine', 'imports', 'snapshots', 'sessions.json', 'session.key'],
  ...[staging, lockName],
]);

export const ofGateway = ({ site }: LoadedSite): string => `${site.site.id}/${site.gateway.id}`;

/**
 * One archive of the gateway's data folder, while it runs or not: the database as of one moment, then the files beside it, which
 * are never older than what the database says of them. One at a time: each would take away what another has staged. Throws Fault
 * `backup-failed` or `data-folder-in-use`.
 */
export async function backupGateway(options: BackupOptions): Promise<ArchiveManifest> {
  const { loaded } = options;
  const dataDir = resolveFrom(loaded.baseDir, loaded.site.gateway.data);
  let letGo = () => {};
  try {
    letGo = holdLock(
      join(dataDir, lockName),
      (cause) => new Fault('data-folder-in-use', `another backup of ${dataDir} runs`, { cause }),
    );
    return await backupAlone(options, dataDir);
  } catch (error) {
    throw asFault(error, `cannot back up ${dataDir}`);
  } finally {
    letGo();
  }
}

async function backupAlone(options: BackupOptions, dataDir: string): Promise<ArchiveManifest> {
  const { loaded, file, withEvidence, passphrase, program, nowMs } = options;
  const stage = join(dataDir, staging);
  try {
    rmSync(stage, { recursive: true, force: true });
    mkdirSync(stage, { mode: 0o700 });
    const database = join(stage, 'site.db');
    await copyDatabase(join(dataDir, 'site.db'), database);
    const isLeftOut = (path: string) =>
      leftOut.has(path) ||
      (path === 'evidence' && !withEvidence) ||
      /^site\.db(-\w+)?$|^restore\.|\.(new|part|partial)$|(^|\/)\./.test(path) ||
      path.startsWith(beforePrefix);
    return await writeArchive({
      target: resolve(file),
      files: [{ path: 'site.db', from: database, required: true }, ...readFolder(dataDir, isLeftOut)],
      about: { part: 'gateway', of: ofGateway(loaded), program, madeAtMs: nowMs, tables: tablesOf(database) },
      passphrase,
    });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function tablesOf(database: string): Record<string, number> {
  const store = openStoreToRead(database);
  try {
    const rows = store.prepare('SELECT room, version FROM rooms').all() as { room: string; version: number }[];
    return Object.fromEntries(rows.map(({ room, version }) => [room, version]));
  } finally {
    store.close();
  }
}

/** What to say of it on a terminal. */
export function explainBackup(manifest: ArchiveManifest, file: string, isSealed: boolean): string {
  const megabytes = Math.ceil(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1024 ** 2);
  return [
    `${file}: ${manifest.files.length} files, ${megabytes} MB, as of ${new Date(manifest.madeAtMs).toISOString()}`,
    isSealed
      ? 'It is sealed; without its passphrase nobody can put it back.'
      : 'It holds the site’s keys and face templates IN CLEAR. Keep it as you keep the box itself, or seal it: --passphrase-file FILE',
    'The site file and what it names (photos, plan, keys of releases) are not in it: keep a copy of them beside it.',
  ].join('\n');
}
