import { standingOf } from '../register/consent.ts';
import type { Consent, consentPurposes } from '../register/records.ts';
import type { Change } from '../register/register-types.ts';

export type ConsentPurpose = (typeof consentPurposes)[number];

/** When a consent ended, if it has. */
export function endOf(consent: Consent, nowMs: number): number | undefined {
  const standing = standingOf(consent, nowMs);
  if (standing === 'withdrawn') return consent.withdrawnAtMs;
  return standing === 'expired' ? consent.expiresAtMs : undefined;
}

/** A consent that holds from now on. */
export function giveConsent(
  wanted: Omit<Consent, 'givenAtMs' | 'withdrawnAtMs'>,
  nowMs: number,
): { kind: 'consent'; put: Consent } {
  return { kind: 'consent', put: { ...wanted, givenAtMs: nowMs } };
}

/**
 * Ends a consent, and every other one that the same person gave for the same purpose: somebody who takes a consent back
 * does not mean the newest paper only.
 */
export function withdrawConsent(consent: Consent, all: readonly Consent[], nowMs: number): Change[] {
  return all
    .filter(({ person, purpose }) => person === consent.person && purpose === consent.purpose)
    .filter((one) => endOf(one, nowMs) === undefined)
    .map((one) => ({ kind: 'consent', put: { ...one, withdrawnAtMs: Math.max(nowMs, one.givenAtMs) } }));
}
