import { setTimeout as sleep } from 'node:timers/promises';

/** Waits so many milliseconds, or until `signal` aborts: never rejects, so whoever waits looks at the signal next. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // the only rejection is that of the signal, which is what ends the wait
  await sleep(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
}
