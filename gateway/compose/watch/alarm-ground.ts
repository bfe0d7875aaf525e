import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { AlarmGround } from '../../alarms/alarm-keeper.ts';

/** Settings of it can change while the gateway runs. */
export interface LiveGround extends AlarmGround {
  /** Takes over the delays of the site as it is now. */
  follow(site: SiteFile): void;
}

type Delay = { onS?: number | undefined; offS?: number | undefined };
const delaysOf = (site: SiteFile): [AlarmType, Delay][] =>
  (site.alarms?.delays ?? []).map(({ type, onS, offS }) => [type, { onS, offS }]);

/** What the alarms' flood rules have to know of a site: what hangs on what, and what stands beside what. */
export function createAlarmGround(site: SiteFile): LiveGround {
  const delays = new Map(delaysOf(site));
  const placed = [...site.devices, ...site.cameras, ...site.doors, ...site.barriers];
  const zones = new Map(placed.map(({ id, zone }) => [id, zone]));
  const via = new Map([...site.devices, ...site.cameras].map((each) => [each.id, each.via]));
  const next = new Map<string, Set<string>>(site.zones.map(({ id }) => [id, new Set()]));
  for (const { id, next: beside = [] } of site.zones) {
    for (const other of beside) {
      next.get(id)?.add(other);
      next.get(other)?.add(id);
    }
  }
  const indoors = new Set(site.zones.filter(({ ring }) => ring === 3).map(({ id }) => id));
  const buildings = new Map(site.zones.map(({ id }) => [id, indoors.has(id) ? reach(id, next, indoors) : [id]]));
  return {
    zoneOf: (source) => zones.get(source),
    via: (source) => via.get(source),
    nextTo: (zone) => [...(next.get(zone) ?? [])],
    building: (zone) => buildings.get(zone) ?? [zone],
    delays,
    follow: (changed) => {
      delays.clear();
      for (const [type, delay] of delaysOf(changed)) delays.set(type, delay);
    },
    gateway: site.gateway.id,
  };
}

/** Zones of ring 3 that lie beside or above each other are one building. */
function reach(from: string, next: ReadonlyMap<string, ReadonlySet<string>>, among: ReadonlySet<string>): string[] {
  const found = new Set([from]);
  for (const zone of found) for (const other of next.get(zone) ?? []) if (among.has(other)) found.add(other);
  return [...found];
}
