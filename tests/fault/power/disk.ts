import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, normalize, relative } from 'node:path';
import type { JournalEntry } from './read-journal.ts';

/** What is in a folder, by path from there: bytes of a file, undefined for a folder. */
export type Tree = Map<string, Buffer | undefined>;

export interface DiskFile {
  kind: 'file';
  /** What it held, on disk, before the journal began. */
  first: Buffer;
  changes: ({ when: number } & ({ kind: 'written'; at: number; bytes: Buffer } | { kind: 'cut-to'; size: number }))[];
  /** Changes before this place in the journal are on disk. */
  syncedTo: number;
}

export interface DiskFolder {
  kind: 'folder';
  first: Map<string, DiskFile | DiskFolder>;
  now: Map<string, DiskFile | DiskFolder>;
  syncedTo: number;
}

/** Names that came and went by one call. */
export interface NameChange {
  when: number;
  parts: { folder: DiskFolder; name: string; node: DiskFile | DiskFolder | undefined }[];
}

export interface Disk {
  root: DiskFolder;
  changes: NameChange[];
  /** The place in the journal. */
  now: number;
}

/** SQLite's index of its log, which is made anew by whoever opens the database. */
const isTransient = (name: string) => name.endsWith('-shm');

/** All that is in the folder now. */
export function readTree(folder: string): Tree {
  const tree: Tree = new Map();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) tree.set(relative(folder, path), undefined);
    else if (lstatSync(path).isFile() && !isTransient(path)) tree.set(relative(folder, path), readFileSync(path));
  }
  return tree;
}

export function writeTree(folder: string, tree: Tree): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  for (const [path, bytes] of tree) {
    if (bytes) writeFileSync(join(folder, path), bytes, { mode: 0o600 });
    else mkdirSync(join(folder, path), { mode: 0o700 });
  }
}

/** The disk under `folder` that held `before` when the journal began. Throws where the journal speaks of what cannot be. */
export function replay(folder: string, before: Tree, entries: readonly JournalEntry[]): Disk {
  const disk: Disk = { root: newFolder(), changes: [], now: 0 };
  const byInode = new Map<bigint, DiskFile | DiskFolder>();
  const syncs = new Map<bigint, number>();
  const find = (path: string): DiskFile | DiskFolder | undefined => {
    let node: DiskFile | DiskFolder | undefined = disk.root;
    for (const name of relative(folder, normalize(path)).split('/').filter(Boolean))
      node = node?.kind === 'folder' ? node.now.get(name) : undefined;
    return node;
  };
  const folderOf = (path: string): DiskFolder => {
    const found = find(dirname(normalize(path)));
    if (found?.kind !== 'folder') throw new Error(`${path}: the journal knows no such folder`);
    return found;
  };
  const part = (path: string, node: DiskFile | DiskFolder | undefined) => ({
    ...{ folder: folderOf(path), name: basename(normalize(path)), node },
  });
  const change = (...parts: NameChange['parts']) => {
    disk.changes.push({ when: disk.now, parts });
    for (const { folder, name, node } of parts) {
      if (node) folder.now.set(name, node);
      else folder.now.delete(name);
    }
  };
  const need = <T>(found: T | undefined, what: unknown): T => {
    if (found === undefined) throw new Error(`the journal knows no ${what}`);
    return found;
  };
  const file = (inode: bigint): DiskFile => {
    const found = need(byInode.get(inode), `file ${inode}`);
    if (found.kind !== 'file') throw new Error(`the journal writes into the folder ${inode}`);
    return found;
  };
  const take = (entry: JournalEntry): void => {
    switch (entry.kind) {
      case 'opened': {
        const known = find(entry.path);
        const node = known ?? newFile();
        if (!known) change(part(entry.path, node));
        else if (entry.empties && node.kind === 'file') node.changes.push({ when: disk.now, kind: 'cut-to', size: 0 });
        byInode.set(entry.inode, node);
        return;
      }
      case 'written':
        file(entry.inode).changes.push({ when: disk.now, kind: 'written', at: entry.at, bytes: entry.bytes });
        return;
      case 'cut-to':
        file(entry.inode).changes.push({ when: disk.now, kind: 'cut-to', size: entry.size });
        return;
      case 'sync-begun':
        syncs.set(entry.sync, disk.now);
        return;
      case 'sync-done': {
        const node = need(byInode.get(entry.inode), `file ${entry.inode}`);
        node.syncedTo = Math.max(node.syncedTo, need(syncs.get(entry.sync), 'begin of a sync'));
        return;
      }
      case 'renamed': {
        const node = need(find(entry.path), entry.path);
        // of two names for one file neither goes
        if (find(entry.to) !== node) change(part(entry.path, undefined), part(entry.to, node));
        return;
      }
      case 'linked':
        change(part(entry.to, need(find(entry.path), entry.path)));
        return;
      case 'removed':
        change(part(entry.path, undefined));
        return;
      case 'folder-made':
        change(part(entry.path, newFolder()));
    }
  };
  for (const [path, bytes] of before) {
    const parent = folderOf(join(folder, path));
    const node = bytes ? newFile(bytes) : newFolder();
    for (const names of [parent.first, parent.now]) names.set(basename(path), node);
  }
  for (const entry of entries) {
    take(entry);
    disk.now += 1;
  }
  return disk;
}

const newFile = (first: Buffer = Buffer.alloc(0)): DiskFile => ({ kind: 'file', first, changes: [], syncedTo: 0 });
const newFolder = (): DiskFolder => ({ kind: 'folder', first: new Map(), now: new Map(), syncedTo: 0 });
