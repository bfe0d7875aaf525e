import type { Consent } from './records.ts';
import type { LiveConsent } from './rights-view.ts';

/** How a consent to face recognition stands. */
export type ConsentStanding = 'live' | 'not-yet' | 'expired' | 'withdrawn';
export type ConsentState = ConsentStanding | 'none';

export function consentState(consent: LiveConsent | undefined, nowMs: number): ConsentState {
  // A child's own word is none (PIPL 31).
  return !consent || consent.lacksGuardian ? 'none' : standingOf(consent, nowMs);
}

/** How a consent stands by its times alone. */
export function standingOf(
  {
    givenAtMs,
    expiresAtMs,
    withdrawnAtMs,
  }: Pick<Consent, 'givenAtMs' | 'expiresAtMs'> & { withdrawnAtMs?: number | undefined },
  nowMs: number,
): ConsentStanding {
  if (withdrawnAtMs !== undefined && withdrawnAtMs <= nowMs) return 'withdrawn';
  if (nowMs >= expiresAtMs) return 'expired';
  return nowMs < givenAtMs ? 'not-yet' : 'live';
}

/** Whether a consent holds at `nowMs`. */
export function isLive(consent: LiveConsent | undefined, nowMs: number): boolean {
  return consentState(consent, nowMs) === 'live';
}

/** The newest first; of two of one moment the one that was withdrawn, or withdrawn sooner. */
export function newestFirst(a: Consent, b: Consent): number {
  if (a.givenAtMs !== b.givenAtMs) return b.givenAtMs - a.givenAtMs;
  const [ended, other] = [a.withdrawnAtMs ?? Number.MAX_VALUE, b.withdrawnAtMs ?? Number.MAX_VALUE];
  return ended - other || (a.id < b.id ? -1 : 1);
}
