import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Writes a file for its owner's eyes beside the old one and puts it in its place: a power cut leaves the one or the other. */
export function replaceFile(path: string, text: string): void {
  makeFolder(dirname(path));
  // two processes may each have something to say
  const fresh = `${path}.${process.pid}.new`;
  writeSynced(fresh, Buffer.from(text));
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** For its owner's eyes; what it holds is on disk when it returns, and its name once the folder is synced. */
export function writeSynced(path: string, content: Uint8Array): void {
  const file = openSync(path, 'w', 0o600);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(file, content, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
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
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** What was written to a file by other means is on disk when it returns. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
