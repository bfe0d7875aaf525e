import { isDeepStrictEqual } from 'node:util';
import { dayMs } from '../../kernel/clock.ts';
import { mayCome } from '../records.ts';
import { type Check, type Finding, findingIf } from './change-check.ts';
import { plateFinding } from './check-credentials.ts';

export const longestWatchDays = 90;
export const longestCaseDays = 30;

const visitSteps: Record<string, readonly string[]> = {
  requested: ['requested', 'approved', 'refused', 'cancelled'],
  approved: ['approved', 'cancelled'],
  refused: ['refused'],
  cancelled: ['cancelled'],
};
const watchSteps: Record<string, readonly string[]> = {
  requested: ['requested', 'approved', 'refused'],
  approved: ['approved'],
  refused: ['refused'],
};
const caseSteps: Record<string, readonly string[]> = {
  requested: ['requested', 'approved', 'refused', 'closed'],
  approved: ['approved', 'closed'],
  refused: ['refused'],
  closed: ['closed'],
};

const forward = (steps: Record<string, readonly string[]>, was: { state: string } | undefined, now: string) =>
  findingIf(
    was !== undefined && !steps[was.state]!.includes(now),
    'wrong-state',
    'state',
    `what is ${was?.state} does not become ${now}`,
  );

export const checkVisit: Check<'visit'> = (visit, { before, after, rules }) => {
  const { host, home, fromMs, toMs, state, plate } = visit;
  // Whoever calls a visit off may have moved out meanwhile.
  const isOn = mayCome(visit);
  const livesThere = after
    .by('residencyByPerson', host)
    .some((one) => one.address === home && one.fromMs <= fromMs && (one.toMs === undefined || toMs <= one.toMs));
  return [
    ...forward(visitSteps, before.get('visit', visit.id), state),
    ...findingIf(
      isOn && !livesThere,
      'holder-required',
      'host',
      'the host does not live in that home during the whole visit',
    ),
    ...findingIf(
      isOn && toMs - fromMs > rules.longestVisitMs,
      'too-long',
      'toMs',
      `a visit lasts ${rules.longestVisitMs / 3_600_000} hours at most`,
    ),
    ...plateFinding('plate', plate),
  ];
};

interface Approved {
  state: string;
  requester: string;
  approver?: string;
}

/** Four eyes: asked for by one, decided by another, and what was decided on is not altered afterwards. */
function checkApproval<T extends Approved>(record: T, was: T | undefined, open: keyof T & string): Finding[] {
  const { state, requester, approver } = record;
  const fixed = (one: T) => ({ ...one, state: '', [open]: 0 });
  return [
    ...findingIf(was === undefined && state !== 'requested', 'wrong-state', 'state', 'it begins as a request'),
    ...findingIf(
      approver === requester || (state === 'approved' && approver === undefined),
      'approver-is-requester',
      'approver',
      'somebody other than whoever asks approves',
    ),
    ...findingIf(
      was !== undefined &&
        was.state !== 'requested' &&
        (!isDeepStrictEqual(fixed(was), fixed(record)) || record[open] > was[open]),
      'wrong-state',
      'state',
      'what was decided is not altered; it may only end sooner',
    ),
  ];
}

/** DOMAIN P12. */
export const checkWatch: Check<'watch'> = (entry, { before, rules }) => {
  const was = before.get('watch', entry.id);
  return [
    ...findingIf(
      !rules.watchList && (was === undefined || (entry.state === 'approved' && was.state !== 'approved')),
      'not-enabled',
      'state',
      'this site has no watch-list: it needs privacy.watchList, an assessment, and a profile that knows one',
    ),
    ...forward(watchSteps, was, entry.state),
    ...checkApproval(entry, was, 'expiresAtMs'),
    ...findingIf(
      entry.expiresAtMs <= entry.fromMs,
      'ends-before-it-begins',
      'expiresAtMs',
      'an entry expires after it begins',
    ),
    ...findingIf(
      entry.expiresAtMs - entry.fromMs > longestWatchDays * dayMs,
      'too-long',
      'expiresAtMs',
      `an entry holds for ${longestWatchDays} days at most`,
    ),
    ...findingIf(!entry.sites.includes(rules.site), 'not-enabled', 'sites', 'sites does not name this site'),
    ...plateFinding('plate', entry.plate),
  ];
};

export const checkCase: Check<'case'> = (one, { before, after, rules, nowMs }) => {
  const was = before.get('case', one.id);
  const { subject, state } = one;
  const allowed = rules.trajectory && (subject.kind === 'vehicle' || rules.profile !== 'eu');
  return [
    ...findingIf(
      !allowed && (was === undefined || (state === 'approved' && was.state !== 'approved')),
      'not-enabled',
      'state',
      'this site looks at nobody’s way: it needs privacy.assessments.trajectory, and people only with a profile that knows it',
    ),
    ...findingIf(
      (state === 'requested' || (state === 'approved' && was?.state !== 'approved')) &&
        after.version(subject.kind, subject.id) === 0,
      'no-such-record',
      'subject',
      `subject names no ${subject.kind} of the register`,
    ),
    ...forward(caseSteps, was, state),
    ...checkApproval(one, was, 'openUntilMs'),
    ...findingIf(
      one.openUntilMs - nowMs > longestCaseDays * dayMs,
      'too-long',
      'openUntilMs',
      `a case is open for ${longestCaseDays} days at most`,
    ),
  ];
};
