import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Parser, type ReadEntry } from 'tar';
import { parseJsonBytes } from '../contracts/parse.ts';
import {
  type ArchivedFile,
  type ArchiveManifest,
  archivedPath,
  archiveVersion,
  manifestName,
  maxManifestBytes,
  maxPathLength,
  parseManifest,
} from './archive-manifest.ts';
import { ArchiveProblem, asArchiveProblem } from './archive-problem.ts';
import { createOpener, sealedHeadBytes, sealMark } from './seal-stream.ts';
import { checkRoom } from './tar-write-archive.ts';

export interface ArchiveToRead {
  file: string;
  /** A folder that is made for it, on the disk where it will be used. */
  into: string;
  part: ArchiveManifest['part'];
  of: string;
  passphrase?: string | undefined;
  /** Versions of the tables that this program knows. A room that it does not know is none of its business. */
  knownTables: Readonly<Record<string, number>>;
}

/**
 * Unpacks an archive and checks all of it: every file is there, as it was, and nothing else. Throws ArchiveProblem `refused`,
 * `newer` or `failed`; the folder is taken away again then.
 */
export async function unpackArchive(archive: ArchiveToRead): Promise<ArchiveManifest> {
  const { file, into } = archive;
  try {
    const { size } = statSync(file);
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true, mode: 0o700 });
    // neither tar nor seal makes anything smaller: it never holds more than its own size
    await checkRoom(into, size);
    const found = await unpackEntries(archive, size);
    return checkManifest(archive, found);
  } catch (error) {
    rmSync(into, { recursive: true, force: true });
    throw asArchiveProblem(error, `cannot read ${file}`);
  }
}

async function unpackEntries({ file, into, passphrase }: ArchiveToRead, size: number): Promise<ArchivedFile[]> {
  const head = readHead(file);
  const isSealed = head.subarray(0, sealMark.length).equals(sealMark);
  if (isSealed && passphrase === undefined)
    throw new ArchiveProblem('refused', `${file} is sealed; name its passphrase with --passphrase-file`);
  const found: ArchivedFile[] = [];
  let wrong: unknown;
  let left = size;
  /** A packed one would hold more than it has. */
  const take = (write: () => void, bytes: number) => {
    left -= bytes;
    try {
      if (left < 0) throw new ArchiveProblem('refused', `${file} holds more than its own size`);
      if (wrong === undefined) write();
    } catch (error) {
      wrong ??= error;
    }
  };
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      try {
        if (wrong === undefined) takeEntry(entry, into, found, take);
      } catch (error) {
        wrong ??= error;
      }
      entry.resume();
    },
  });
  const from = createReadStream(file, { start: isSealed ? sealedHeadBytes : 0, end: Math.max(size - 1, 0) });
  try {
    // the parser is a stream of the package's own kind
    const into = parser as unknown as NodeJS.WritableStream;
    await (isSealed ? pipeline(from, createOpener(passphrase!, head), into) : pipeline(from, into));
  } catch (cause) {
    if (cause instanceof ArchiveProblem) throw cause;
    const { tarCode, code } = cause as NodeJS.ErrnoException & { tarCode?: string };
    if (tarCode === undefined && !String(code).startsWith('TAR_')) throw cause;
    throw new ArchiveProblem('refused', `${file} is no whole archive: ${tarCode ?? code}`, { cause });
  }
  if (wrong !== undefined) throw wrong;
  return found;
}

function readHead(file: string): Buffer {
  const head = Buffer.alloc(sealedHeadBytes);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, head, 0, head.length, 0);
    return head;
  } finally {
    closeSync(opened);
  }
}

type Take = (write: () => void, bytes: number) => void;

function takeEntry(entry: ReadEntry, into: string, found: ArchivedFile[], take: Take): void {
  const { path, type } = entry;
  const name = JSON.stringify(path.slice(0, maxPathLength));
  if (type !== 'File') throw new ArchiveProblem('refused', `${name} in it is no file but ${type}`);
  if (path.length > maxPathLength || !archivedPath.test(path))
    throw new ArchiveProblem('refused', `${name} in it is no name that a backup has`);
  if (found.some((one) => one.path === path)) throw new ArchiveProblem('refused', `${name} is in it twice`);
  if (found.at(-1)?.path === manifestName) throw new ArchiveProblem('refused', `${name} comes after its end`);
  const target = join(into, path);
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const file = openSync(target, 'wx', 0o600);
  const hash = createHash('sha256');
  const taken = { path, bytes: 0, sha256: '' };
  found.push(taken);
  entry.on('data', (piece: Buffer) =>
    take(() => {
      for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
      taken.bytes += piece.length;
      hash.update(piece);
    }, piece.length),
  );
  entry.on('end', () =>
    take(() => {
      fsyncSync(file);
      closeSync(file);
      taken.sha256 = hash.digest('hex');
    }, 0),
  );
}

/** What the manifest says against what was unpacked; `found` holds the manifest as the last one. */
function checkManifest({ file, into, part, of, knownTables }: ArchiveToRead, found: ArchivedFile[]): ArchiveManifest {
  const refuse = (why: string) => new ArchiveProblem('refused', `${file} ${why}`);
  if (found.at(-1)?.path !== manifestName) throw refuse('is no whole backup: its end is missing');
  const bytes = readFileSync(join(into, manifestName));
  const newer = /"version": ?(\d{1,9})/.exec(bytes.subarray(0, 400).toString())?.[1];
  if (Number(newer) > archiveVersion)
    throw new ArchiveProblem('newer', `${file} has format ${newer}; this program knows ${archiveVersion}`);
  const parsed = parseJsonBytes(bytes, parseManifest, maxManifestBytes);
  if (!parsed.ok) throw refuse(`is no backup: its manifest is not readable: ${parsed.problem}`);
  const manifest = parsed.value;
  if (manifest.part !== part || manifest.of !== of)
    throw refuse(`is a backup of ${manifest.part} ${manifest.of}, not of ${part} ${of}`);
  for (const [room, version] of Object.entries(manifest.tables)) {
    const known = knownTables[room];
    if (known !== undefined && version > known)
      throw new ArchiveProblem(
        'newer',
        `${file} holds ${room} tables of version ${version}; this program knows ${known}`,
      );
  }
  const listed = new Map(manifest.files.map((each) => [each.path, each]));
  if (listed.size !== found.length - 1)
    throw refuse(`holds ${found.length - 1} files; its manifest names ${listed.size}`);
  for (const { path, bytes: size, sha256 } of found.slice(0, -1)) {
    const said = listed.get(path);
    if (said?.sha256 !== sha256 || said.bytes !== size) throw refuse(`is damaged: ${path} is not what was backed up`);
  }
  rmSync(join(into, manifestName));
  return manifest;
}
