import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { finishFile } from '../../devices/files/synced-files.ts';
import { Fault } from '../fault.ts';
import type { ByteRange } from './parse-range.ts';

export interface ArtefactHashes {
  sha1: string;
  md5: string;
}

/** Files named by the SHA-256 of what they hold; a file under that name is whole and has been checked. */
export interface ArtefactFiles {
  /** Bytes that have come of one that is not whole yet; its whole size once it is. */
  size(sha256: string): Promise<{ bytes: number; whole: boolean }>;
  /**
   * Puts a piece where it belongs, which is the end of what has come. The last piece is checked with all of them: the hashes where
   * it is whole, undefined where more is to come. Throws `artefact-refused`: then what had come is gone if it was wrong.
   */
  add(
    artefact: { sha256: string; bytes: number },
    offset: number,
    piece: Readable,
  ): Promise<ArtefactHashes | undefined>;
  read(sha256: string, range?: ByteRange): Readable;
}

async function hashFile(path: string): Promise<ArtefactHashes & { found: string }> {
  const [sha256, sha1, md5] = ['sha256', 'sha1', 'md5'].map((name) => createHash(name)) as [
    ReturnType<typeof createHash>,
    ReturnType<typeof createHash>,
    ReturnType<typeof createHash>,
  ];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>)
    for (const hash of [sha256, sha1, md5]) hash.update(chunk);
  return { found: sha256.digest('hex'), sha1: sha1.digest('hex'), md5: md5.digest('hex') };
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Stops at the first byte too many. */
async function* limited(piece: Readable, room: number): AsyncGenerator<Buffer> {
  let left = room;
  for await (const chunk of piece as AsyncIterable<Buffer>) {
    left -= chunk.length;
    if (left < 0) throw new Fault('artefact-refused', 'more bytes came than the release says');
    yield chunk;
  }
}

/** Under `folder`, which several processes may share; it is made when missing. */
export function openArtefactFiles(folder: string): ArtefactFiles {
  const wholeAt = (sha256: string) => join(folder, sha256);
  const partAt = (sha256: string) => join(folder, `${sha256}.part`);
  const writing = new Set<string>();

  async function finish(sha256: string): Promise<ArtefactHashes> {
    const part = partAt(sha256);
    const { found, sha1, md5 } = await hashFile(part);
    if (found !== sha256) {
      await rm(part, { force: true });
      throw new Fault('artefact-refused', `the bytes have the SHA-256 ${found}, the release says ${sha256}`);
    }
    // on disk before anybody is told that it is there
    await finishFile(part, wholeAt(sha256));
    return { sha1, md5 };
  }

  async function append({ sha256, bytes }: { sha256: string; bytes: number }, offset: number, piece: Readable) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const part = partAt(sha256);
    const come = (await sizeOf(part)) ?? 0;
    // from the beginning again is always allowed
    if (offset !== 0 && offset !== come)
      throw new Fault('artefact-refused', `the next piece begins at ${come}, not at ${offset}`);
    const file = createWriteStream(part, { flags: offset === 0 ? 'w' : 'a', mode: 0o600 });
    await pipeline(limited(piece, bytes - offset), file);
    const size = (await sizeOf(part)) ?? 0;
    return size < bytes ? undefined : finish(sha256);
  }

  return {
    async size(sha256) {
      const whole = await sizeOf(wholeAt(sha256));
      if (whole !== undefined) return { bytes: whole, whole: true };
      return { bytes: (await sizeOf(partAt(sha256))) ?? 0, whole: false };
    },
    async add(artefact, offset, piece) {
      const { sha256 } = artefact;
      if (writing.has(sha256)) throw new Fault('artefact-refused', 'somebody else sends the same artefact now');
      writing.add(sha256);
      try {
        if ((await sizeOf(wholeAt(sha256))) === undefined) return await append(artefact, offset, piece);
        piece.resume();
        const { found, sha1, md5 } = await hashFile(wholeAt(sha256));
        if (found === sha256) return { sha1, md5 };
        await rm(wholeAt(sha256), { force: true });
        throw new Fault('artefact-refused', 'what was kept of it is damaged and gone; send it again');
      } catch (cause) {
        if (cause instanceof Fault) throw cause;
        throw new Fault('artefact-refused', `the piece could not be kept: ${(cause as Error).message}`, { cause });
      } finally {
        writing.delete(sha256);
      }
    },
    read: (sha256, range) =>
      createReadStream(wholeAt(sha256), range === undefined ? {} : { start: range.from, end: range.to }),
  };
}
