import { randomBytes } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Room on the disk that nothing else may take: a file that is given up when there is no other, and made again later. */
export interface DiskReserve {
  heldBytes(): number;
  /** At once, so that whatever is tried next finds the room; false if none was held. Never throws. */
  giveUp(): boolean;
  /** Resolves with whether `bytes` are set aside now. Never rejects: a disk without room for it stays without. */
  make(bytes: number): Promise<boolean>;
}

const pieceBytes = 1024 * 1024;
/** Between two pieces the disk belongs to the doors. */
const restMs = 50;

export function openDiskReserve(file: string): DiskReserve {
  const unfinished = `${file}.new`;
  try {
    rmSync(unfinished, { force: true });
  } catch {
    // a kill left it half made, and a disk that is read-only keeps it
  }
  let making: Promise<boolean> | undefined;
  let given = 0;
  const held = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const write = async (bytes: number) => {
    const turn = given;
    try {
      const to = await open(unfinished, 'w', 0o600);
      try {
        for (let written = 0; written < bytes && turn === given; written += pieceBytes) {
          // noise: a file system that packs would set nothing aside for zeros
          await to.writeFile(randomBytes(Math.min(pieceBytes, bytes - written)));
          await pause(restMs);
        }
        await to.sync();
      } finally {
        await to.close();
      }
      if (turn !== given) throw new Error('given up while it was made');
      await rename(unfinished, file);
      return true;
    } catch {
      await rm(unfinished, { force: true }).catch(() => {});
      return false;
    }
  };
  return {
    heldBytes: held,
    giveUp: () => {
      given += 1;
      try {
        const had = held() > 0;
        for (const each of [file, unfinished]) rmSync(each, { force: true });
        return had;
      } catch {
        // a disk that is read-only keeps it
        return false;
      }
    },
    make: (bytes) => {
      making ??= write(bytes).finally(() => {
        making = undefined;
      });
      return making;
    },
  };
}
