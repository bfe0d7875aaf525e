import { existsSync, readFileSync } from 'node:fs';
import { createFile } from '../../devices/files/synced-files.ts';
import { Fault } from '../fault.ts';
import type { SecretStore } from '../store/store.ts';
import { type Authority, createAuthorityKey, openAuthority } from './x509-authority.ts';

const secretName = 'gateway-authority.key';

/** The key from the file that the configuration names, which is made when missing, for the owner only. */
function readKeyFile(file: string): string {
  try {
    if (!existsSync(file)) createFile(file, createAuthorityKey());
  } catch (cause) {
    // of two processes that start at once the first one's counts
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new Fault('authority-unusable', `cannot make ${file}: ${(cause as Error).message}`, { cause });
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
