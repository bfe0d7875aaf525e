import { type UnsureSpan, writtenByMs } from '../kernel/unsure-times.ts';
import { consentState } from '../register/consent.ts';
import type { Register } from '../register/register-types.ts';
import { type Attachment, attachmentOf, type TieSource } from './attachment.ts';
import { endOf } from './consents.ts';
import { aliasPrefix } from './subject-erasure.ts';

export const purgeCauses = [
  'consent-withdrawn',
  'consent-expired',
  'consent-missing',
  'moved-out',
  'retention-over',
  'erased',
  'record-removed',
] as const;
export type PurgeCause = (typeof purgeCauses)[number];

/** What a cause takes away: the face alone, or everything that is kept of somebody. */
export const scopeOf = (cause: PurgeCause): 'face' | 'person' =>
  cause.startsWith('consent-') || cause === 'moved-out' ? 'face' : 'person';

/** One purge that has to be done, named by what it rests on, so that it is done once. */
export interface DuePurge {
  person: string;
  cause: PurgeCause;
  /** The consent that ended, or when they left. */
  basis: string;
  /** Since when: 24 hours later it is overdue. */
  dueMs: number;
}

export interface DueQuestion {
  register: TieSource & Pick<Register, 'consentsOf' | 'rights'>;
  person: string;
  nowMs: number;
  /** How long people are kept who have nothing to do with the site any more. */
  keptMs: number;
  /** Since when somebody is known to be unattached of whom no record says it. */
  unattachedSinceMs: number | undefined;
  /** What was dated by a clock that was not believed. */
  unsure: readonly UnsureSpan[];
  /** Templates of this person are kept. */
  holdsFace: boolean;
}

/**
 * What has to be purged of one person now. The face goes when consent to it has ended or its owner has moved out; the person goes
 * once the retention of people who have left is over. A face without a consent, such as a child's for whom no guardian spoke, goes too.
 */
export function duePurges(question: DueQuestion): DuePurge[] {
  const attachment = attachmentOf(question.register, question.person, question.nowMs);
  return [...dueFace(question, attachment), ...dueWhole(question, attachment)];
}

type Ended = Extract<Attachment, { kind: 'ended' }>;

function dueWhole(question: DueQuestion, attachment: Attachment): DuePurge[] {
  const { register, person, nowMs, keptMs, unattachedSinceMs } = question;
  // Whoever stands in for an erased person stays as long as there are visits to stand in for.
  const standsIn = person.startsWith(aliasPrefix) && register.visitsOf(person).length > 0;
  if (attachment.kind === 'attached' || standsIn) return [];
  const ends = endsOf(attachment, unattachedSinceMs);
  if (ends.length === 0) return [];
  const dueMs = Math.max(...ends.map((ms) => writtenByMs(question.unsure, ms))) + keptMs;
  return dueMs > nowMs ? [] : [{ person, cause: 'retention-over', basis: `left-${Math.max(...ends)}`, dueMs }];
}

function endsOf({ endsMs }: Ended, unattachedSinceMs: number | undefined): readonly number[] {
  return endsMs.length > 0 || unattachedSinceMs === undefined ? endsMs : [unattachedSinceMs];
}

function dueFace(question: DueQuestion, attachment: Attachment): DuePurge[] {
  const { register, person, nowMs, unattachedSinceMs, holdsFace } = question;
  const consent = register.consentsOf(person).find(({ purpose }) => purpose === 'face');
  const endedMs = consent && endOf(consent, nowMs);
  if (consent && endedMs !== undefined) {
    const cause = consent.withdrawnAtMs === endedMs ? 'consent-withdrawn' : 'consent-expired';
    return [{ person, cause, basis: `consent-${consent.id}-${endedMs}`, dueMs: endedMs }];
  }
  if (holdsFace && consentState(register.rights.faceConsent(person), nowMs) === 'none') {
    return [{ person, cause: 'consent-missing', basis: `no-consent-${consent?.id ?? ''}`, dueMs: nowMs }];
  }
  if (!consent || attachment.kind === 'attached') return [];
  const leftMs = Math.max(...endsOf(attachment, unattachedSinceMs ?? nowMs));
  return [{ person, cause: 'moved-out', basis: `left-${leftMs}-${consent.id}`, dueMs: leftMs }];
}
