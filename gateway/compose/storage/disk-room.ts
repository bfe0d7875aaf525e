import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import { openDiskReserve } from '../../kernel/disk-reserve.ts';
import { isReadOnlyDisk } from '../../kernel/read-only-disk.ts';
import { decideRoom, type RoomDecision, roomLimits } from './decide-room.ts';

/** The disk under the data folder: how much of it is free, and the reserve on it. */
export interface DiskRoom {
  /** Looks at the disk, and gives up the reserve or begins to make it; `isRefused`: a write was refused for want of room. */
  look(isRefused: boolean): RoomDecision;
  /** As it was last looked at. False while pictures and clips have to wait. */
  hasRoom(): boolean;
  /** Something has just been refused for want of room. */
  refused(): void;
  reserve(): { heldBytes: number; wantedBytes: number };
  isReadOnly(): boolean;
  /** The reserve was given up so often since the start. */
  givenUp(): number;
}

/** Whoever waits for a door at the start is not to wait for the reserve; a small one is made sooner. */
const settleMsPerByte = 1000 / (1024 * 1024);

export function openDiskRoom(dataDir: string, clock: Clock): DiskRoom {
  const startedMs = clock.monotonicMs();
  const reserve = openDiskReserve(`${join(dataDir, 'site.db')}-reserve`);
  let isShort = false;
  let isLow = false;
  let givenUp = 0;
  const giveUp = () => {
    if (reserve.giveUp()) givenUp += 1;
  };
  const read = () => {
    const { bsize, blocks, bavail } = statfsSync(dataDir);
    return { totalBytes: bsize * blocks, freeBytes: bsize * bavail };
  };
  return {
    look: (isRefused) => {
      const facts = read();
      const { reserve: wanted } = roomLimits(facts.totalBytes);
      const decision = decideRoom({ ...facts, hasReserve: reserve.heldBytes() > 0, isRefused, wasLow: isLow });
      ({ isShort, isLow } = decision);
      const hasSettled = clock.monotonicMs() - startedMs >= wanted * settleMsPerByte;
      if (decision.giveUp) giveUp();
      else if (decision.make && hasSettled) void reserve.make(wanted);
      return decision;
    },
    hasRoom: () => !isShort,
    refused: () => {
      isShort = true;
      giveUp();
    },
    reserve: () => ({ heldBytes: reserve.heldBytes(), wantedBytes: roomLimits(read().totalBytes).reserve }),
    givenUp: () => givenUp,
    isReadOnly: () => isReadOnlyDisk(dataDir),
  };
}
