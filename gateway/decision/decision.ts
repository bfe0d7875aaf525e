/** How somebody asked to pass. */
export type Method = 'card' | 'face' | 'plate' | 'guard';

/** Why a passage was refused, or what holds it back: one code each, which the console translates. */
export type DenialReason =
  | 'unknown-card'
  | 'unknown-person'
  | 'not-live'
  | 'unknown-plate'
  | 'partial-plate'
  | 'plate-revoked'
  | 'plate-listed'
  | 'plate-class'
  | 'colour-mismatch'
  | 'no-rights'
  | 'no-consent'
  | 'method-not-allowed'
  | 'expired-event';

/** The answer to one request. A grant always names the person and the credential that it rests on. */
export type AccessDecision =
  | { outcome: 'granted'; reason: 'granted'; person: string; credential: string }
  | { outcome: 'denied'; reason: DenialReason; person?: string }
  /** A human has to look: something is doubtful, and doubt never opens. `candidate` is what it may be, masked. */
  | { outcome: 'ask-guard'; reason: DenialReason; candidate?: string }
  /** Nothing to decide yet: the plate was read before the vehicle stood at the loop. */
  | { outcome: 'wait'; reason: 'no-vehicle-at-loop' };

export const denied = (reason: DenialReason, person?: string): AccessDecision =>
  person === undefined ? { outcome: 'denied', reason } : { outcome: 'denied', reason, person };
