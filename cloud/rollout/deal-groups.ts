import { createHmac } from 'node:crypto';

/** Who may get a release; gateways of one site stand in for each other. */
export interface Candidate {
  gateway: string;
  /** Left out where it is not known: then it stands alone. */
  site?: string;
}

export interface Dealt {
  gateway: string;
  /** Never empty: a gateway of no known site is a site of its own. */
  site: string;
  /** From 0. */
  group: number;
  /** The order in which they are asked. */
  order: number;
}

/** In an order that a key decides, so that neither age nor name says who goes first. */
function shuffle(key: string, names: Iterable<string>): string[] {
  const rank = (name: string) => createHmac('sha256', key).update(name).digest('hex');
  return [...names]
    .map((name) => [rank(name), name] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, name]) => name);
}

const siteOf = ({ gateway, site }: Candidate) => site ?? `~${gateway}`;

/** The sites in their order, and of each the gateways in theirs. */
function queueSites(key: string, candidates: readonly Candidate[]): { site: string; waiting: string[] }[] {
  const sites = Map.groupBy(candidates, siteOf);
  return shuffle(key, sites.keys()).map((site) => ({
    site,
    waiting: shuffle(
      key,
      sites.get(site)!.map(({ gateway }) => gateway),
    ),
  }));
}

/** As many gateways as the share says, at least one; whole fleets where it is 100. */
export function choosePart(key: string, candidates: readonly Candidate[], percent: number): Candidate[] {
  const count = Math.max(1, Math.round((candidates.length * percent) / 100));
  if (count >= candidates.length) return [...candidates];
  const order = shuffle(
    key,
    candidates.map(({ gateway }) => gateway),
  );
  const chosen = new Set(order.slice(0, count));
  return candidates.filter(({ gateway }) => chosen.has(gateway));
}

/**
 * Deals gateways into groups whose sizes follow `percents` (sum 100), in an order that a key decides. No group has two
 * gateways of one site: each further one goes to a later group, and where there is none left, to one that is added.
 */
export function dealGroups(key: string, candidates: readonly Candidate[], percents: readonly number[]): Dealt[] {
  const dealt: Dealt[] = [];
  let sites = queueSites(key, candidates);
  let share = 0;
  for (let group = 0; dealt.length < candidates.length; group += 1) {
    share += percents[group] ?? 100;
    // rounding of the shares leaves nobody out
    const until = group >= percents.length - 1 ? candidates.length : Math.round((candidates.length * share) / 100);
    const room = Math.max(0, Math.min(until - dealt.length, sites.length));
    const taken = sites.slice(0, room);
    for (const { site, waiting } of taken) dealt.push({ gateway: waiting.shift()!, site, group, order: dealt.length });
    // whose turn it was goes to the end, so that the next group begins with other sites
    sites = [...sites.slice(room), ...taken.filter(({ waiting }) => waiting.length > 0)];
  }
  return closeGaps(dealt);
}

/** A fleet of three has no group of 5 percent: groups with nobody in them are left out. */
function closeGaps(dealt: readonly Dealt[]): Dealt[] {
  const used = [...new Set(dealt.map(({ group }) => group))];
  return dealt.map((each) => ({ ...each, group: used.indexOf(each.group) }));
}
