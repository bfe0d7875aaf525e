import type { Clock } from './clock.ts';

/** A clock that jumps further than that is not believed at once: what it would end too early cannot be had back. */
const maxJumpMs = 3_600_000;
const disbeliefMs = 3_600_000;
/** A box that was off for longer than this starts with a clock that has to prove itself. */
const maxPauseMs = 30 * 24 * 3_600_000;

/**
 * Says whether the wall clock may be believed: it went as the monotonic one did for the last hour, and at the start it was not
 * far from what the newest record says (`newestMs`, wall-clock milliseconds, if there is one).
 */
export function createClockDoubt(clock: Clock, newestMs?: number): () => boolean {
  let offsetMs = clock.wallMs() - clock.monotonicMs();
  const pauseMs = newestMs === undefined ? 0 : clock.wallMs() - newestMs;
  const startsOdd = pauseMs < -maxJumpMs || pauseMs > maxPauseMs;
  let doubtUntilMs = startsOdd ? clock.monotonicMs() + disbeliefMs : 0;
  return () => {
    const nowMs = clock.monotonicMs();
    const isMs = clock.wallMs() - nowMs;
    if (Math.abs(isMs - offsetMs) > maxJumpMs) doubtUntilMs = nowMs + disbeliefMs;
    offsetMs = isMs;
    return nowMs >= doubtUntilMs;
  };
}
