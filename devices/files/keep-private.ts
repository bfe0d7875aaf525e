import { chmodSync, statSync } from 'node:fs';

/** From now on for their owner's eyes only, whoever could read them before; what is not there is passed over. */
export function keepPrivate(...files: string[]): void {
  if (process.platform === 'win32') return;
  for (const file of files) {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & 0o077) !== 0) chmodSync(file, 0o600);
  }
}

/** SQLite makes files that everybody may read, unless the umask says otherwise; its log and shared memory get the mode that the file had. */
export const partsOf = (database: string): string[] => ['', '-wal', '-shm'].map((end) => `${database}${end}`);
