import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One text in a device's flash, replaced as a whole: after a power cut it is the old one or the new one. */
export interface FlashNote {
  /** `undefined` when nothing was ever written. */
  load(): string | undefined;
  save(text: string): void;
}

export function createFileNote(path: string): FlashNote {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return {
    load() {
      try {
        return readFileSync(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    save(text) {
      const file = openSync(`${path}.new`, 'w', 0o600);
      try {
        writeSync(file, text);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(`${path}.new`, path);
    },
  };
}

/** A device without flash. */
export function createForgetfulNote(): FlashNote {
  return { load: () => undefined, save: () => {} };
}
