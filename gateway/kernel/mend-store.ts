import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { partsOf } from '../../devices/files/keep-private.ts';
import { makeFolder, replaceFile, syncFile, syncFolder } from '../../devices/files/synced-files.ts';
import { linkFiles } from './link-files.ts';
import { copyWithOutline } from './sqlite-outline.ts';
import { countStart, findDamage, noteSalvage, type Salvage, salvageInto } from './sqlite-salvage.ts';
import type { StoreTrouble } from './store-trouble.ts';

export interface MendOptions {
  nowMs: number;
  /** Tables whose content would be wrong in a new database. */
  leaveOut: readonly string[];
}

/** Damaged databases hold what people may have had erased since: few are kept, and not for long. */
const keptFolders = 2;
const keptMs = 30 * 86_400_000;
const mostStarts = 3;
const doneFile = 'salvage.json';

const noteOf = (file: string) => `${file}-damaged`;
const folderOf = (file: string) => join(dirname(file), 'quarantine');

/** Leaves word that a statement has met damage, so that the next start looks at every page. */
export function noteDamage(file: string, trouble: StoreTrouble, message: string): void {
  replaceFile(noteOf(file), `${trouble}: ${message}\n`);
}

/**
 * Looks at a database before it is opened. One that cannot be read is put aside as it is, and what can be read of it is put into a
 * new one; a power cut at any step is taken up where it was. Nobody may have it open. Throws what the disk says, such as ENOSPC;
 * then nothing is lost and it can be called again.
 */
export function mendStore(file: string, { nowMs, leaveOut }: MendOptions): Salvage | undefined {
  const noted = existsSync(noteOf(file));
  // not by age: nobody knows yet whether the clock is right
  trimQuarantine(file);
  const open = openFolder(file);
  let problem: string | undefined;
  let isHopeless = false;
  if (existsSync(file)) {
    problem = findDamage(file, { bytes: statSync(file).size, thorough: noted });
    if (problem === undefined && countStart(file) > mostStarts) {
      problem = 'the gateway does not start with what was taken over';
      isHopeless = true;
    }
  } else if (open !== undefined) problem = 'it was being put aside';
  if (problem === undefined) {
    if (noted) rmSync(noteOf(file));
    return undefined;
  }
  const folder = putAside(file, existsSync(file) ? undefined : open, nowMs);
  const salvage = takeOver(file, folder, { nowMs, leaveOut, problem, isHopeless });
  if (noted) rmSync(noteOf(file));
  return salvage;
}

/**
 * Takes away what is too many, has lain there for long enough by a clock that is believed, or `all` that was taken over; while there
 * is no database, one of them may still have to be read. Returns the bytes of the databases that went.
 */
export function trimQuarantine(
  file: string,
  { nowMs = 0, all = false }: { nowMs?: number; all?: boolean } = {},
): number {
  if (!existsSync(file)) return 0;
  const root = folderOf(file);
  let bytes = 0;
  for (const [index, name] of foldersIn(root).entries()) {
    const folder = join(root, name);
    const isOld = nowMs - statSync(folder).mtimeMs > keptMs;
    const isDone = existsSync(join(folder, doneFile));
    if (index < keptFolders && !isOld && !(all && isDone)) continue;
    for (const part of partsOf(join(folder, basename(file))))
      bytes += statSync(part, { throwIfNoEntry: false })?.size ?? 0;
    rmSync(folder, { recursive: true, force: true });
  }
  return bytes;
}

/** Newest first, by the disk: a clock that was back has given older names since. */
function foldersIn(root: string): string[] {
  if (!existsSync(root)) return [];
  const changedMs = (name: string) => statSync(join(root, name)).mtimeMs;
  return readdirSync(root).sort((a, b) => changedMs(b) - changedMs(a));
}

/** The folder of a database that was put aside and not yet replaced. */
function openFolder(file: string): string | undefined {
  const folders = foldersIn(folderOf(file)).map((name) => join(folderOf(file), name));
  return folders.find((each) => existsSync(join(each, basename(file))) && !existsSync(join(each, doneFile)));
}

/** The database first: without its file, the rest of it is known to belong there, too. */
function putAside(file: string, open: string | undefined, nowMs: number): string {
  const name = new Date(nowMs).toISOString().replaceAll(':', '-');
  const folder = existsSync(file) || open === undefined ? join(folderOf(file), name) : open;
  makeFolder(folder);
  for (const part of partsOf(file)) if (existsSync(part)) renameSync(part, join(folder, basename(part)));
  syncFolder(folder);
  syncFolder(dirname(file));
  return folder;
}

interface TakeOver extends MendOptions {
  problem: string;
  isHopeless: boolean;
}

function takeOver(file: string, folder: string, { nowMs, leaveOut, problem, isHopeless }: TakeOver): Salvage {
  const fresh = `${file}-fresh`;
  const repaired = `${file}-repaired`;
  const damaged = join(folder, basename(file));
  const tryFrom = (from: string) => {
    try {
      return salvageInto(from, fresh, leaveOut);
    } catch (error) {
      if (isOfDisk(error)) throw error;
      return undefined;
    }
  };
  for (const part of partsOf(repaired)) rmSync(part, { force: true });
  const found = isHopeless
    ? undefined
    : (tryFrom(damaged) ?? (copyWithOutline(damaged, repaired, file) ? tryFrom(repaired) : undefined));
  for (const part of partsOf(repaired)) rmSync(part, { force: true });
  if (!found) rmSync(fresh, { force: true });
  const salvage: Salvage = {
    ...{ atMs: nowMs, problem, quarantine: folder, rows: 0, damaged: [] },
    ...(found ?? { all: true as const }),
  };
  noteSalvage(fresh, salvage);
  // Those of rows that are lost are taken away at the next start: under a second name they stay with the damaged file.
  linkFiles(join(dirname(file), 'evidence'), join(folder, 'evidence'));
  syncFile(fresh);
  renameSync(fresh, file);
  syncFolder(dirname(file));
  writeFileSync(join(folder, doneFile), JSON.stringify(salvage, null, 2), { mode: 0o600 });
  return salvage;
}

/** The disk itself refuses to write: another start, with room, does better than giving everything up. */
function isOfDisk(error: unknown): boolean {
  return /^(SQLITE_FULL|SQLITE_READONLY|SQLITE_IOERR_WRITE|ENOSPC|EDQUOT|EROFS)/.test(
    String((error as { code?: string }).code),
  );
}
