import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, syncFolder } from '../../devices/archive/sync-folder.ts';
import { Fault } from '../fault.ts';
import type { SecretStore } from '../store/store.ts';
import { type Authority, createAuthorityKey, openAuthority } from './x509-authority.ts';

const secretName = 'gateway-authority.key';

/** The key from the file that the configuration names, which is made when missing, for the owner only. */
function readKeyFile(file: string): string {
  const fresh = `${file}.${process.pid}.new`;
  try {
    if (!existsSync(file)) {
      makeFolder(dirname(file));
      writeFileSync(fresh, createAuthorityKey(), { mode: 0o600, flush: true });
      // whole or not at all, and of two processes that start at once the first one's
      linkSync(fresh, file);
      syncFolder(dirname(file));
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Fault('authority-unusable', `cannot make ${file}: ${(cause as Error).message}`, { cause });
  } finally {
    rmSync(fresh, { force: true });
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Fault('authority-unusable', `cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}

/** The authority of this cloud, the same in all its processes; made at the first start. */
export async function openCloudAuthority(store: SecretStore, keyFile: string | undefined): Promise<Authority> {
  if (keyFile !== undefined) return openAuthority(readKeyFile(keyFile));
  const known = await store.secret(secretName);
  return openAuthority(known ?? (await store.swapSecret(secretName, undefined, createAuthorityKey())));
}
