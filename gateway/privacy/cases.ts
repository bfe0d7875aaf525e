import type { SitePrivacy } from '../../devices/contracts/site-privacy.ts';
import { dayMs } from '../kernel/clock.ts';
import { longestCaseDays } from '../register/checks/check-approvals.ts';
import type { Case } from '../register/records.ts';

/** How much time a case may look at. */
const longestWindowMs = 31 * dayMs;

/** Why something about one person's or vehicle's way through the site is refused. */
export type CaseRefusal =
  | 'not-enabled'
  | 'window-malformed'
  | 'window-too-long'
  | 'open-too-long'
  | 'already-decided'
  | 'approver-is-requester'
  | 'case-not-open';

/** Approved, and within its time. */
export const isOpenCase = ({ state, openUntilMs }: Pick<Case, 'state' | 'openUntilMs'>, nowMs: number): boolean =>
  state === 'approved' && nowMs < openUntilMs;

/** A trajectory shows somebody's life: without an impact assessment (PIPL 55–56), and under the EU profile, there is none. */
export const trajectoryEnabled = (privacy: SitePrivacy | undefined): boolean =>
  privacy?.profile !== 'eu' && privacy?.assessments?.trajectory !== undefined;

export function checkCaseRequest(
  wanted: Pick<Case, 'fromMs' | 'toMs' | 'openUntilMs'>,
  privacy: SitePrivacy | undefined,
  nowMs: number,
): CaseRefusal | undefined {
  if (!trajectoryEnabled(privacy)) return 'not-enabled';
  const { fromMs, toMs, openUntilMs } = wanted;
  if (toMs <= fromMs || openUntilMs <= nowMs) return 'window-malformed';
  if (toMs - fromMs > longestWindowMs) return 'window-too-long';
  return openUntilMs - nowMs > longestCaseDays * dayMs ? 'open-too-long' : undefined;
}

/** Two people: whoever asked for it is not the one to grant it. */
export function checkCaseDecision(one: Case, approver: string, nowMs: number): CaseRefusal | undefined {
  if (one.state !== 'requested') return 'already-decided';
  if (one.openUntilMs <= nowMs) return 'window-malformed';
  return one.requester === approver ? 'approver-is-requester' : undefined;
}

export function checkTrajectory(one: Case, privacy: SitePrivacy | undefined, nowMs: number): CaseRefusal | undefined {
  if (!trajectoryEnabled(privacy)) return 'not-enabled';
  return isOpenCase(one, nowMs) ? undefined : 'case-not-open';
}
