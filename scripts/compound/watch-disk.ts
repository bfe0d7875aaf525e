import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const betweenMs = 500;
const blockBytes = 4096;

export interface DiskWatch {
  /** How long each flush took, in milliseconds. */
  stop(): Promise<number[]>;
}

/**
 * Writes 4 KiB beside the data and flushes it (fdatasync), twice a second. No door opens before its event is flushed, so that
 * these times are what a slow disk adds to each decision.
 */
export function watchDisk(dir: string): DiskWatch {
  const over = new AbortController();
  const watching = keepFlushing(join(dir, 'disk-watch.tmp'), over.signal);
  // Its failure is heard by whoever stops it.
  watching.catch(() => undefined);
  return {
    stop: async () => {
      over.abort();
      return await watching;
    },
  };
}

async function keepFlushing(path: string, over: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  const file = await open(path, 'w');
  try {
    while (!over.aborted) {
      await file.write(Buffer.alloc(blockBytes), 0, blockBytes, 0);
      const beganMs = performance.now();
      await file.datasync();
      times.push(performance.now() - beganMs);
      await sleep(betweenMs, undefined, { signal: over }).catch(() => undefined);
    }
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
  return times;
}
