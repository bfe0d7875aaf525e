import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../../devices/files/synced-files.ts';
import { Fault } from '../fault.ts';
import type { SecretStore } from './store.ts';

/** Each secret is a file of its own in the data folder, for the owner only. One process serves, so nobody comes between. */
export function createFileSecrets(folder: string): SecretStore {
  function unusable(cause: unknown): Fault {
    return new Fault('data-folder-unusable', `cannot keep secrets in ${folder}: ${(cause as Error).message}`, {
      cause,
    });
  }
  function read(name: string): string | undefined {
    try {
      return readFileSync(join(folder, name), 'utf8').trim();
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw unusable(cause);
    }
  }
  function write(name: string, text: string): void {
    try {
      replaceFile(join(folder, name), `${text}\n`);
    } catch (cause) {
      throw unusable(cause);
    }
  }
  return {
    secret: async (name) => read(name),
    async swapSecret(name, before, text) {
      const known = read(name);
      if (known !== before && known !== undefined) return known;
      write(name, text);
      return text;
    },
  };
}
