import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ArchiveProblem } from './archive-problem.ts';
import type { FileToArchive } from './tar-write-archive.ts';

/** Smaller files that do not stand in a folder of their own kind are read at once: they belong together, as a key and what names it. */
const smallBytes = 1024 * 1024;
const large = /^(evidence|artefacts)\//;
const tries = 20;

interface Seen {
  path: string;
  from: string;
  isSmall: boolean;
  mark: string;
}

/**
 * The files of a folder that is in use, but those that `skips` says of; the small ones as they stood together at one moment.
 * Throws ArchiveProblem `failed` where that moment does not come, or something is a link, which would not come back as one.
 */
export function readFolder(folder: string, skips: (path: string) => boolean): FileToArchive[] {
  for (let n = 0; n < tries; n += 1) {
    const seen = list(folder, '', skips);
    const files = seen.map(({ path, from, isSmall }): FileToArchive => ({ path, from: isSmall ? read(from) : from }));
    const again = list(folder, '', skips);
    const marks = (all: readonly Seen[]) => all.flatMap(({ isSmall, mark }) => (isSmall ? mark : [])).join('\n');
    if (marks(seen) === marks(again)) return files;
  }
  throw new ArchiveProblem('failed', `${folder} changes all the time; try again`);
}

/** Empty where it is gone: then the second look differs. */
function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Uint8Array();
    throw error;
  }
}

function list(folder: string, under: string, skips: (path: string) => boolean): Seen[] {
  const names = readdirSync(join(folder, under), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (skips(path)) return [];
    if (entry.isDirectory()) return list(folder, path, skips);
    const from = join(folder, path);
    if (entry.isSymbolicLink())
      throw new ArchiveProblem('failed', `${from} is a symbolic link: put in its place what it stands for`);
    const found = entry.isFile() ? statSync(from, { throwIfNoEntry: false }) : undefined;
    if (!found) return [];
    const isSmall = found.size < smallBytes && !large.test(path);
    return [{ path, from, isSmall, mark: `${path} ${found.ino} ${found.mtimeMs} ${found.size}` }];
  });
}
