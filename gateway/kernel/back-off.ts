/** Waits that double from `firstMs` to `lastMs`, each drawn between half of it and the whole, so that many do not retry at once. */
export interface BackOff {
  nextMs(): number;
  reset(): void;
}

export function createBackOff(firstMs: number, lastMs: number, random: () => number = Math.random): BackOff {
  let stepMs = firstMs;
  return {
    nextMs: () => {
      const drawnMs = stepMs * (0.5 + random() / 2);
      stepMs = Math.min(lastMs, stepMs * 2);
      return drawnMs;
    },
    reset: () => {
      stepMs = firstMs;
    },
  };
}
