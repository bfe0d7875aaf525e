/** How somebody asked to pass. */
export const methods = ['card', 'pin', 'pass', 'face', 'plate', 'guard', 'exit-button', 'remote'] as const;
export type Method = (typeof methods)[number];

/**
 * The rules in the order in which they are asked (DOMAIN §4: fire → lockdown → blocked → credential state and consent → schedule
 * and zone → anti-passback → interlock). The first that does not let pass decides.
 */
export const ruleIds = [
  /** The door is released by fire or evacuation: everybody may go. */
  'fire',
  'lockdown',
  'blocked',
  /** The request is fresh, and a vehicle stands where it should. */
  'presence',
  /** The door takes this method. */
  'method',
  /** Not too many failures in a row at this reader. */
  'lockout',
  /** What was presented was read beyond doubt. */
  'reading',
  /** It is one that the register knows. */
  'credential',
  /** Neither lost, suspended nor revoked; not used up. */
  'state',
  'validity',
  'consent',
  /** Its holder lives here, works here, or is an approved visitor. */
  'holder',
  /** The entry policy of the day, such as in an epidemic. */
  'policy',
  /** The holder, or one of the holder's groups, has this place. */
  'zone',
  'schedule',
  'passback',
  'interlock',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** Why a passage was refused, or what holds it back: one code each, which the console translates. */
export const denialReasons = [
  'lockdown',
  'blocked',
  'expired-event',
  'no-vehicle-at-loop',
  'method-not-allowed',
  'locked-out',
  'not-live',
  'partial-plate',
  'plate-class',
  'colour-mismatch',
  'pass-forged',
  'pass-elsewhere',
  'unknown-card',
  'unknown-pin',
  'unknown-person',
  'unknown-plate',
  'card-lost',
  'credential-suspended',
  'credential-revoked',
  'plate-revoked',
  'plate-listed',
  'pass-replayed',
  'not-yet-valid',
  'credential-expired',
  'clock-unknown',
  'no-consent',
  'no-residency',
  'visit-not-approved',
  'entry-policy',
  'no-rights',
  'out-of-hours',
  'passback',
  'interlock',
] as const;
export type DenialReason = (typeof denialReasons)[number];

/** What one rule said. After the deciding one the others are asked all the same where they can be, for whoever wants to know. */
export interface RuleAnswer {
  rule: RuleId;
  answer: 'passed' | 'failed' | 'granted' | 'does-not-apply' | 'cannot-tell';
  /** With `failed` and `granted`. */
  reason?: DenialReason | 'fire-release';
}

/** The answer to one request. A grant names the credential that it rests on, unless fire has released the door. */
export type AccessDecision = { trace: readonly RuleAnswer[] } & (
  | {
      outcome: 'granted';
      reason: 'granted';
      /** Person's or visit's id; left out for a guard and the exit button. */
      holder?: string;
      /** `card:…`, `pin:…`, `plate:…`, `plate-fuzzy:…`, `pass:…` and the credential's id; `face:` and the person's; `guard:` and the user; `exit-button:` and the door. */
      credential: string;
      extendedTimes: boolean;
      /** Opened under duress: nothing at the door shows it. */
      duress: boolean;
      /** In again without having left, where that is only reported. */
      passbackViolated: boolean;
    }
  | { outcome: 'granted'; reason: 'fire-release' }
  | { outcome: 'denied'; reason: DenialReason; holder?: string; credential?: string }
  /** A human has to look: something is doubtful, and doubt never opens. `candidate` is what it may be, masked. */
  | { outcome: 'ask-guard'; reason: DenialReason; holder?: string; candidate?: string }
  /** Nothing to decide yet: the plate was read before the vehicle stood at the loop. */
  | { outcome: 'wait'; reason: 'no-vehicle-at-loop' }
);
