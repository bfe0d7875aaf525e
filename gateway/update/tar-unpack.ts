import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, statfs } from 'node:fs/promises';
import { dirname, posix } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { extract, list, type ReadEntry } from 'tar';
import { syncFolder } from '../../devices/files/synced-files.ts';
import { reservedBytes } from './download.ts';
import { asStepProblem, StepProblem } from './step-problem.ts';

export interface UnpackLimits {
  entries: number;
  /** Unpacked, all files together. */
  bytes: number;
  pathLength: number;
}

const usual: UnpackLimits = { entries: 100_000, bytes: 4 * 1024 ** 3, pathLength: 512 };

/**
 * Unpacks a .tar.gz into the folder `target`, which is there when all of it is on the disk and not before. Only files, folders
 * and links that stay inside. Throws StepProblem `unpack-failed` or `no-space`; nothing stays then, nor where `signal`
 * aborts, whose reason is thrown.
 */
export async function unpack(
  archive: string,
  target: string,
  limits: Partial<UnpackLimits> = {},
  signal?: AbortSignal,
): Promise<void> {
  const fresh = `${target}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o755 });
  try {
    await unpackInto(archive, fresh, { ...usual, ...limits }, signal);
    // one call for thousands of files; a file at a time takes a minute on a slow disk
    await promisify(execFile)('sync', ['--file-system', fresh], { signal });
    await rename(fresh, target);
    syncFolder(dirname(target));
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    signal?.throwIfAborted();
    throw asStepProblem(error, 'unpack-failed');
  }
}

async function unpackInto(
  archive: string,
  folder: string,
  limits: UnpackLimits,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await lookThrough(archive, limits, bavail * bsize - reservedBytes, signal);
  // the rest is left out instead of cut off: what is cut off would still be writing
  const filter = () => signal?.aborted !== true;
  const into = extract({ cwd: folder, strict: true, preserveOwner: false, noMtime: true, maxDepth: 64, filter });
  await pipeline(createReadStream(archive), into);
  signal?.throwIfAborted();
}

/** All of it before the first file is written: what is stopped half-way would still be writing. */
async function lookThrough(
  archive: string,
  limits: UnpackLimits,
  room: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const stop = new AbortController();
  const any = signal ? AbortSignal.any([stop.signal, signal]) : stop.signal;
  const links = new Set<string>();
  let [entries, bytes] = [0, 0];
  const look = (entry: ReadEntry): string | undefined => {
    const path = posix.normalize(entry.path);
    entries += 1;
    bytes += entry.size;
    if (entries > limits.entries) return `more than ${limits.entries} entries`;
    if (bytes > limits.bytes) return `more than ${limits.bytes} bytes`;
    if (parentsOf(path).some((parent) => links.has(parent))) return 'a path through a link';
    if (entry.type === 'SymbolicLink') links.add(path.replace(/\/+$/, ''));
    return findWrong(entry, limits);
  };
  const parser = list({
    strict: true,
    onReadEntry: (entry) => {
      const wrong = look(entry);
      if (wrong !== undefined) stop.abort(new StepProblem('unpack-failed', wrong));
      else if (bytes > room) stop.abort(new StepProblem('no-space', 'what is in the archive does not fit on the disk'));
      entry.resume();
    },
  });
  try {
    await pipeline(createReadStream(archive), parser, { signal: any });
  } catch (error) {
    if (stop.signal.aborted) throw stop.signal.reason;
    const { code, tarCode } = error as NodeJS.ErrnoException & { tarCode?: string };
    throw new StepProblem('unpack-failed', `the archive cannot be read: ${tarCode ?? code ?? 'damaged'}`, {
      cause: error,
    });
  }
  // the last entry may have been the wrong one
  stop.signal.throwIfAborted();
  if (entries === 0) throw new StepProblem('unpack-failed', 'the archive is empty');
}

function parentsOf(path: string): string[] {
  const steps = path.split('/').filter(Boolean);
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
}

const taken: ReadonlySet<string> = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'SymbolicLink']);

function findWrong({ path, type, linkpath = '' }: ReadEntry, { pathLength }: UnpackLimits): string | undefined {
  if (!taken.has(type)) return `an entry of the type ${type}`;
  if (path.length > pathLength || linkpath.length > pathLength) return 'a path that is too long';
  if (!isInside(path)) return 'a path that leads outside';
  return type === 'SymbolicLink' && !isLinkInside(path, linkpath) ? 'a link that leads outside' : undefined;
}

/** Steps up only at its beginning: behind another link they would lead elsewhere than they seem to. */
function isLinkInside(path: string, linkpath: string): boolean {
  const isPlain = linkpath !== '' && posix.normalize(linkpath) === linkpath && !posix.isAbsolute(linkpath);
  return isPlain && isInside(posix.join(posix.dirname(path), linkpath));
}

const isInside = (path: string): boolean =>
  !posix.isAbsolute(path) && !path.includes('\\') && !path.includes('\0') && !posix.normalize(path).startsWith('..');
