import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ArchiveManifest } from '../../devices/archive/archive-manifest.ts';
import { ArchiveProblem } from '../../devices/archive/archive-problem.ts';
import { decideRestore, finishRestore, freshFolder, type ReachStep } from '../../devices/archive/put-in-place.ts';
import { unpackArchive } from '../../devices/archive/tar-read-archive.ts';
import { sessionKeyName } from '../api/operator-credentials.ts';
import type { CloudConfig } from '../cloud-config.ts';
import type { Log } from '../log.ts';
import { openCloudStore } from '../store/open-store.ts';
import { cloudTablesVersion } from '../store/sqlite-schema.ts';
import { asFault } from './archive-fault.ts';
import { holdForRestore } from './hold-data-folder.ts';
import type { PresentIdentity } from './restored-data.ts';
import { readPresentIdentity } from './sqlite-present.ts';

export interface CloudRestoreOptions {
  config: Pick<CloudConfig, 'data' | 'store'>;
  /** The archive. */
  file: string;
  passphrase?: string | undefined;
  nowMs: number;
  log: Log;
  /** Told before each step that changes something. */
  reached?: ReachStep;
}

export interface RestoredCloud {
  manifest: ArchiveManifest;
  /** Whether certificates and tokens as of now could be taken over. */
  knewIdentity: boolean;
  /** The folder with what was there. */
  before: string;
}

/**
 * Puts a backup in the place of the data folder's contents. Everything is unpacked, checked and made ready beside them first; then
 * one rename decides. Killed before it nothing has changed; killed after it the next start goes on to the end. Throws Fault
 * `data-folder-unusable`, `data-folder-in-use`, `backup-refused`, `database-newer` or `backup-failed`, or one of a database that
 * cannot be reached.
 */
export async function restoreCloud(options: CloudRestoreOptions): Promise<RestoredCloud> {
  const { config, file, passphrase, nowMs, reached = () => {} } = options;
  const { data, store } = config;
  const letGo = await holdForRestore(config, true);
  try {
    finishRestore(data);
    const into = join(data, freshFolder);
    reached('unpack');
    const about = { part: 'cloud', of: 'cloud', knownTables: { cloud: cloudTablesVersion } } as const;
    const manifest = await unpackArchive({ file: resolve(file), into, passphrase, ...about });
    if (existsSync(join(into, 'cloud.db')) === (store !== undefined))
      throw new ArchiveProblem(
        'refused',
        store ? `${file} holds an embedded database; this cloud has PostgreSQL` : `${file} holds no database`,
      );
    const present = store ? undefined : readPresentIdentity(join(data, 'cloud.db'));
    const knewIdentity = goesOn(readPresentIdentity(join(into, 'cloud.db')), present);
    reached('settle');
    await settle({ ...options, config: store ? config : { data: into } }, { present, madeAtMs: manifest.madeAtMs });
    const before = decideRestore(data, { keep: ['compile-cache'], atMs: nowMs }, reached);
    finishRestore(data, reached);
    return { manifest, knewIdentity, before };
  } catch (error) {
    throw asFault(error, `cannot restore into ${data}`);
  } finally {
    await letGo();
  }
}

/** Whether a database knows all that one before it knew: certificates are never deleted, tokens only given anew or ended for one. */
function goesOn(then: PresentIdentity | undefined, now: PresentIdentity | undefined): boolean {
  if (!then || !now) return false;
  const certificates = new Set(now.certificates.map(({ fingerprint }) => fingerprint));
  const holders = new Set([...now.tokens, ...now.certificates].map(({ gateway }) => gateway));
  return (
    then.certificates.every(({ fingerprint }) => certificates.has(fingerprint)) &&
    then.tokens.every(({ gateway }) => holders.has(gateway))
  );
}

/** Sessions that were ended since would begin to count again: all of them end. */
async function settle(
  { config, log, nowMs }: Pick<CloudRestoreOptions, 'config' | 'log' | 'nowMs'>,
  data: Parameters<Awaited<ReturnType<typeof openCloudStore>>['settleRestored']>[0],
): Promise<void> {
  const store = await openCloudStore(config, log);
  try {
    await store.settleRestored(data, nowMs);
    const key = await store.secret(sessionKeyName);
    if (key !== undefined) await store.swapSecret(sessionKeyName, key, randomBytes(32).toString('base64'));
  } finally {
    await store.close();
  }
}

/** What to say of it on a terminal; nothing that was lost is left out. */
export function explainCloudRestore({ manifest, knewIdentity, before }: RestoredCloud): string {
  return [
    `restored: the data of the cloud as of ${new Date(manifest.madeAtMs).toISOString()}`,
    `what was there is in ${before}; delete it once nobody needs it: it holds keys`,
    'gateways send what they still have; what they had let go of since the backup is counted as missing, gateway by gateway',
    knewIdentity
      ? 'certificates and tokens that were renewed or revoked since stay so'
      : 'CERTIFICATES AND TOKENS ARE AS THEY WERE THEN: revoke again what was revoked since; a gateway that renewed its certificate since has to be claimed anew',
    'claim codes that nobody had used are withdrawn and all tokens of operators are ended: make new ones',
    'shares are paused: let those go on that are still wanted',
    'operators, roles, passwords, second factors, settings and rollouts are as they were then; everybody signs in again',
  ].join('\n');
}
