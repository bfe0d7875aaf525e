import type { SiteFile } from '../../devices/contracts/site-file.ts';

type Corner = [x: number, y: number];

/** Metres from the upper left corner; north is up. */
export const courtGround = { widthM: 120, heightM: 82 } as const;

const box = (left: number, top: number, right: number, bottom: number): Corner[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

const outlines: Readonly<Record<string, Corner[]>> = {
  // Along the north and the east side.
  perimeter: [
    [2, 2],
    [118, 2],
    [118, 66],
    [112, 66],
    [112, 8],
    [2, 8],
  ],
  'building-1': box(8, 12, 50, 28),
  'building-2': box(62, 12, 104, 28),
  'fire-lane': box(4, 31, 108, 38),
  playground: box(8, 42, 44, 63),
  'car-park': box(52, 42, 108, 63),
  'pedestrian-gate': box(8, 67, 40, 80),
  'vehicle-gate': box(58, 67, 100, 80),
  b1u1: box(8, 12, 29, 28),
  b1u2: box(29, 12, 50, 28),
  b2u1: box(62, 12, 83, 28),
  b2u2: box(83, 12, 104, 28),
};

/** Which zones lie beside each other, each said once. */
const neighbours: readonly (readonly [string, string])[] = [
  ['perimeter', 'building-1'],
  ['perimeter', 'building-2'],
  ['perimeter', 'car-park'],
  ['building-1', 'fire-lane'],
  ['building-2', 'fire-lane'],
  ['fire-lane', 'playground'],
  ['fire-lane', 'car-park'],
  ['playground', 'car-park'],
  ['playground', 'pedestrian-gate'],
  ['car-park', 'vehicle-gate'],
  ['pedestrian-gate', 'vehicle-gate'],
];

/** Doors, barriers, cameras, sensors; controllers and readers stand at their door. */
const places: Readonly<Record<string, Corner>> = {
  'door-gate-1': [20, 78],
  'door-gate-2': [28, 78],
  'door-b1u1': [18, 28],
  'door-b1u2': [40, 28],
  'door-b2u1': [72, 28],
  'door-b2u2': [94, 28],
  'barrier-lane-in': [70, 76],
  'barrier-lane-out': [88, 76],
  'cam-gate-face': [20, 73],
  'cam-b1u1-face': [13, 26],
  'cam-lane-in': [66, 71],
  'cam-lane-out': [92, 71],
  'cam-playground': [41, 46],
  'cam-fire-lane': [56, 34],
  'cam-car-park': [105, 46],
  'cam-b2-lift': [80, 20],
  'smoke-b1u1': [16, 18],
  'smoke-b1u2': [42, 18],
  'smoke-b2u1': [68, 18],
  'smoke-b2u2': [98, 18],
  'gas-b1': [22, 23],
  'gas-b2': [90, 23],
  'call-b1': [34, 24],
  'lift-b2': [86, 17],
  'help-b2-lift': [76, 16],
  'water-b1u2-101': [47, 24],
  'manhole-fire-lane': [30, 35],
  'manhole-car-park': [66, 50],
  'water-car-park': [86, 56],
  'fence-east': [115, 40],
  'fence-north': [56, 5],
  'help-gate': [35, 73],
  'intercom-gate': [12, 76],
  'help-playground': [14, 57],
};

/** The same site with its ground plan drawn. */
export function drawCourtGround(site: SiteFile): SiteFile {
  const at = <T extends { id: string }>(thing: T): T => {
    const [x, y] = places[thing.id] ?? [];
    return x === undefined || y === undefined ? thing : { ...thing, at: { x, y } };
  };
  const shaped = <T extends { id: string }>(part: T): T => {
    const outline = outlines[part.id];
    return outline ? { ...part, outline } : part;
  };
  return {
    ...site,
    plan: courtGround,
    zones: site.zones.map((zone) => ({ ...shaped(zone), next: neighboursOf(zone.id) })),
    units: site.units.map(shaped),
    devices: site.devices.map(at),
    cameras: site.cameras.map(at),
    doors: site.doors.map(at),
    barriers: site.barriers.map(at),
  };
}

function neighboursOf(zone: string): string[] {
  return neighbours.flatMap(([one, other]) => (one === zone ? [other] : other === zone ? [one] : []));
}
