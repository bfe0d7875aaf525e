import type { LiveConsent } from './rights-view.ts';

/** How a consent to face recognition stands. */
export type ConsentState = 'live' | 'not-yet' | 'expired' | 'withdrawn' | 'none';

export function consentState(consent: LiveConsent | undefined, nowMs: number): ConsentState {
  // A child's own word is none (PIPL 31).
  if (!consent || consent.lacksGuardian) return 'none';
  if (consent.withdrawnAtMs !== undefined && consent.withdrawnAtMs <= nowMs) return 'withdrawn';
  if (nowMs >= consent.expiresAtMs) return 'expired';
  return nowMs < consent.givenAtMs ? 'not-yet' : 'live';
}

/** Whether a consent holds at `nowMs`. */
export function isLive(consent: LiveConsent | undefined, nowMs: number): boolean {
  return consentState(consent, nowMs) === 'live';
}

/** Whether a consent holds no longer, or was never given: what is kept on its ground must go. */
export function hasEnded(consent: LiveConsent | undefined, nowMs: number): boolean {
  return ['withdrawn', 'expired', 'none'].includes(consentState(consent, nowMs));
}
