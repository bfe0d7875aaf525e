import { setImmediate as afterIo } from 'node:timers/promises';

/** After this long a door has its turn. */
const turnMs = 4;

/**
 * Runs long work a few milliseconds at a time, so that no door waits for it. `undefined` when the signal ended it. Throws what the
 * work throws.
 */
export async function runInTurns<S, T>(
  work: Generator<S, T>,
  signal: AbortSignal,
  progress?: (step: S) => void,
): Promise<T | undefined> {
  let until = performance.now() + turnMs;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    progress?.(step.value);
    await afterIo();
    if (signal.aborted) return undefined;
    until = performance.now() + turnMs;
  }
}
