import { setImmediate as afterIo } from 'node:timers/promises';

/** No door waits longer than this for such work. */
const sliceMs = 3;

/** Does something for each item, letting everything else have its turn every few milliseconds; looks at the time every `together`. */
export async function inSlices<T>(items: Iterable<T>, each: (item: T) => void, together = 32): Promise<void> {
  let until = performance.now() + sliceMs;
  let done = 0;
  for (const item of items) {
    each(item);
    done += 1;
    if (done % together !== 0 || performance.now() < until) continue;
    await afterIo();
    until = performance.now() + sliceMs;
  }
}
