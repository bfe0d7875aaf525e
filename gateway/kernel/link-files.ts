import { existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Gives the files of a folder a second name in another one, so that what is taken away under the first stays; costs no room. */
export function linkFiles(from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isFile() && !existsSync(join(to, entry.name))) linkSync(join(from, entry.name), join(to, entry.name));
}
