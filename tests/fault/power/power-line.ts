import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../fault-suite.ts';
import { buildPreload } from '../preload/build-preload.ts';
import { type Disk, readTree, replay, type Tree, writeTree } from './disk.ts';
import { stateAfterCut, wholeState } from './disk-state.ts';
import { readJournal } from './read-journal.ts';

/** The power of one box, whose data lie in one folder. One process lives there at a time. */
export interface PowerLine {
  /** What the process must have in its environment; it dies at its change of the disk of this number, or lives on without one. */
  connect(cutAt?: number): Record<string, string>;
  /** How often the process has changed the disk. */
  changes(): number;
  /** All that is in the folder now, synced or not. */
  present(): Tree;
  /** Of a dead process: its disk, or how it was after so many changes. */
  disk(changes?: number): Disk;
  /** Makes the folder what may be left on such a disk. */
  cut(disk: Disk, random: Random): Tree;
  remove(): void;
}

/** How long a disk takes to sync: some of it passes in every life, so that a cut can come in between. */
const syncUs = 300;

export function openPowerLine(folder: string): PowerLine {
  const library = buildPreload('journal-writes');
  const place = realpathSync(folder);
  const own = mkdtempSync(join(tmpdir(), 'ringward-power-'));
  const journal = join(own, 'journal');
  let before: Tree = new Map();
  const entries = () => (existsSync(journal) ? readJournal(readFileSync(journal)) : []);
  return {
    connect(cutAt) {
      rmSync(journal, { force: true });
      before = readTree(place);
      return {
        ...{ LD_PRELOAD: library, POWER_FOLDER: place, POWER_JOURNAL: journal, POWER_SYNC_US: String(syncUs) },
        ...(cutAt !== undefined && { POWER_CUT_AT: String(cutAt) }),
      };
    },
    changes: () => entries().length,
    present: () => readTree(place),
    disk: (changes) => replay(place, before, entries().slice(0, changes)),
    cut(disk, random) {
      const tree = stateAfterCut(disk, random);
      writeTree(place, tree);
      return tree;
    },
    remove: () => rmSync(own, { recursive: true, force: true }),
  };
}

/** Where the journal and the folder do not agree: what the library has not seen. Only of a process that died by its own number. */
export function unseenBy(disk: Disk, folder: string): string[] {
  const [told, found] = [wholeState(disk), readTree(realpathSync(folder))];
  const differs = (path: string) => {
    const [one, other] = [told.get(path), found.get(path)];
    return told.has(path) !== found.has(path) || (one && other ? !one.equals(other) : one !== other);
  };
  return [...new Set([...told.keys(), ...found.keys()])]
    .filter(differs)
    .map((path) => `the journal of writes is wrong about ${path}: something came to the disk by another way`);
}
