import type { Random } from '../fault-suite.ts';
import type { Disk, Tree } from './disk.ts';
import { findLost, findTorn, keptFiles } from './judge-files.ts';
import { openPowerLine, unseenBy } from './power-line.ts';

/** A gateway or a cloud as the fixtures start it. */
export interface BoxedProcess {
  start(more: { env: Record<string, string> }): Promise<void>;
  ended(): Promise<void>;
  kill(): Promise<void>;
}

/** A process and the folder of all that it keeps, whose power can fail at any change. */
export interface PoweredBox {
  readonly name: string;
  readonly process: BoxedProcess;
  /** Changes of the disk in its last whole start. */
  readonly startChanges: number;
  /** Rejects where it ends before it listens. */
  start(cutAt?: number): Promise<void>;
  /** Of the dead process. */
  disk(): Disk;
  /** Makes its folder what may be left. */
  cut(disk: Disk, random: Random): Tree;
  /** Whether the files of a disk are whole, and those there of which it has said by listening that it has them. */
  judge(tree: Tree): string[];
  /** Before `cut`: changes that came to the disk by a way that is not watched. */
  unseen(): string[];
  remove(): void;
}

export function createPoweredBox(folder: string, process: BoxedProcess, name: string): PoweredBox {
  const line = openPowerLine(folder);
  const kept = new Map<string, Buffer>();
  let startChanges = 1;
  return {
    ...{ name, process },
    get startChanges() {
      return startChanges;
    },
    async start(cutAt) {
      await process.start({ env: line.connect(cutAt) });
      startChanges = line.changes();
      for (const [path, bytes] of keptFiles(line.present())) kept.set(path, bytes);
    },
    disk: () => line.disk(),
    cut: line.cut,
    judge: (tree) => [...findTorn(tree), ...findLost(kept, tree)],
    unseen: () => unseenBy(line.disk(), folder),
    remove: line.remove,
  };
}
