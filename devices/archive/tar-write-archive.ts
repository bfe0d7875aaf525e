import { createHash } from 'node:crypto';
import {
  closeSync,
  createWriteStream,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Header } from 'tar';
import { syncFolder } from '../files/synced-files.ts';
import {
  type ArchivedFile,
  type ArchiveManifest,
  archivedPath,
  archiveVersion,
  manifestName,
  maxPathLength,
} from './archive-manifest.ts';
import { ArchiveProblem, asArchiveProblem } from './archive-problem.ts';
import { createSealer } from './seal-stream.ts';

export interface FileToArchive {
  path: string;
  /** Its bytes, or the file that holds them; such a file that is gone meanwhile is left out, unless it is required. */
  from: Uint8Array | string;
  required?: true;
}

export interface ArchiveToWrite {
  /** Where it goes; never over another one. */
  target: string;
  files: readonly FileToArchive[];
  about: Omit<ArchiveManifest, 'format' | 'version' | 'files'>;
  /** Sealed with it, or in clear. */
  passphrase?: string | undefined;
}

const blockBytes = 512;
const readBytes = 256 * 1024;
/** Beyond the archive, so that what runs beside it goes on. */
export const reservedBytes = 64 * 1024 * 1024;

/**
 * Writes the archive for its owner's eyes only; it is on the disk and whole when it has its name. Throws ArchiveProblem `failed`
 * where there is no room or the target cannot be written, and leaves nothing then.
 */
export async function writeArchive({ target, files, about, passphrase }: ArchiveToWrite): Promise<ArchiveManifest> {
  const part = `${target}.part`;
  const kept: { manifest?: ArchiveManifest } = {};
  try {
    if (existsSync(target)) throw new ArchiveProblem('failed', `${target} is there already; name another file`);
    await checkRoom(dirname(target), sizeOf(files));
    const sealer = passphrase === undefined ? undefined : createSealer(passphrase);
    const plain = Readable.from(entriesOf(files, about, (manifest) => Object.assign(kept, { manifest })));
    const file = createWriteStream(part, { mode: 0o600, flags: 'w', flush: true });
    if (sealer) file.write(sealer.head);
    await (sealer ? pipeline(plain, sealer.stream, file) : pipeline(plain, file));
    renameSync(part, target);
    syncFolder(dirname(target));
    return kept.manifest!;
  } catch (error) {
    rmSync(part, { force: true });
    throw asArchiveProblem(error, `cannot write ${target}`);
  }
}

/** Throws ArchiveProblem `failed` where the folder's disk has not so many bytes free, and a reserve. */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const [wantedMb, freeMb] = [bytes + reservedBytes, bavail * bsize].map((each) => Math.ceil(each / 1024 ** 2));
  if (wantedMb! > freeMb!)
    throw new ArchiveProblem('failed', `${folder} has ${freeMb} MB free; ${wantedMb} MB are needed`);
}

function sizeOf(files: readonly FileToArchive[]): number {
  const sizes = files.map(({ from }) =>
    typeof from === 'string' ? (statSync(from, { throwIfNoEntry: false })?.size ?? 0) : from.length,
  );
  return sizes.reduce((sum, size) => sum + size + 2 * blockBytes, 0);
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The blocks of the tar file (POSIX ustar), the manifest last. */
function* entriesOf(
  files: readonly FileToArchive[],
  about: ArchiveToWrite['about'],
  done: (manifest: ArchiveManifest) => void,
): Generator<Buffer> {
  const listed: ArchivedFile[] = [];
  for (const file of files) {
    const entry = yield* entryOf(file);
    if (entry) listed.push(entry);
  }
  const manifest: ArchiveManifest = { format: 'ringward-backup', version: archiveVersion, ...about, files: listed };
  done(manifest);
  const text = Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`);
  yield Buffer.concat([headOf(manifestName, text.length), text, padding(text.length), Buffer.alloc(2 * blockBytes)]);
}

function* entryOf({ path, from, required }: FileToArchive): Generator<Buffer, ArchivedFile | undefined> {
  if (!archivedPath.test(path) || path.length > maxPathLength)
    throw new ArchiveProblem('failed', `${path} is no name for a file of a backup; move it away`);
  const source = typeof from === 'string' ? openIfThere(from) : Buffer.from(from);
  if (source === undefined && required) throw new ArchiveProblem('failed', `${path} went away meanwhile; try again`);
  if (source === undefined) return undefined;
  const bytes = typeof source === 'number' ? fstatSync(source).size : source.length;
  const hash = createHash('sha256');
  yield headOf(path, bytes);
  for (const piece of typeof source === 'number' ? piecesOf(source, bytes, path) : [source]) {
    hash.update(piece);
    yield piece;
  }
  yield padding(bytes);
  return { path, bytes, sha256: hash.digest('hex') };
}

function headOf(path: string, size: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  new Header({ path, size, mode: 0o600, type: 'File', mtime: new Date(0), uid: 0, gid: 0 }).encode(block, 0);
  return block;
}

const padding = (bytes: number): Buffer => Buffer.alloc((blockBytes - (bytes % blockBytes)) % blockBytes);

/** As many bytes as its head says, however it grows meanwhile. */
function* piecesOf(file: number, bytes: number, path: string): Generator<Buffer> {
  try {
    for (let left = bytes; left > 0; ) {
      const piece = Buffer.alloc(Math.min(left, readBytes));
      const read = readSync(file, piece, 0, piece.length, null);
      if (read === 0) throw new ArchiveProblem('failed', `${path} became shorter while it was read; try again`);
      left -= read;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}
