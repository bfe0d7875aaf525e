/** Time as the gateway sees it: the wall clock for records, a monotonic clock for every duration. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump. */
  wallMs(): number;
  /** Milliseconds that never jump, since some moment of the machine; comparable between its processes. */
  monotonicMs(): number;
}

/** Before the machine's start, so that 0 is long before anything, also on a box that was switched on a second ago. */
const longAgoMs = 1e12;

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  // Of the machine: the origin of `performance.now()` is each process's wall time, which may have been set since another one began.
  monotonicMs: () => longAgoMs + Number(process.hrtime.bigint()) / 1e6,
};

export const dayMs = 86_400_000;
