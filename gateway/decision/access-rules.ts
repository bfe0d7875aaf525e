import { isLive } from '../register/consent.ts';
import type { Holder, Span } from '../register/rights-view.ts';
import type { DenialReason, RuleId } from './decision.ts';
import type { Presented } from './identify.ts';
import type { AccessRequest, Situation } from './situation.ts';

/** An event that was older than this when it reached us opens nothing: whoever presented it may have gone. */
export const maxRequestAgeMs = 8000;

/** One request with all that is known of it. */
export interface AccessCase {
  situation: Situation;
  request: AccessRequest;
  presented: Presented;
}

/** What one rule says. `cannot-tell`: it asks about something that is not known, because an earlier rule failed. */
export type Verdict =
  | { answer: 'passed' | 'does-not-apply' | 'cannot-tell' }
  | { answer: 'granted'; reason: 'fire-release' }
  | { answer: 'failed'; reason: DenialReason; ask?: boolean; wait?: boolean; candidate?: string | undefined };

type Rule = (access: AccessCase) => Verdict;

const passed: Verdict = { answer: 'passed' };
const notHere: Verdict = { answer: 'does-not-apply' };
const unsure: Verdict = { answer: 'cannot-tell' };
const failed = (reason: DenialReason): Verdict => ({ answer: 'failed', reason });
const passIf = (holds: boolean, reason: DenialReason): Verdict => (holds ? passed : failed(reason));

/** Staff at the console or at the cloud, and a button inside: none has a credential in the register. */
const byHand: readonly AccessRequest['method'][] = ['guard', 'remote', 'exit-button'];
const isByHand = ({ request }: AccessCase): boolean => byHand.includes(request.method);

/** Whether a time lies in a span, as far as can be said: while the clock is unknown, what has not begun may have begun. */
function holds({ fromMs, toMs }: Span, { nowMs, clockKnown }: Situation): boolean {
  return nowMs < toMs && (!clockKnown || fromMs <= nowMs);
}

const fire: Rule = ({ situation }) =>
  situation.place.released ? { answer: 'granted', reason: 'fire-release' } : passed;

/** Whoever is inside is let out by the button in a lockdown, too: a door always has a way out. */
const lockdown: Rule = ({ situation, request }) =>
  request.method === 'exit-button' ? notHere : passIf(!situation.place.lockedDown, 'lockdown');

const blocked: Rule = ({ situation, request }) =>
  request.method === 'exit-button' ? notHere : passIf(!situation.place.blocked, 'blocked');

const presence: Rule = ({ request }) => {
  if (request.method === 'plate') {
    return request.vehicleAtLoop ? passed : { answer: 'failed', reason: 'no-vehicle-at-loop', wait: true };
  }
  if (!('ageMs' in request) || request.ageMs === undefined) return notHere;
  return passIf(request.ageMs <= maxRequestAgeMs, 'expired-event');
};

const method: Rule = (access) => {
  if (isByHand(access)) return notHere;
  return passIf(access.situation.place.methods.includes(access.request.method), 'method-not-allowed');
};

const lockout: Rule = ({ situation, request }) =>
  request.method === 'card' || request.method === 'pin' || request.method === 'pass'
    ? passIf(!situation.place.lockedOut, 'locked-out')
    : notHere;

const reading: Rule = ({ presented, request }) => {
  if (presented.unread) return { answer: 'failed', ...presented.unread };
  return request.method === 'face' || request.method === 'plate' || request.method === 'pass' ? passed : notHere;
};

const credential: Rule = (access) => {
  const { unknown } = access.presented;
  if (isByHand(access)) return notHere;
  return unknown ? failed(unknown) : passed;
};

const stateReasons = {
  lost: 'card-lost',
  suspended: 'credential-suspended',
  revoked: 'credential-revoked',
} as const;

const state: Rule = (access) => {
  const { credential: held, plateState, unknown } = access.presented;
  if (plateState === 'plate-listed') return { answer: 'failed', reason: plateState, ask: true, candidate: undefined };
  if (plateState) return failed(plateState);
  if (!held) return unknown ? unsure : notHere;
  if (held.state !== 'active') return failed(stateReasons[held.state]);
  const used = held.uses !== undefined && access.situation.place.usesOf(held.id) >= held.uses;
  return passIf(!used, 'pass-replayed');
};

const validity: Rule = ({ situation, presented }) => {
  const { credential: held, printed, unknown } = presented;
  if (!held) return unknown ? unsure : notHere;
  const spans = printed ? [held, printed] : [held];
  if (spans.some(({ toMs }) => toMs <= situation.nowMs)) return failed('credential-expired');
  if (!situation.clockKnown) return held.holder.kind === 'visit' ? failed('clock-unknown') : passed;
  return passIf(
    spans.every((span) => holds(span, situation)),
    'not-yet-valid',
  );
};

/** A face counts only while its consent is live (PIPL 29), and whether it is takes a clock. The card goes on opening. */
const consent: Rule = ({ situation, request, presented }) => {
  if (request.method !== 'face') return notHere;
  if (!presented.holder) return unsure;
  if (!situation.clockKnown) return failed('clock-unknown');
  return passIf(isLive(situation.rights.faceConsent(presented.holder.id), situation.nowMs), 'no-consent');
};

const holder: Rule = (access) => {
  const { situation, presented } = access;
  if (isByHand(access)) return notHere;
  if (!presented.holder) return unsure;
  const { kind, approved, addresses, groups } = presented.holder;
  if (kind === 'visit' && !approved) return failed('visit-not-approved');
  return passIf(
    [...addresses, ...groups].some((span) => holds(span, situation)),
    'no-residency',
  );
};

/** Who lives here is never kept out; going out is never restricted. */
const policy: Rule = (access) => {
  const { situation, presented } = access;
  const rules = situation.policy;
  if (!rules || rules.untilMs <= situation.nowMs || situation.place.side === 'exit' || isByHand(access)) return notHere;
  if (!presented.holder) return unsure;
  const { kind, addresses } = presented.holder;
  if (kind === 'visit') {
    return rules.visitors === 'allowed'
      ? passed
      : { answer: 'failed', reason: 'entry-policy', ask: rules.visitors === 'ask-guard' };
  }
  const livesHere = addresses.some((span) => span.relation === 'resident' && holds(span, situation));
  return passIf(livesHere || rules.staff === 'allowed', 'entry-policy');
};

/** By what the holder has this place: by an address, at any time; by groups, in their hours. */
function waysIn({ addresses, groups }: Holder, situation: Situation) {
  const { serves, id } = situation.place;
  return {
    byAddress: addresses.some(
      (span) => holds(span, situation) && (serves === 'everyone' || serves.some((address) => span.within.has(address))),
    ),
    byGroups: groups.filter((span) => holds(span, situation) && span.group.covers(id)).map(({ group }) => group),
  };
}

const zone: Rule = ({ situation, presented }) => {
  const { holder: who, credential: held, unknown } = presented;
  if (!who) return unknown ? unsure : notHere;
  const { byAddress, byGroups } = waysIn(who, situation);
  const limited = held?.group && !held.group.covers(situation.place.id);
  return passIf((byAddress || byGroups.length > 0) && !limited, 'no-rights');
};

const schedule: Rule = ({ situation, presented }) => {
  const { holder: who, credential: held, unknown } = presented;
  if (!who) return unknown ? unsure : notHere;
  const { byAddress, byGroups } = waysIn(who, situation);
  if (!byAddress && byGroups.length === 0) return unsure;
  const hours = [
    ...(byAddress || byGroups.some(({ isOpen }) => !isOpen) ? [] : [byGroups]),
    ...(held?.group?.isOpen ? [[held.group]] : []),
  ];
  if (hours.length === 0) return notHere;
  if (!situation.clockKnown) return failed('clock-unknown');
  return passIf(
    hours.every((groups) => groups.some(({ isOpen }) => isOpen?.(situation.nowMs))),
    'out-of-hours',
  );
};

/** Whether somebody goes in again who has not come out. */
export function violatesPassback({ situation, presented }: AccessCase): boolean {
  const { passback, side } = situation.place;
  const who = presented.holder;
  return passback !== undefined && side === 'entry' && who !== undefined && passback.isInside(who.id);
}

const passback: Rule = (access) => {
  const rule = access.situation.place.passback;
  if (!rule || access.situation.place.side === 'exit' || isByHand(access)) return notHere;
  if (!access.presented.holder) return unsure;
  return passIf(rule.mode === 'soft' || !violatesPassback(access), 'passback');
};

const interlock: Rule = ({ situation, request }) =>
  situation.place.side === 'exit' || request.method === 'exit-button'
    ? notHere
    : passIf(!situation.place.interlocked, 'interlock');

/** Each rule by its name; `ruleIds` has their order. */
export const accessRules: Readonly<Record<RuleId, Rule>> = {
  fire,
  lockdown,
  blocked,
  presence,
  method,
  lockout,
  reading,
  credential,
  state,
  validity,
  consent,
  holder,
  policy,
  zone,
  schedule,
  passback,
  interlock,
};
