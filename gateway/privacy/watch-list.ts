import { hasWatchList, type SitePrivacy } from '../../devices/contracts/site-privacy.ts';
import { dayMs } from '../kernel/clock.ts';
import { longestWatchDays } from '../register/checks/check-approvals.ts';
import type { WatchEntry } from '../register/records.ts';

/**
 * The watch-list (DOMAIN P12; PIPL 26). It is off unless the site has turned it on with an impact assessment, it needs two
 * people and a legal basis, it ends by itself, and a match tells a human and never moves a door.
 *
 * It holds plates only. A watch-list of faces would need a template of somebody who did not consent to one, and a search of every
 * passer-by against it: DOMAIN P1 allows no template without a live consent, and whoever consents is not watched for. So there is
 * no such thing here, and no setting that turns it on.
 */
const longestWatchMs = longestWatchDays * dayMs;

export type WatchRefusal = 'not-enabled' | 'expiry' | 'other-site' | 'already-decided' | 'approver-is-requester';

export function checkWatchRequest(
  { expiresAtMs, sites }: Pick<WatchEntry, 'expiresAtMs' | 'sites'>,
  site: string,
  privacy: SitePrivacy | undefined,
  nowMs: number,
): WatchRefusal | undefined {
  if (!hasWatchList(privacy)) return 'not-enabled';
  if (!sites.includes(site)) return 'other-site';
  return expiresAtMs <= nowMs || expiresAtMs - nowMs > longestWatchMs ? 'expiry' : undefined;
}

/** Two people: whoever asked for it is not the one to grant it. */
export function checkWatchDecision(
  { state, requester, expiresAtMs }: WatchEntry,
  approver: string,
  privacy: SitePrivacy | undefined,
  nowMs: number,
): WatchRefusal | undefined {
  if (!hasWatchList(privacy)) return 'not-enabled';
  if (state !== 'requested') return 'already-decided';
  if (expiresAtMs <= nowMs) return 'expiry';
  return requester === approver ? 'approver-is-requester' : undefined;
}
