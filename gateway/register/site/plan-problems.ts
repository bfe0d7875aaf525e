import type { SiteFile } from '../../../devices/contracts/site-file.ts';

type Corner = readonly [x: number, y: number];

/** What is wrong with where things are drawn, and with the devices that others are reached through. */
export function planProblems(site: SiteFile): string[] {
  return [...positionProblems(site), ...viaProblems(site)];
}

function positionProblems(site: SiteFile): string[] {
  const { plan } = site;
  const placed = [...site.devices, ...site.cameras, ...site.doors, ...site.barriers].flatMap(({ id, at }) =>
    at ? [{ what: `"at" of "${id}"`, corners: [[at.x, at.y] as const] }] : [],
  );
  const drawn = [...site.zones, ...(site.buildings ?? []), ...site.units].flatMap(({ id, outline }) =>
    outline ? [{ what: `the outline of "${id}"`, corners: outline }] : [],
  );
  const all = [...placed, ...drawn];
  if (!plan) {
    const [first] = all;
    return first ? [`${first.what} has no ground to stand on: say how large it is in "plan"`] : [];
  }
  const isOff = ([x, y]: Corner) => x < 0 || y < 0 || x > plan.widthM || y > plan.heightM;
  return all
    .filter(({ corners }) => corners.some(isOff))
    .map(({ what }) => `${what} lies off the plan of ${plan.widthM} × ${plan.heightM} m`);
}

function viaProblems({ devices, cameras }: SiteFile): string[] {
  const reached = new Map(devices.map(({ id, via }) => [id, via]));
  return [...devices, ...cameras].flatMap(({ id, via }) => {
    if (via === undefined) return [];
    if (!reached.has(via)) return [`"${id}" names "${via}" as "via", which is not among devices`];
    return leadsBack(id, reached) ? [`"${id}" is reached through itself: follow its "via"`] : [];
  });
}

function leadsBack(id: string, reached: ReadonlyMap<string, string | undefined>): boolean {
  const passed = new Set<string>();
  for (let next = reached.get(id); next !== undefined && !passed.has(next); next = reached.get(next)) {
    if (next === id) return true;
    passed.add(next);
  }
  return false;
}
