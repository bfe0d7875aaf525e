import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Without it a new name may be lost with the power; Windows has no such call. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Makes what is missing of a path, for its owner only; the new names are on disk when it returns. */
export function makeFolder(path: string): void {
  const top = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (top === undefined) return;
  // a name stands in the folder above it
  for (let made = resolve(path); made.length >= resolve(top).length; made = dirname(made)) syncFolder(dirname(made));
}
