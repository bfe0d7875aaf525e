import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { chmod, type FileHandle, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { finishFile, makeFolder } from '../../devices/files/synced-files.ts';

/** The files of evidence, in a folder that only the gateway's user can read. A file is there whole or not at all. */
export interface EvidenceFiles {
  /** Begins a file that comes piece by piece. */
  begin(name: string): FileWriter;
  write(name: string, bytes: Uint8Array): Promise<void>;
  path(name: string): string;
  /** Where another process writes a file before `finish`. */
  partialPath(name: string): string;
  /** Makes a partial file the whole one; its size. */
  finish(name: string): Promise<number>;
  discard(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** `undefined` if there is none. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** From byte `start` to byte `end`, both included. */
  stream(name: string, start: number, end: number): Readable;
  /** Takes away everything but the named files: what a crash left half-written, and what no record knows. */
  clean(known: ReadonlySet<string>): string[];
}

export interface FileWriter {
  /** Pieces go to disk in their order, one at a time, while more arrive. What comes after an error is not kept. */
  append(bytes: Uint8Array): void;
  /** All pieces are on disk: their size. Rejects with the first error; `disk-too-slow` when too much was waiting. */
  done(): Promise<number>;
  discard(): Promise<void>;
}

/** A clip of a minute at 16 Mbit/s. */
const maxWaitingBytes = 128 * 1024 * 1024;
const partial = '.partial';

export function createEvidenceFiles(dir: string): EvidenceFiles {
  makeFolder(dir);
  const path = (name: string) => {
    if (!/^[a-z0-9]{1,64}\.(jpg|mp4)$/.test(name)) throw new Error('not the name of an evidence file');
    return join(dir, name);
  };
  const partialPath = (name: string) => path(name) + partial;
  const begin = (name: string) => createWriter(partialPath(name));
  const discard = (name: string) => rm(partialPath(name), { force: true });
  const finish = async (name: string) => {
    // another process may have written it
    await chmod(partialPath(name), 0o600);
    // the record that follows calls it there
    await finishFile(partialPath(name), path(name));
    return (await stat(path(name))).size;
  };
  return {
    path,
    partialPath,
    begin,
    finish,
    discard,
    write: async (name, bytes) => {
      const writer = begin(name);
      try {
        writer.append(bytes);
        await writer.done();
        await finish(name);
      } catch (error) {
        await writer.discard();
        throw error;
      }
    },
    remove: (name) => rm(path(name), { force: true }),
    read: async (name) => {
      try {
        return await readFile(path(name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    stream: (name, start, end) => createReadStream(path(name), { start, end }),
    clean: (known) => {
      const strays = readdirSync(dir).filter((file) => !known.has(file));
      for (const file of strays) rmSync(join(dir, file), { force: true, recursive: true });
      return strays;
    },
  };
}

function createWriter(path: string): FileWriter {
  let waiting = 0;
  let written = 0;
  let failure: Error | undefined;
  let file: FileHandle | undefined;
  let last: Promise<void> = (async () => {
    try {
      file = await open(path, 'w', 0o600);
    } catch (error) {
      failure = error as Error;
    }
  })();
  const write = async (bytes: Uint8Array) => {
    try {
      if (!failure) await file!.writeFile(bytes);
      written += bytes.byteLength;
    } catch (error) {
      failure ??= error as Error;
    } finally {
      waiting -= bytes.byteLength;
    }
  };
  const close = async () => {
    await last;
    await file?.close();
    file = undefined;
  };
  return {
    append: (bytes) => {
      if (failure) return;
      waiting += bytes.byteLength;
      if (waiting > maxWaitingBytes) failure = new Error('disk-too-slow');
      last = last.then(() => write(bytes));
    },
    done: async () => {
      await close();
      if (failure) throw failure;
      return written;
    },
    discard: async () => {
      failure ??= new Error('discarded');
      await close();
      await rm(path, { force: true });
    },
  };
}
