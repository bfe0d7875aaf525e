import type { UplinkStatus } from '../../devices/contracts/uplink.ts';

export interface ClockMeasure {
  /** The gateway's clock minus the cloud's. */
  offsetMs: number;
  /** The true offset is at most so far from it; null where the gateway does not know how long a status travels. */
  errorMs: number | null;
}

/**
 * How far a gateway's clock is from the cloud's. A status was written at `nowMs` and came at `receivedAtMs`; of the last round
 * trip it took all at the most and nothing at the least, so the middle is taken and half of it is the uncertainty.
 */
export function measureClock(
  { nowMs, health }: Pick<UplinkStatus, 'nowMs' | 'health'>,
  receivedAtMs: number,
): ClockMeasure {
  const roundTripMs = health?.clock?.roundTripMs;
  if (roundTripMs === undefined) return { offsetMs: nowMs - receivedAtMs, errorMs: null };
  return { offsetMs: Math.round(nowMs + roundTripMs / 2 - receivedAtMs), errorMs: Math.ceil(roundTripMs / 2) };
}
