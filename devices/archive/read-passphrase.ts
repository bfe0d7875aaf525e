import { readFileSync } from 'node:fs';
import { ArchiveProblem } from './archive-problem.ts';

const fewestChars = 12;

/** The file's first line; `undefined` where no file is named. Throws ArchiveProblem `passphrase`. */
export function readPassphrase(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  let line: string;
  try {
    line = readFileSync(path, 'utf8').split(/\r?\n/, 1)[0]!;
  } catch (cause) {
    throw new ArchiveProblem('passphrase', `cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
  if (line.length >= fewestChars) return line;
  throw new ArchiveProblem('passphrase', `the passphrase in ${path} has fewer than ${fewestChars} characters`);
}
