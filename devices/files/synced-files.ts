import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Writes a file for its owner's eyes beside the old one and puts it in its place: a power cut leaves the one or the other. */
export function replaceFile(path: string, text: string): void {
  makeFolder(dirname(path));
  const fresh = freshName(path);
  writeSynced(fresh, text);
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** Makes a file for its owner's eyes, whole or not at all. Throws EEXIST where there is one: of two at once the first one's counts. */
export function createFile(path: string, content: string | Uint8Array): void {
  makeFolder(dirname(path));
  const fresh = freshName(path);
  // cut off after the link, it is another name of a file that counts
  rmSync(fresh, { force: true });
  try {
    writeSynced(fresh, content);
    linkSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  syncFolder(dirname(path));
}

/** Gives a file that was written by other means its name once it is on disk; resolves when the name is, too. Blocks nobody meanwhile. */
export async function finishFile(fresh: string, path: string): Promise<void> {
  await sync(fresh, 'r+');
  await rename(fresh, path);
  if (process.platform !== 'win32') await sync(dirname(path), 'r');
}

/** Makes what is missing of a path, for its owner only; the new names are on disk when it returns. */
export function makeFolder(path: string): void {
  const top = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (top === undefined) return;
  // a name stands in the folder above it
  for (let made = resolve(path); made.length >= resolve(top).length; made = dirname(made)) syncFolder(dirname(made));
}

/** Without it a new name may be lost with the power; Windows has no such call. */
export function syncFolder(path: string): void {
  if (process.platform !== 'win32') syncNow(path, 'r');
}

/** What was written to a file by other means is on disk when it returns. */
export function syncFile(path: string): void {
  syncNow(path, 'r+');
}

/** Two processes may each have something to say. */
const freshName = (path: string): string => `${path}.${process.pid}.new`;

function writeSynced(path: string, content: string | Uint8Array): void {
  writeFileSync(path, content, { mode: 0o600, flush: true });
}

function syncNow(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function sync(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags);
  await file.sync().finally(() => file.close());
}
