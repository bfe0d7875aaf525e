/** Time as the gateway sees it: the wall clock for records, a monotonic clock for every duration. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump. */
  wallMs(): number;
  /** Milliseconds that never jump; comparable between processes of one machine. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.timeOrigin + performance.now(),
};

export const dayMs = 86_400_000;
