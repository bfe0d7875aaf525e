import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { keepPrivate } from './keep-private.ts';

/**
 * Holds a file as a lock until it is let go, or the process ends, however that ends; its folder is there. Throws what `inUse` makes
 * where another holds it, and an error of the file system where it cannot be made or written.
 */
export function holdLock(file: string, inUse: (cause: unknown) => Error): () => void {
  takeFile(file);
  const lock = new Database(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return () => void lock.close();
  } catch (cause) {
    lock.close();
    throw String((cause as { code?: unknown }).code).startsWith('SQLITE_BUSY') ? inUse(cause) : cause;
  }
}

/** Whoever could read it could hold it, too; and SQLite also opens what it may only read, and then locks nothing. */
function takeFile(file: string): void {
  try {
    // never one that is there: to close it would let go what this process holds of it
    if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600, flag: 'a' });
    accessSync(file, constants.R_OK | constants.W_OK);
    keepPrivate(file);
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    const owner = existsSync(file) ? statSync(file).uid : process.getuid?.();
    if (owner === process.getuid?.() || (code !== 'EACCES' && code !== 'EPERM')) throw cause;
    const whose = `${file} belongs to ${owner === 0 ? 'root' : `the user ${owner}`}, who has run this here before`;
    const what = `${whose}: do so as that user again, or delete the file while nothing else uses ${dirname(file)}`;
    throw Object.assign(new Error(what, { cause }), { code, syscall });
  }
}
