/** How long an answer is waited for. */
export interface Patience {
  /** Whole milliseconds. */
  limitMs(): number;
  answered(tookMs: number): void;
  /** The limit passed without an answer. */
  unanswered(): void;
}

/**
 * Waits `firstMs` at first and twice as long after each time that it was too short, `lastMs` at most: a cloud that is slow because
 * everybody asks anew does not get well from more of the same. An answer brings it down to twice what that one took.
 */
export function createPatience(firstMs: number, lastMs: number): Patience {
  let limitMs = firstMs;
  const within = (ms: number) => Math.min(lastMs, Math.max(firstMs, Math.ceil(ms)));
  return {
    limitMs: () => limitMs,
    answered: (tookMs) => {
      limitMs = within(2 * tookMs);
    },
    unanswered: () => {
      limitMs = within(2 * limitMs);
    },
  };
}
