import { randomBytes } from 'node:crypto';
import type { SiteBarrier, SiteCamera, SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';
import { drawFullGround } from './full-court-ground.ts';
import { drawPeopleTable } from './full-court-people.ts';
import * as plan from './full-court-plan.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface FullCourtOptions {
  /** How many times the compound of the plan; 10 has 47,370 residents and 100,000 credentials. */
  factor?: number;
  /** Same seed, same people, cards and plates. Secrets are always fresh. */
  seed?: number;
  mqttPort?: number;
  consolePort?: number;
  /** RTSP address of a camera. */
  cameraUrl?: (camera: string) => string;
}

export interface FullCourt {
  /** Buildings, units, doors and devices; the people come by the register's import. */
  site: SiteFile;
  /** Headings first, one row a person. */
  people: string[][];
}

const secret = () => randomBytes(18).toString('base64url');
const { title } = plan;

/** A full-size compound, invented: nothing is written. */
export function drawFullCourt(options: FullCourtOptions = {}): FullCourt {
  const { factor = 1, seed = 2026, cameraUrl = (camera: string) => `rtsp://127.0.0.1:8554/${camera}` } = options;
  const units = plan.planUnits(factor);
  const doors = plan.planDoors(units, factor);
  const barriers = planBarriers(factor);
  const site = drawFullGround({
    site: { id: 'full-court', name: title('大椴园小区', 'Great Linden Court'), timezone: 'Asia/Shanghai' },
    gateway: {
      id: 'full-court-gw',
      data: 'data',
      mqtt: { host: '127.0.0.1', port: options.mqttPort ?? 0 },
      console: { host: '127.0.0.1', port: options.consolePort ?? 0 },
    },
    zones: plan.planZones(factor),
    buildings: Array.from({ length: plan.courtSize.buildings * factor }, (_, index) => ({
      id: `b${plan.two(index + 1)}`,
      name: title(`${index + 1}号楼`, `Building ${index + 1}`),
    })),
    units: units.map(({ id, building, name }) => ({ id, name, building: `b${plan.two(building)}` })),
    devices: planDevices(doors, barriers, factor),
    cameras: planCameras(doors, barriers, factor, cameraUrl),
    doors: doors.map(({ place, bothWays: _bothWays, takesFaces, serves, ...door }) => ({
      ...door,
      id: `door-${place}`,
      controller: `ctl-${place}`,
      serves: serves === 'everyone' ? serves : [...serves],
      methods: takesFaces ? ['card', 'pin', 'pass', 'face'] : ['card', 'pin', 'pass'],
    })),
    barriers,
    // Invented, too: a real site names its own paper.
    privacy: { assessments: { face: { reference: 'FC-PIA-2026-01', approvedOn: '2026-01-15' } } },
    residents: [],
  });
  return { site, people: drawPeopleTable(createSeededRandom(seed), units, factor) };
}

function planBarriers(factor: number): SiteBarrier[] {
  return Array.from({ length: plan.courtSize.barriers * factor }, (_, index): SiteBarrier => {
    const lane = Math.floor(index / 2) + 1;
    const isIn = index % 2 === 0;
    const name = isIn
      ? title(`${lane}号入口道闸`, `Entry barrier ${lane}`)
      : title(`${lane}号出口道闸`, `Exit barrier ${lane}`);
    const place = `lane-${lane}-${isIn ? 'in' : 'out'}`;
    const direction = isIn ? 'in' : 'out';
    return { id: `barrier-${place}`, ring: 1, zone: 'vehicle-gate', name, controller: `ctl-${place}`, direction };
  });
}

function planDevices(
  doors: readonly plan.PlannedPlace[],
  barriers: readonly SiteBarrier[],
  factor: number,
): SiteDevice[] {
  const named = (name: plan.PlannedPlace['name'], zh: string, en: string) =>
    title(`${name.zh}${zh}`, `${name.en} ${en}`);
  return [
    ...doors.flatMap(({ place, ring, zone, name, bothWays }): SiteDevice[] => {
      const door = `door-${place}`;
      const at = { ring, zone };
      const reader = { kind: 'card-reader', ...at, door } as const;
      return [
        {
          id: `ctl-${place}`,
          kind: 'door-controller',
          ...at,
          name: named(name, '控制器', 'controller'),
          secret: secret(),
        },
        { ...reader, id: `reader-${place}`, name: named(name, '读卡器', 'reader'), secret: secret() },
        ...(bothWays
          ? [
              {
                ...reader,
                ...{ id: `reader-${place}-out`, name: named(name, '出门读卡器', 'exit reader') },
                ...{ secret: secret(), side: 'exit' as const },
              },
            ]
          : []),
      ];
    }),
    ...barriers.map(
      ({ controller, ring, name }): SiteDevice => ({
        ...{ id: controller, kind: 'barrier', ring, zone: 'vehicle-gate' },
        ...{ name: named(name, '控制器', 'controller'), secret: secret() },
      }),
    ),
    ...plan.planSensors(factor).map((sensor): SiteDevice => ({ ...sensor, secret: secret() })),
  ];
}

/** One for each barrier, one for each door that takes faces as long as there are cameras, the rest over the garden. */
function planCameras(
  doors: readonly plan.PlannedPlace[],
  barriers: readonly SiteBarrier[],
  factor: number,
  url: (camera: string) => string,
): SiteCamera[] {
  const lanes = barriers.map(({ id, name }) => ({
    ...{ id: `cam-${id}`, kind: 'anpr-camera' as const, ring: 1 as const, zone: 'vehicle-gate', barrier: id },
    name: title(`${name.zh}车牌`, `${name.en} plate camera`),
  }));
  const gardens = 6 * factor;
  const faces = doors
    .filter(({ takesFaces }) => takesFaces)
    .slice(0, plan.courtSize.cameras * factor - lanes.length - gardens)
    .map(({ place, ring, zone, name }) => ({
      ...{ id: `cam-${place}`, kind: 'face-camera' as const, ring, zone, door: `door-${place}` },
      name: title(`${name.zh}人脸`, `${name.en} face camera`),
    }));
  const rest = plan.courtSize.cameras * factor - lanes.length - faces.length;
  const domes = Array.from({ length: rest }, (_, index) => ({
    ...{ id: `cam-garden-${index + 1}`, kind: 'dome-camera' as const, ring: 2 as const, zone: 'garden' },
    name: title(`花园${index + 1}号球机`, `Garden camera ${index + 1}`),
  }));
  return [...lanes, ...faces, ...domes].map((camera): SiteCamera => ({ ...camera, url: url(camera.id) }));
}
