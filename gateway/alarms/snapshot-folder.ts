import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One JPEG an alarm, in a folder only the gateway's user can read; the oldest go when there are more than `limit`. */
export interface SnapshotFolder {
  write(alarm: string, jpeg: Uint8Array): Promise<void>;
  read(alarm: string): Uint8Array | undefined;
}

export function createSnapshotFolder(dir: string, limit: number): SnapshotFolder {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const pathOf = (alarm: string) => {
    if (!/^[a-z0-9]{1,64}$/.test(alarm)) throw new Error('not an alarm id');
    return join(dir, `${alarm}.jpg`);
  };
  let files = readdirSync(dir)
    .filter((file) => file.endsWith('.jpg'))
    .map((file) => join(dir, file))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return {
    write: async (alarm, jpeg) => {
      const path = pathOf(alarm);
      const partial = `${path}.partial`;
      await writeFile(partial, jpeg, { mode: 0o600 });
      await rename(partial, path);
      files = [...files.filter((file) => file !== path), path];
      for (const old of files.splice(0, Math.max(0, files.length - limit))) rmSync(old, { force: true });
    },
    read: (alarm) => {
      const path = pathOf(alarm);
      return existsSync(path) ? readFileSync(path) : undefined;
    },
  };
}
