import type { SiteLocation } from '../../../devices/contracts/place.ts';
import type { GatewayView } from '../../api/views.ts';
import type { JudgedGateway } from '../fleet/fleet-filter.ts';
import { type Trouble, troubleKinds } from '../fleet/gateway-health.ts';

/** How a site looks on the map: in order, something wrong, or nobody there. */
export type SiteTone = 'fine' | 'wrong' | 'gone';

/** A disc in order, a triangle where something is wrong, a cross where nobody answers: no tone is told by its colour alone. */
export const toneShapes: Record<SiteTone, string> = {
  fine: 'M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z',
  wrong: 'M8 1.5 15 14H1zM8 6v4M8 12v.1',
  gone: 'M3 3l10 10M13 3 3 13',
};

export interface SiteOnMap {
  site: string;
  name: string;
  location: SiteLocation | null;
  /** The gravest first. */
  troubles: Trouble[];
  tone: SiteTone;
  openAlarms: GatewayView['openAlarms'];
  /** The one to look at first, and how many there are. */
  gateway: string;
  gateways: number;
}

function toneOf(troubles: readonly Trouble[]): SiteTone {
  if (troubles.length === 0) return 'fine';
  return troubles.includes('state') ? 'gone' : 'wrong';
}

/** Gateways that have told where they are, by site; what is wrong with any of them is wrong at the site. Wrong ones first. */
export function gatherSites(judged: readonly JudgedGateway[]): SiteOnMap[] {
  const bySite = Map.groupBy(judged, ({ view }) => view.status?.site ?? view.gateway);
  const sites = [...bySite].map(([site, members]): SiteOnMap => {
    const troubles = troubleKinds.filter((kind) => members.some((member) => member.troubles.has(kind)));
    const openAlarms = { p1: 0, p2: 0, p3: 0, p4: 0 };
    for (const { view } of members)
      for (const key of ['p1', 'p2', 'p3', 'p4'] as const) openAlarms[key] += view.openAlarms[key];
    const worst = members.find((member) => troubles[0] && member.troubles.has(troubles[0])) ?? members[0]!;
    const located = members.find(({ view }) => view.status?.location);
    return {
      ...{ site, troubles, openAlarms, tone: toneOf(troubles) },
      name: worst.view.status?.siteName ?? site,
      location: located?.view.status?.location ?? null,
      gateway: worst.view.gateway,
      gateways: members.length,
    };
  });
  const rank = ({ troubles: [gravest] }: SiteOnMap) => (gravest ? troubleKinds.indexOf(gravest) : troubleKinds.length);
  return sites.sort((a, b) => rank(a) - rank(b) || (a.site < b.site ? -1 : 1));
}
