export interface MsSpan {
  /** Epoch milliseconds. */
  fromMs: number;
  /** Not included. */
  toMs: number;
}

/**
 * A span of time that the wall clock showed while it was not believed. What is dated within may have been written at any time until
 * the clock was right.
 */
export interface UnsureSpan extends MsSpan {
  /** When the clock could be believed again; Infinity until then. */
  knownMs: number;
}

/** When what is dated so was written at the latest; Infinity while nobody can say. */
export function writtenByMs(unsure: readonly UnsureSpan[], atMs: number): number {
  const around = unsure.filter(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  return Math.max(atMs, ...around.map(({ knownMs }) => knownMs));
}

/** What is left of the time before `untilMs` without these spans. */
export function spansWithout(cuts: readonly MsSpan[], untilMs: number): MsSpan[] {
  const spans: MsSpan[] = [];
  let fromMs = 0;
  const add = (toMs: number) => {
    if (toMs > fromMs) spans.push({ fromMs, toMs });
  };
  for (const cut of cuts.toSorted((a, b) => a.fromMs - b.fromMs)) {
    add(Math.min(cut.fromMs, untilMs));
    fromMs = Math.max(fromMs, cut.toMs);
  }
  add(untilMs);
  return spans;
}

/** Those of which what is dated so may be younger than `beforeMs`. */
export const spansThatMayBeAfter = (unsure: readonly UnsureSpan[], beforeMs: number): UnsureSpan[] =>
  unsure.filter(({ knownMs }) => knownMs >= beforeMs);

/** The time before `beforeMs` but for what is dated so and may be younger. */
export const spansWrittenBefore = (unsure: readonly UnsureSpan[], beforeMs: number): MsSpan[] =>
  spansWithout(spansThatMayBeAfter(unsure, beforeMs), beforeMs);
