import type { Clock } from './clock.ts';
import type { ClockMark } from './sqlite-clock-mark.ts';
import type { UnsureSpan } from './unsure-times.ts';

/** No wall clock is right that shows a year before this program was written. */
export const builtAtMs = Date.UTC(2026, 0, 1);
/** A step of the wall clock against the monotonic one that no correction by NTP explains. */
const jumpMs = 10 * 60_000;
/** After a jump the clock must have been steady for this long. */
const steadyMs = 60 * 60_000;
/** A box that was off for longer than this has a clock that must prove itself like one that has jumped. */
const maxPauseMs = 30 * 24 * 60 * 60_000;
/** How far a small correction may set it back behind what was seen. */
const slackMs = 60_000;
const markEveryMs = 30_000;
/** Crystals differ from each other by less than this part; the rest of a difference is a step. */
const driftPart = 0.001;

export type ClockProblem = 'before-build' | 'set-back' | 'jumped';

/**
 * Whether the wall clock can be believed. Rights with dates rest on it: while it cannot, visitors wait for a guard and
 * residents pass (DOMAIN §4, unknown clock). So does retention: what a wrong clock ends too early cannot be had back.
 */
export interface ClockTrust {
  known(): boolean;
  /** The wall clock; while it cannot be believed, a time that the real one has certainly reached. Epoch milliseconds. */
  nowMs(): number;
  problem(): ClockProblem | undefined;
  /** What is dated by a clock that was not believed, of this run and of all before it. */
  unsure(): readonly UnsureSpan[];
  /** Somebody has looked at a watch: the clock is right as it is. */
  confirm(): void;
  /** Keeps on disk what is known and what is not; called every second. */
  check(): void;
}

export interface ClockTrustOptions {
  clock: Clock;
  mark: ClockMark;
  /** When the last entry of the ledger was written; the mark may be half a minute older. 0 without any. */
  seenMs: number;
}

export function createClockTrust({ clock, mark, seenMs }: ClockTrustOptions): ClockTrust {
  const markMs = mark.read();
  const wasDoubted = mark.isDoubted();
  // What was written by a clock that was doubted says only where that clock was.
  let latestMs = wasDoubted ? markMs : Math.max(markMs, seenMs);
  /** When, by the monotonic clock, it was `latestMs` at the earliest. */
  let latestAtMs = clock.monotonicMs();
  let writtenAtMs = Number.NEGATIVE_INFINITY;
  let lookedAtMs = clock.monotonicMs();
  let offsetMs = clock.wallMs() - lookedAtMs;
  const isLongAgo = latestMs > 0 && clock.wallMs() - latestMs > maxPauseMs;
  const isPutRight = seenMs - markMs > jumpMs && clock.wallMs() < seenMs - slackMs;
  const goesOnWrong = wasDoubted && clock.wallMs() - markMs > jumpMs && !isPutRight;
  let jumpedAtMs = isLongAgo || goesOnWrong ? lookedAtMs : undefined;

  const look = () => {
    const nowMs = clock.monotonicMs();
    const differenceMs = clock.wallMs() - nowMs - offsetMs;
    if (Math.abs(differenceMs) > jumpMs) {
      jumpedAtMs = nowMs;
      offsetMs += differenceMs;
    } else {
      // Only as fast as crystals drift: a jump in small steps is a jump, too.
      const mostMs = (nowMs - lookedAtMs) * driftPart;
      offsetMs += Math.max(-mostMs, Math.min(mostMs, differenceMs));
    }
    lookedAtMs = nowMs;
    if (jumpedAtMs !== undefined && nowMs - jumpedAtMs >= steadyMs) jumpedAtMs = undefined;
  };
  const problem = (): ClockProblem | undefined => {
    look();
    if (clock.wallMs() < builtAtMs) return 'before-build';
    if (clock.wallMs() < latestMs - slackMs) return 'set-back';
    return jumpedAtMs === undefined ? undefined : 'jumped';
  };
  const nowMs = () => (problem() === undefined ? clock.wallMs() : latestMs + clock.monotonicMs() - latestAtMs);
  const isOpen = ({ knownMs }: UnsureSpan) => knownMs === Infinity;
  /** Ahead of the clock, so that a kill leaves nothing out that is written before the next look. */
  const noteUnsure = () => {
    const noted = mark.unsure().filter(isOpen);
    for (const ms of [clock.wallMs(), nowMs()]) {
      if (noted.some(({ fromMs, toMs }) => fromMs <= ms && toMs > ms + slackMs)) continue;
      // Nothing was ever written before this program was: all of that time is one span.
      if (ms < builtAtMs) mark.addUnsure(0, builtAtMs);
      else mark.addUnsure(ms - jumpMs, ms + jumpMs);
    }
  };
  const keep = () => {
    latestMs = clock.wallMs();
    latestAtMs = clock.monotonicMs();
    mark.write(latestMs);
    writtenAtMs = latestAtMs;
  };
  return {
    problem,
    known: () => problem() === undefined,
    nowMs,
    unsure: mark.unsure,
    confirm: () => {
      jumpedAtMs = undefined;
      offsetMs = clock.wallMs() - clock.monotonicMs();
      keep();
    },
    check: () => {
      const found = problem();
      if (found === 'jumped') mark.doubt();
      if (found !== undefined) noteUnsure();
      else if (mark.unsure().some(isOpen)) mark.endUnsure(clock.wallMs());
      // A clock that is not believed must not move the mark: it could put it where the right time never comes.
      if (found !== undefined || clock.wallMs() <= latestMs) return;
      if (clock.monotonicMs() - writtenAtMs >= markEveryMs) keep();
    },
  };
}
