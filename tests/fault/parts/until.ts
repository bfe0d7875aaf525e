import { setTimeout as sleep } from 'node:timers/promises';

/** Looks until it is so; false if it was not within the time. */
export async function until(look: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const endMs = performance.now() + timeoutMs;
  while (performance.now() < endMs) {
    if (await look()) return true;
    await sleep(50);
  }
  return false;
}
