import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Outline, PlanThing, PlanZone, SitePlanView } from '../console/site-plan-ports.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

type Unplaced = Omit<PlanThing, 'at'> & { at?: { x: number; y: number } | undefined };
type Unshaped = { id: string; ring: Ring; name: Title; outline?: Outline | undefined };

/** Of a drawing without measures. */
const schematic = { widthM: 160, bandM: 8, gapM: 4, thingM: 6 } as const;
const zoneless: Title = { zh: '未分区', en: 'No zone' };
const noZone = (ring: Ring): string => `ring-${ring}`;
const homeOf = ({ zone, ring }: Pick<Unplaced, 'zone' | 'ring'>): string => zone ?? noZone(ring);

/** A site's ground as the console draws it. Pure, and the same every time: what has no place of its own is laid out in its zone. */
export function toSitePlan(site: SiteFile): SitePlanView {
  const things = thingsOf(site);
  const zones = zonesOf(site, things);
  const ground = site.plan ? shapeOnPlan(site.plan, zones, things) : shapeByRing(zones, things);
  const shapes = new Map(ground.zones.map((zone) => [zone.id, zone.outline]));
  return {
    ...ground,
    toScale: site.plan !== undefined,
    hasImage: site.plan?.image !== undefined,
    buildings: [...(site.buildings ?? []), ...site.units].flatMap(({ id, name, outline }) =>
      outline && site.plan ? [{ id, name, outline: toPoints(outline) }] : [],
    ),
    things: layOut(things, shapes),
  };
}

function thingsOf(site: SiteFile): Unplaced[] {
  const controlled = new Map([...site.doors, ...site.barriers].map(({ id, controller }) => [controller, id]));
  const place = ({ id, ring, zone, name, at }: Omit<Unplaced, 'is' | 'kind'>) => ({
    ...{ id, ring, name },
    ...(zone !== undefined && { zone }),
    ...(at && site.plan && { at }),
  });
  return [
    ...site.doors.map((door): Unplaced => ({ ...place(door), kind: 'door', is: 'door' })),
    ...site.barriers.map((barrier): Unplaced => ({ ...place(barrier), kind: 'barrier', is: 'barrier' })),
    ...site.cameras.map((camera): Unplaced => ({ ...place(camera), kind: camera.kind, is: 'camera' })),
    ...site.devices.map((device): Unplaced => {
      const of = controlled.get(device.id) ?? device.door;
      return { ...place(device), kind: device.kind, is: 'device', ...(of !== undefined && { of }) };
    }),
  ];
}

function zonesOf(site: SiteFile, things: readonly Unplaced[]): Unshaped[] {
  const rings = ([1, 2, 3] as const).filter((ring) => things.some(({ zone, ring: at }) => !zone && at === ring));
  return [
    ...site.zones.map(({ id, ring, name, outline }) => ({
      id,
      ring,
      name,
      outline: site.plan && outline && toPoints(outline),
    })),
    ...rings.map((ring) => ({ id: noZone(ring), ring, name: zoneless })),
  ];
}

const toPoints = (corners: readonly (readonly [number, number])[]): Outline => corners.map(([x, y]) => ({ x, y }));

const cornersOf = ({ x, y, width, height }: Box): Outline => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

/** Zones without an outline stand around what is placed in them, or in a row along the lower edge. */
function shapeOnPlan(
  { widthM, heightM }: NonNullable<SiteFile['plan']>,
  zones: readonly Unshaped[],
  things: readonly Unplaced[],
): Pick<SitePlanView, 'widthM' | 'heightM' | 'zones'> {
  const placed = (id: string) => things.flatMap((thing) => (thing.at && homeOf(thing) === id ? [thing.at] : []));
  const homeless = zones.filter(({ id, outline }) => !outline && placed(id).length === 0);
  const width = widthM / Math.max(1, homeless.length);
  const height = heightM / 8;
  const shaped = zones.map(({ outline, ...zone }): PlanZone => {
    if (outline) return { ...zone, outline };
    const at = homeless.findIndex(({ id }) => id === zone.id);
    const box = at < 0 ? around(placed(zone.id)) : { x: at * width, y: heightM, width, height };
    return { ...zone, outline: cornersOf(box), laidOut: true };
  });
  return { widthM, heightM: homeless.length > 0 ? heightM + height : heightM, zones: shaped };
}

function around(places: readonly { x: number; y: number }[], marginM = 3): Box {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const [x, y] = [Math.min(...xs) - marginM, Math.min(...ys) - marginM];
  return { x, y, width: Math.max(...xs) + marginM - x, height: Math.max(...ys) + marginM - y };
}

/** Without a plan: one band a ring, from the outside in, each zone as large as what stands in it. */
function shapeByRing(
  zones: readonly Unshaped[],
  things: readonly Unplaced[],
): Pick<SitePlanView, 'widthM' | 'heightM' | 'zones'> {
  const { widthM, bandM, gapM, thingM } = schematic;
  let [x, y, rowM] = [gapM, gapM, 0];
  const nextRow = () => {
    y += rowM + gapM;
    [x, rowM] = [gapM, 0];
  };
  const shaped = ([1, 2, 3] as const).flatMap((ring) => {
    if (rowM > 0) nextRow();
    return zones
      .filter((zone) => zone.ring === ring)
      .map(({ id, name }): PlanZone => {
        const count = things.filter((thing) => !thing.of && homeOf(thing) === id).length;
        const columns = Math.min(12, Math.max(3, Math.ceil(Math.sqrt(count * 2))));
        const width = columns * thingM;
        const height = Math.max(1, Math.ceil(count / columns)) * thingM + bandM;
        if (x + width + gapM > widthM) nextRow();
        const outline = cornersOf({ x, y, width, height });
        x += width + gapM;
        rowM = Math.max(rowM, height);
        return { id, ring, name, outline, laidOut: true };
      });
  });
  return { widthM, heightM: y + rowM + gapM, zones: shaped };
}

/** Places of those that have none: controllers and readers at their door, all others in rows in their zone. */
function layOut(things: readonly Unplaced[], shapes: ReadonlyMap<string, Outline>): PlanThing[] {
  const waiting = new Map<string, Unplaced[]>();
  for (const thing of things) {
    if (thing.at || thing.of) continue;
    const home = homeOf(thing);
    waiting.set(home, [...(waiting.get(home) ?? []), thing]);
  }
  const laid = new Map(
    [...waiting].flatMap(([zone, members]) => {
      const box = around(shapes.get(zone)!, 0);
      return members.map(({ id }, index) => [id, cellOf(box, index, members.length)] as const);
    }),
  );
  const own = (thing: Unplaced) => thing.at ?? laid.get(thing.id);
  const places = new Map(things.map((thing) => [thing.id, own(thing)]));
  return things.map((thing): PlanThing => {
    const at = own(thing) ?? places.get(thing.of!) ?? { x: 0, y: 0 };
    return { ...thing, at, ...(thing.at === undefined && { laidOut: true }) };
  });
}

/** The middle of one cell of a box that holds so many; the name of the zone stands at its top. */
function cellOf({ x, y, width, height }: Box, index: number, count: number): { x: number; y: number } {
  const columns = Math.max(1, Math.ceil(Math.sqrt((count * width) / Math.max(1, height))));
  const rows = Math.ceil(count / columns);
  const headM = height * 0.25;
  return {
    x: round(x + ((index % columns) + 0.5) * (width / columns)),
    y: round(y + headM + (Math.floor(index / columns) + 0.5) * ((height - headM) / rows)),
  };
}

const round = (metres: number): number => Math.round(metres * 100) / 100;
