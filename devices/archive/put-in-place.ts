import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from '../files/synced-files.ts';

/** In the data folder: what is unpacked and not believed yet, and what was checked and is to be in the place of the rest. */
export const freshFolder = 'restore.fresh';
const readyFolder = 'restore.ready';
const planFile = '.plan.json';
const movedMark = '.moved';
export const beforePrefix = 'before-restore-';

/** `reached` is told before each step, for tests that end the process there. */
export type ReachStep = (step: string) => void;

interface Plan {
  /** Where what was there goes, beside it. */
  before: string;
  /** Stays where it is. */
  keep: string[];
}

const isOurs = (name: string): boolean =>
  name === freshFolder || name === readyFolder || name.startsWith(beforePrefix) || name.endsWith('-lock');

/**
 * What was checked in the folder `restore.fresh` counts from now on: one rename. Until then nothing was touched; from then on
 * `finishRestore` brings it to its end, at the next start if not now. Returns the folder with what was there.
 */
export function decideRestore(
  folder: string,
  { keep, atMs }: { keep: string[]; atMs: number },
  reached: ReachStep,
): string {
  const time = new Date(atMs).toISOString().replaceAll(':', '').slice(0, 17);
  let before = `${beforePrefix}${time}`;
  for (let n = 2; existsSync(join(folder, before)); n += 1) before = `${beforePrefix}${time}-${n}`;
  const plan: Plan = { before, keep };
  writeFileSync(join(folder, freshFolder, planFile), JSON.stringify(plan), { mode: 0o600, flush: true });
  syncFolder(join(folder, freshFolder));
  reached('decide');
  renameSync(join(folder, freshFolder), join(folder, readyFolder));
  syncFolder(folder);
  return join(folder, before);
}

/** Whether a restore was decided and not brought to its end. */
export const isRestoring = (folder: string): boolean => existsSync(join(folder, readyFolder));

/** Brings a restore to its end that was decided; does nothing where there is none. Nobody else may use the folder meanwhile. */
export function finishRestore(folder: string, reached: ReachStep = () => {}): void {
  const ready = join(folder, readyFolder);
  if (!existsSync(ready)) return;
  if (existsSync(join(ready, planFile))) {
    const { before, keep } = JSON.parse(readFileSync(join(ready, planFile), 'utf8')) as Plan;
    if (!existsSync(join(ready, movedMark))) {
      mkdirSync(join(folder, before), { recursive: true, mode: 0o700 });
      for (const name of readdirSync(folder).filter((each) => !isOurs(each) && !keep.includes(each)))
        move(folder, name, join(folder, before), reached);
      syncFolder(join(folder, before));
      syncFolder(folder);
      reached('mark');
      writeFileSync(join(ready, movedMark), '', { flush: true });
      syncFolder(ready);
    }
    for (const name of readdirSync(ready).filter((each) => !each.startsWith('.'))) move(ready, name, folder, reached);
    syncFolder(folder);
    reached('forget');
    // without its plan it is nothing but what is left of one that ended
    rmSync(join(ready, planFile));
    syncFolder(ready);
  }
  reached('clean');
  rmSync(ready, { recursive: true, force: true });
  syncFolder(folder);
}

function move(from: string, name: string, to: string, reached: ReachStep): void {
  reached(`move ${name}`);
  renameSync(join(from, name), join(to, name));
}
