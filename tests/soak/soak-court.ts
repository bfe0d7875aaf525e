import { randomBytes } from 'node:crypto';
import type { SiteFile, SiteResident } from '../../devices/contracts/site-file.ts';
import { drawFullCourt } from '../../firmware-sims/compound/full-court.ts';
import { two } from '../../firmware-sims/compound/full-court-plan.ts';

/** Shorter than any law allows here, under the profile that names none: what the run leaves behind is to be swept within it. */
export const keptDays = 20;

export interface SoakCourt {
  site: SiteFile;
  /** Whoever has a card or a plate, for the traffic. */
  residents: readonly SiteResident[];
  node: { id: string; secret: string };
}

/**
 * The reference compound of DOMAIN §0 with its people in the site file; `buildings` leaves only the first of them. Its cameras
 * are looked at by a perception node, so that no process of this machine waits for pictures that nobody sends.
 */
export function drawSoakCourt(seed: number, buildings?: number): SoakCourt {
  const { site, people } = drawFullCourt({ seed });
  const node = { id: 'soak-node', secret: randomBytes(24).toString('base64url') };
  const cut = buildings === undefined ? site : cutDown(site, buildings);
  const units = new Set(cut.units?.map(({ id }) => id));
  const residents = people
    .slice(1)
    .flatMap(toResident)
    .filter(({ home }) => units.has(home.unit));
  const rule = (kept: 'passages' | 'device-events' | 'alarms' | 'visits') => ({
    ...{ class: kept, days: keptDays, basis: 'what a soak leaves behind' },
  });
  return {
    node,
    residents,
    site: {
      ...cut,
      residents,
      cameras: cut.cameras.map((camera) => ({ ...camera, node: node.id })),
      perception: { nodes: [node] },
      privacy: {
        ...{ ...cut.privacy, profile: 'eu' as const },
        retention: [rule('passages'), rule('device-events'), rule('alarms'), rule('visits')],
      },
    },
  };
}

/** Staff are left out: the site file knows only who lives here. */
function toResident(row: readonly string[], index: number): SiteResident[] {
  const [building, unit, , room, , , name] = row as [string, string, string, string, string, string, string];
  if (building === '') return [];
  const home = { unit: `b${two(Number.parseInt(building, 10))}u${Number.parseInt(unit, 10)}`, room };
  const [cards, plates, colours] = [row[12]!, row[13]!, row[14]!].map((text) => text.split(';').filter(Boolean));
  // of a yellow plate there may be two: its barrier waits for a guard, and so would everybody behind it
  const alone = plates!.filter((_, at) => colours![at] !== '黄');
  return [{ id: `r-${index + 1}`, name, home, cards: cards!, plates: alone }];
}

function cutDown(site: SiteFile, buildings: number): SiteFile {
  const gone = (zone: string | undefined) => Number(/^building-(\d+)$/.exec(zone ?? '')?.[1] ?? 0) > buildings;
  const stays = <T extends { zone?: string }>(things: readonly T[]): T[] => things.filter(({ zone }) => !gone(zone));
  const known = (id: string) => Number(id.slice(1, 3)) <= buildings;
  return {
    ...site,
    zones: site.zones.filter(({ id }) => !gone(id)),
    ...(site.buildings && { buildings: site.buildings.filter(({ id }) => known(id)) }),
    ...(site.units && { units: site.units.filter(({ id }) => known(id)) }),
    devices: stays(site.devices),
    cameras: stays(site.cameras),
    doors: stays(site.doors),
  };
}
