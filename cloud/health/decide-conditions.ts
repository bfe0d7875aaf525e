import type { AlertKind } from './alert-rule.ts';

export interface ConditionKey {
  rule: string;
  gateway: string;
  /** Which of several under one rule: a ring, a code; empty where there is one. */
  subject: string;
}

export interface OpenCondition extends ConditionKey {
  kind: AlertKind;
  /** Since when it has been so, by the cloud's clock. */
  sinceMs: number;
  /** When what it rests on was said; an old one shows an old figure. */
  asOfMs: number;
  /** In the unit of its kind. */
  value: number | null;
}

/** What one rule makes of what is known of one gateway. */
export interface Reading extends OpenCondition {
  /**
   * `bad` beyond the threshold, `good` clearly within it, `between` the two; `unknown` where nothing fresh is known: then what
   * was open stays open, and nothing opens.
   */
  verdict: 'bad' | 'good' | 'between' | 'unknown';
  /** For so long, without a break, it has to be bad to open, and good to close. */
  holdMs: number;
}

/** Open conditions, and by key since when (monotonic) others are on their way there or back. */
export interface ConditionState {
  open: ReadonlyMap<string, OpenCondition>;
  rising: ReadonlyMap<string, number>;
  falling: ReadonlyMap<string, number>;
}

export interface ConditionVerdict {
  state: ConditionState;
  opened: OpenCondition[];
  closed: OpenCondition[];
  /** Open as before, with another figure. */
  moved: OpenCondition[];
}

/** A condition is good for at least so long before it closes. */
export const leastHoldMs = 10_000;

/** What rests on the cloud's own clock grows with it: that alone is not worth writing down. */
const ownFigures = new Set<AlertKind>(['offline', 'certificate', 'drift', 'missing']);
const freshEnoughMs = 60_000;

/** Whether another figure of an open condition is worth a write: a tenth of it, or for what a gateway says a minute. */
function hasMoved(was: OpenCondition, next: OpenCondition): boolean {
  const step = Math.abs((next.value ?? 0) - (was.value ?? 0));
  if (step > Math.max(0.5, Math.abs(was.value ?? 0) * 0.1)) return true;
  return !ownFigures.has(next.kind) && next.asOfMs - was.asOfMs >= freshEnoughMs;
}

export const keyOf = ({ rule, gateway, subject }: ConditionKey): string => `${rule}/${gateway}/${subject}`;
export const nothingOpen: ConditionState = { open: new Map(), rising: new Map(), falling: new Map() };

/**
 * What opens and what closes at one look. Waits are measured by the monotonic clock, from the first look that saw it so; one look
 * that does not agree begins them anew, so that nothing flaps faster than it holds. What no rule asks for any more closes at once.
 */
export function decideConditions(
  before: ConditionState,
  readings: readonly Reading[],
  monotonicMs: number,
): ConditionVerdict {
  const open = new Map<string, OpenCondition>();
  const rising = new Map<string, number>();
  const falling = new Map<string, number>();
  const verdict: ConditionVerdict = { state: { open, rising, falling }, opened: [], closed: [], moved: [] };
  const seen = new Set<string>();

  const whileOpen = (key: string, was: OpenCondition, reading: Reading): void => {
    const { verdict: now, holdMs, ...figures } = reading;
    if (now === 'good') {
      const sinceMs = before.falling.get(key) ?? monotonicMs;
      if (monotonicMs - sinceMs >= Math.max(leastHoldMs, holdMs)) {
        verdict.closed.push(was);
        return;
      }
      falling.set(key, sinceMs);
    }
    const next = now === 'unknown' ? was : { ...figures, sinceMs: was.sinceMs };
    const moved = hasMoved(was, next);
    open.set(key, moved ? next : was);
    if (moved) verdict.moved.push(next);
  };
  const whileClosed = (key: string, reading: Reading): void => {
    const { verdict: now, holdMs, ...figures } = reading;
    if (now !== 'bad') return;
    const sinceMs = before.rising.get(key) ?? monotonicMs;
    if (monotonicMs - sinceMs < holdMs) {
      rising.set(key, sinceMs);
      return;
    }
    open.set(key, figures);
    verdict.opened.push(figures);
  };

  for (const reading of readings) {
    const key = keyOf(reading);
    if (seen.has(key)) continue;
    seen.add(key);
    const was = before.open.get(key);
    if (was) whileOpen(key, was, reading);
    else whileClosed(key, reading);
  }
  for (const [key, was] of before.open) if (!seen.has(key)) verdict.closed.push(was);
  return verdict;
}
