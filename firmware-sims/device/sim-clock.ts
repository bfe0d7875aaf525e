/** Before the machine's start, so that 0 is long before anything. */
const longAgoMs = 1e12;

/** Milliseconds that never jump, of the machine: comparable between its processes, whatever became of the wall clock since they began. */
export const nowMs = (): number => longAgoMs + Number(process.hrtime.bigint()) / 1e6;

/** Resolves after `ms`, or at once when `signal` is aborted: whoever waits must look at the signal. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    signal?.addEventListener('abort', end, { once: true });
  });
}
