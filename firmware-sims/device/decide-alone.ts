import { readPass } from '../../devices/contracts/read-pass.ts';
import { type RightsEntry, rightsFlags } from '../../devices/contracts/rights.ts';
import type { VisitorPass } from '../../devices/contracts/visitor-pass.ts';
import type { aloneReasons } from '../../devices/profiles/door-controller.ts';
import type { HeldRights } from './held-rights.ts';

/** What somebody held before a reader. */
export type Presented =
  | { method: 'card'; card: string }
  | { method: 'pin'; pin: string }
  | { method: 'pass'; text: string };

export interface AloneSituation {
  rights: HeldRights | undefined;
  /** The wall clock; `undefined` when the controller does not know the time. */
  nowMs: number | undefined;
  /** By fire, or locked open: the door is open to everybody. */
  released: boolean;
  lockedDown: boolean;
  blocked: boolean;
  /** Too many failures in a row at this reader. */
  lockedOut: boolean;
  /** How often a pass has opened this door. */
  usesOf(pass: string): number;
}

type Denial = Exclude<(typeof aloneReasons)[number], 'granted'>;
export type AloneDecision =
  | {
      outcome: 'granted';
      reason: 'granted';
      /** Left out where the door is open to everybody. */
      credential?: string;
      extended: boolean;
      duress: boolean;
      pass?: VisitorPass;
    }
  | { outcome: 'denied'; reason: Denial; credential?: string };

/** A clock that is further behind the day on which the rights were signed is not believed. */
const clockSlackMs = 5 * 60_000;

const denied = (reason: Denial, credential?: string): AloneDecision => ({
  outcome: 'denied',
  reason,
  ...(credential === undefined ? {} : { credential }),
});

/**
 * What a controller decides when the gateway is gone. Order: fire → lockdown → blocked → lockout → credential → validity →
 * schedule → uses. Where the time is not known, residents pass and visitors do not (DOMAIN §4). Codes are not decided alone:
 * four digits do not stay secret in a box at the door, not even hashed.
 */
export function decideAlone(presented: Presented, situation: AloneSituation): AloneDecision {
  const { rights } = situation;
  if (situation.released) return { outcome: 'granted', reason: 'granted', extended: false, duress: false };
  if (situation.lockedDown || rights?.lockedDown) return denied('lockdown');
  if (situation.blocked) return denied('blocked');
  if (situation.lockedOut) return denied('locked-out');
  if (!rights || presented.method === 'pin') return denied('no-rights-held');
  const nowMs = believedClock(situation.nowMs, rights);
  return presented.method === 'card'
    ? decideCard(rights, presented.card, nowMs)
    : decidePass(rights, presented.text, nowMs, situation.usesOf);
}

function believedClock(nowMs: number | undefined, { issuedAtMs }: HeldRights): number | undefined {
  return nowMs === undefined || nowMs < issuedAtMs - clockSlackMs ? undefined : nowMs;
}

function decideCard(rights: HeldRights, card: string, nowMs: number | undefined): AloneDecision {
  let decision = denied('unknown-credential');
  for (const entry of rights.card(card)) {
    decision = judgeEntry(rights, entry, nowMs);
    if (decision.outcome === 'granted') break;
  }
  return decision;
}

function judgeEntry(rights: HeldRights, entry: RightsEntry, nowMs: number | undefined): AloneDecision {
  const [, credential, fromMs, toMs, schedule, flags] = entry;
  if (nowMs === undefined) {
    if (flags & rightsFlags.visitor) return denied('clock-unknown', credential);
  } else {
    if (nowMs < fromMs) return denied('not-yet-valid', credential);
    if (toMs !== 0 && nowMs >= toMs) return denied('expired', credential);
    if (!rights.isOpen(schedule, nowMs)) return denied('out-of-hours', credential);
  }
  return {
    outcome: 'granted',
    reason: 'granted',
    credential,
    extended: (flags & rightsFlags.extended) !== 0,
    duress: (flags & rightsFlags.duress) !== 0,
  };
}

function decidePass(
  rights: HeldRights,
  text: string,
  nowMs: number | undefined,
  usesOf: AloneSituation['usesOf'],
): AloneDecision {
  const pass = readPass(text, rights.passKey);
  if (!pass) return denied('forged');
  const credential = pass.jti;
  if (pass.iss !== rights.site || !pass.at.includes(rights.door)) return denied('wrong-door', credential);
  if (rights.isEnded(credential)) return denied('expired', credential);
  if (nowMs === undefined) return denied('clock-unknown', credential);
  if (nowMs < pass.nbf * 1000) return denied('not-yet-valid', credential);
  if (nowMs >= pass.exp * 1000) return denied('expired', credential);
  if (usesOf(credential) >= pass.uses) return denied('used-up', credential);
  return { outcome: 'granted', reason: 'granted', credential, extended: false, duress: false, pass };
}
