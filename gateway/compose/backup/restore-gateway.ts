import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ArchiveManifest } from '../../../devices/archive/archive-manifest.ts';
import { ArchiveProblem } from '../../../devices/archive/archive-problem.ts';
import {
  decideRestore,
  finishRestore,
  freshFolder,
  isRestoring,
  type ReachStep,
} from '../../../devices/archive/put-in-place.ts';
import { unpackArchive } from '../../../devices/archive/tar-read-archive.ts';
import type { Clock } from '../../kernel/clock.ts';
import { knownTables } from '../../kernel/known-tables.ts';
import { linkFiles } from '../../kernel/link-files.ts';
import { holdAlone } from '../../kernel/sqlite-store.ts';
import { type LoadedSite, resolveFrom } from '../../register/site/site-file.ts';
import { asFault } from './archive-fault.ts';
import { ofGateway } from './backup-gateway.ts';
import { readLostDeeds } from './sqlite-lost-deeds.ts';
import { type SettledRestore, settleRestored } from './sqlite-settle-restored.ts';

export interface RestoreOptions {
  loaded: LoadedSite;
  /** The archive. */
  file: string;
  passphrase?: string | undefined;
  clock: Clock;
  /** Told before each step that changes something. */
  reached?: ReachStep;
}

export interface RestoredGateway {
  manifest: ArchiveManifest;
  settled: SettledRestore;
  /** The folder with what was there. */
  before: string;
}

/** Of the machine: programs and logs stay as they are. */
const keep = ['update', 'log', 'compile-cache'];

/**
 * Puts a backup in the place of the data folder's contents. Everything is unpacked, checked and made ready beside them first; then
 * one rename decides. Killed before it nothing has changed; killed after it the next start goes on to the end. Throws Fault
 * `data-folder-unusable`, `data-folder-in-use`, `backup-refused`, `database-newer` or `backup-failed`.
 */
export async function restoreGateway(options: RestoreOptions): Promise<RestoredGateway> {
  const { loaded, file, passphrase, clock, reached = () => {} } = options;
  const dataDir = resolveFrom(loaded.baseDir, loaded.site.gateway.data);
  const letGo = holdAlone(join(dataDir, 'site.db'));
  try {
    finishRestore(dataDir);
    const into = join(dataDir, freshFolder);
    reached('unpack');
    const about = { part: 'gateway', of: ofGateway(loaded), knownTables } as const;
    const manifest = await unpackArchive({ file: resolve(file), into, passphrase, ...about });
    if (!existsSync(join(into, 'site.db'))) throw new ArchiveProblem('refused', `${file} holds no database`);
    reached('settle');
    const lost = readLostDeeds(join(dataDir, 'site.db'), join(into, 'site.db'));
    const settled = settleRestored(join(into, 'site.db'), { clock, lost, manifest });
    // A backup without pictures does not cost those that are there: both folders hold them, each under its own name.
    if (!existsSync(join(into, 'evidence'))) linkFiles(join(dataDir, 'evidence'), join(into, 'evidence'));
    // Never older than the backup's: the cloud ends a certificate once the one after it was used.
    const own = existsSync(join(dataDir, 'identity')) ? ['identity'] : [];
    for (const name of own) rmSync(join(into, name), { recursive: true, force: true });
    const before = decideRestore(dataDir, { keep: [...keep, ...own], atMs: clock.wallMs() }, reached);
    finishRestore(dataDir, reached);
    return { manifest, settled, before };
  } catch (error) {
    throw asFault(error, `cannot restore into ${dataDir}`);
  } finally {
    letGo();
  }
}

/** Brings a restore to its end that was cut off after it had been decided; for whoever is about to open the folder. */
export function finishRestoreOf(loaded: LoadedSite): void {
  const dataDir = resolveFrom(loaded.baseDir, loaded.site.gateway.data);
  if (!isRestoring(dataDir)) return;
  const letGo = holdAlone(join(dataDir, 'site.db'));
  try {
    finishRestore(dataDir);
  } catch (error) {
    throw asFault(error, `cannot restore into ${dataDir}`);
  } finally {
    letGo();
  }
}

/** What to say of it on a terminal; nothing that was lost is left out. */
export function explainRestore({ manifest, settled, before }: RestoredGateway): string {
  const { lost, withdrawn, erased } = settled;
  const known = lost
    ? `${lost.entries} entries of the ledger after it are not in it: ${countsOf(lost.actions)}`
    : 'what happened after it is NOT KNOWN here: erasures, withdrawn consents and blocked cards since then have to be done again';
  return [
    `restored: the data of ${manifest.of} as of ${new Date(manifest.madeAtMs).toISOString()}`,
    `what was there is in ${before}; delete it once nobody needs it: it holds keys and templates`,
    known,
    `consents withdrawn again: ${withdrawn.join(', ') || 'none'}`,
    `PEOPLE TO BE ERASED AGAIN at the console: ${erased.join(', ') || 'none that is known here'}`,
    'cards, passwords and roles are as they were then; everybody signs in again; the cloud is told in a new epoch',
    'a box that had no certificate of its own may have to be claimed anew: the cloud ends those that were renewed since',
  ].join('\n');
}

const countsOf = (actions: Record<string, number>): string =>
  Object.entries(actions)
    .map(([action, count]) => `${action} ${count}`)
    .join(', ') || 'none';
