import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Raised whenever the same text is to be read differently. */
const readingVersion = 1;
const sealBytes = 32;
const seal = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer');

/**
 * What `read` makes of a text, kept where Node keeps what it has compiled (NODE_COMPILE_CACHE): YAML of thousands of residents takes
 * longer to read than all the rest of a start. Whoever can write there can change the program anyway. Only the last text is kept, for
 * its owner's eyes; one that is torn, or cannot be kept, is read anew.
 */
export function keptReading(text: string, read: (text: string) => unknown, cacheDir = getCompileCacheDir()): unknown {
  if (cacheDir === undefined) return read(text);
  const dir = join(cacheDir, 'site-file');
  forgetOthers(cacheDir);
  const name = `${hash('sha256', `${readingVersion}\n${text}`, 'hex')}.v8`;
  const kept = readKept(join(dir, name));
  if (kept) return kept.value;
  const value = read(text);
  try {
    keep(dir, name, value);
  } catch {
    // a full or read-only disk: the next start reads the text again
  }
  return value;
}

/** Each version of Node has a folder of its own beside the others. */
function forgetOthers(cacheDir: string): void {
  try {
    for (const name of readdirSync(dirname(cacheDir)))
      if (name.startsWith('v') && name !== basename(cacheDir))
        rmSync(join(dirname(cacheDir), name, 'site-file'), { recursive: true, force: true });
  } catch {
    // tried again with the next start
  }
}

function readKept(path: string): { value: unknown } | undefined {
  try {
    const bytes = readFileSync(path);
    const body = bytes.subarray(sealBytes);
    return seal(body).equals(bytes.subarray(0, sealBytes)) ? { value: deserialize(body) } : undefined;
  } catch {
    return undefined;
  }
}

function keep(dir: string, name: string, value: unknown): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // residents who have left the file are not to stay here
  for (const old of readdirSync(dir)) rmSync(join(dir, old), { force: true });
  const body = serialize(value);
  const fresh = join(dir, `${name}.new`);
  writeFileSync(fresh, Buffer.concat([seal(body), body]), { mode: 0o600 });
  renameSync(fresh, join(dir, name));
}
