import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { ArchiveProblem } from './archive-problem.ts';
import { checkRoom } from './tar-write-archive.ts';

/**
 * One moment of a database that may be in use, as a file of its own, read through once. Throws ArchiveProblem `failed` where
 * there is no room, and where it is damaged: a backup of that would be none.
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new ArchiveProblem('failed', `there is no database ${from}`);
  const wal = statSync(`${from}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  await checkRoom(dirname(to), statSync(from).size + wal);
  try {
    const source = new Database(from, { readonly: true, timeout: 10_000 });
    try {
      source.prepare('VACUUM INTO ?').run(to);
    } finally {
      source.close();
    }
    const copy = new Database(to, { readonly: true });
    try {
      const problem = copy.pragma('quick_check(1)', { simple: true });
      if (problem !== 'ok') throw new ArchiveProblem('failed', `${from} is damaged: ${String(problem)}`);
    } finally {
      copy.close();
    }
  } catch (cause) {
    rmSync(to, { force: true });
    if (cause instanceof ArchiveProblem) throw cause;
    throw new ArchiveProblem('failed', `${from} cannot be copied: ${(cause as Error).message}`, { cause });
  }
}
