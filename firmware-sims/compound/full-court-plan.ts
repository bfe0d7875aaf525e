import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { SensorKind } from '../device/sensor-models.ts';

/**
 * The ground plan of a full-size compound, as large as a real resettlement compound of which the figures are known (DOMAIN §0,
 * finding 8): 23 buildings, 2,824 homes. Everything else about it is invented. A factor multiplies it.
 */
export const courtSize = {
  buildings: 23,
  unitsPerBuilding: 2,
  homes: 2_824,
  households: 1_658,
  residents: 4_737,
  vehicles: 1_900,
  staff: 12,
  /** Cards and plates together. */
  credentials: 10_000,
  gateDoors: 6,
  garageDoors: 8,
  barriers: 4,
  cameras: 24,
  sensors: 600,
} as const;

export const title = (zh: string, en: string): Title => ({ zh, en });
export const two = (number: number): string => String(number).padStart(2, '0');

export interface PlannedUnit {
  id: string;
  building: number;
  number: number;
  name: Title;
  homes: { floor: number; room: string }[];
}

const homesPerFloor = 4;

/** The homes of the compound, spread as evenly over its units as they can be; the top floor is not full. */
export function planUnits(factor: number): PlannedUnit[] {
  const count = courtSize.buildings * courtSize.unitsPerBuilding * factor;
  const homes = courtSize.homes * factor;
  return Array.from({ length: count }, (_, index): PlannedUnit => {
    const building = Math.floor(index / courtSize.unitsPerBuilding) + 1;
    const number = (index % courtSize.unitsPerBuilding) + 1;
    const size = Math.floor(((index + 1) * homes) / count) - Math.floor((index * homes) / count);
    return {
      id: `b${two(building)}u${number}`,
      building,
      number,
      name: title(`${building}号楼${number}单元`, `Building ${building}, unit ${number}`),
      homes: Array.from({ length: size }, (_home, at) => {
        const floor = Math.floor(at / homesPerFloor) + 1;
        return { floor, room: `${floor}${two((at % homesPerFloor) + 1)}` };
      }),
    };
  });
}

export interface PlannedPlace {
  place: string;
  ring: Ring;
  zone: string;
  name: Title;
  serves: 'everyone' | readonly string[];
  /** With a reader on the way out, too. */
  bothWays: boolean;
  takesFaces: boolean;
}

/** Turnstiles at the gates, doors between garage and buildings, one door for each unit. */
export function planDoors(units: readonly PlannedUnit[], factor: number): PlannedPlace[] {
  const count = (number: number) => Array.from({ length: number * factor }, (_, index) => index + 1);
  const everyone = { ring: 1, serves: 'everyone' } as const;
  return [
    ...count(courtSize.gateDoors).map((n): PlannedPlace => {
      const name = title(`人行大门${n}号闸机`, `Gate turnstile ${n}`);
      return {
        place: `gate-${n}`,
        zone: 'pedestrian-gate',
        name,
        ...everyone,
        bothWays: true,
        takesFaces: n % 2 === 1,
      };
    }),
    ...count(courtSize.garageDoors).map((n): PlannedPlace => {
      const name = title(`地库${n}号门`, `Garage door ${n}`);
      return { place: `garage-${n}`, ...everyone, ring: 2, zone: 'garage', name, bothWays: false, takesFaces: false };
    }),
    ...units.map(
      ({ id, building, name }): PlannedPlace => ({
        ...{ place: id, ring: 3, zone: zoneOf(building), serves: [id], bothWays: false },
        name: title(`${name.zh}门`, `${name.en} door`),
        takesFaces: building % 4 === 1,
      }),
    ),
  ];
}

export const zoneOf = (building: number): string => `building-${building}`;

export function planZones(factor: number): SiteFile['zones'] {
  const buildings = Array.from({ length: courtSize.buildings * factor }, (_, index) => index + 1);
  return [
    { id: 'pedestrian-gate', ring: 1, name: title('人行大门', 'Pedestrian gate') },
    { id: 'vehicle-gate', ring: 1, name: title('车行大门', 'Vehicle gate') },
    { id: 'perimeter', ring: 1, name: title('周界围栏', 'Perimeter fence') },
    { id: 'garage', ring: 2, name: title('地下车库', 'Garage') },
    { id: 'garden', ring: 2, name: title('中心花园', 'Garden') },
    ...buildings.map((n) => ({ id: zoneOf(n), ring: 3 as const, name: title(`${n}号楼`, `Building ${n}`) })),
  ];
}

const sensorKinds: readonly [SensorKind, Title][] = [
  ['smoke', title('烟感', 'Smoke detector')],
  ['gas', title('燃气探测器', 'Gas detector')],
  ['help-button', title('求助按钮', 'Help button')],
  ['smoke', title('走廊烟感', 'Corridor smoke detector')],
  ['water-level', title('集水井水位计', 'Sump water level')],
];

/** In turn over the buildings. */
export function planSensors(factor: number): { id: string; kind: SensorKind; ring: Ring; zone: string; name: Title }[] {
  return Array.from({ length: courtSize.sensors * factor }, (_, index) => {
    const building = (index % (courtSize.buildings * factor)) + 1;
    const round = Math.floor(index / (courtSize.buildings * factor));
    const [kind, what] = sensorKinds[round % sensorKinds.length]!;
    const name = title(`${building}号楼${what.zh}${round + 1}`, `${what.en} ${round + 1}, building ${building}`);
    return { id: `${kind}-b${two(building)}-${round + 1}`, kind, ring: 3, zone: zoneOf(building), name };
  });
}
