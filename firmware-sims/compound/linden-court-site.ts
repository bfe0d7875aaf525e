import { randomBytes } from 'node:crypto';
import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { SiteBarrier, SiteCamera, SiteDevice, SiteFile, SiteResident } from '../../devices/contracts/site-file.ts';
import type { PersonPhoto } from '../assets/people.ts';
import type { Cast } from './cast.ts';
import { type DrawnPlate, drawPlate } from './draw-plate.ts';
import { drawCourtGround } from './linden-court-ground.ts';
import { homes, type PlannedResident } from './linden-court-people.ts';
import * as plan from './linden-court-plan.ts';
import { courtScenes } from './linden-court-scenes.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

export interface CourtOptions {
  mqttPort: number;
  consolePort: number;
  /** How the gateway joins its cloud; without it there is none. */
  cloud?: NonNullable<SiteFile['cloud']>;
  /** RTSP address of every camera of the plan. */
  cameraUrls: Readonly<Record<string, string>>;
  /** Same seed, same cards and plates. Secrets are always fresh. */
  seed?: number;
}

export interface DrawnCourt {
  site: SiteFile;
  /** Whose face belongs to whom: resident id → photo. */
  people: Map<string, PersonPhoto>;
  cast: Cast;
}

export const defaultSeed = 2026;

/** Strangers that the plays need beside the residents. */
const strangersNeeded = 2;
const dayMs = 86_400_000;

/** Where a resident's enrolment photo lies, relative to the site file. */
export const photoPath = (resident: string): string => `photos/${resident}.jpg`;
const secret = () => randomBytes(18).toString('base64url');

/** The small demo compound of the plan, drawn: nothing is written. The first of `people` live there, the rest are strangers. */
export function drawLindenCourt(options: CourtOptions, people: readonly PersonPhoto[]): DrawnCourt {
  const random = createSeededRandom(options.seed ?? defaultSeed);
  const residents = homes.flatMap(({ unit, room, residents }) =>
    residents.map((planned) => ({ planned, home: { unit, room } })),
  );
  const enrolled = residents.filter(({ planned }) => planned.face).length;
  if (people.length < enrolled + strangersNeeded) {
    throw new Error(`the compound needs ${enrolled + strangersNeeded} people with photos; there are ${people.length}`);
  }
  const faces = [...people];
  const faceOf = new Map<string, PersonPhoto>();
  const register = createRegistry(random);
  const site = drawCourtGround({
    ...siteHead(options),
    residents: residents.map(({ planned, home }, index) => {
      const id = `res-${String(index + 1).padStart(2, '0')}`;
      if (planned.face) faceOf.set(id, faces.shift()!);
      return register(id, planned, home);
    }),
  });
  const cast: Cast = {
    residents: Object.fromEntries([...faceOf].map(([id, person]) => [id, person.id])),
    strangers: faces.map(({ id }) => id),
    plates: register.plates,
  };
  return { site, people: faceOf, cast };
}

/** In the sea off Shanghai, where no compound stands. */
const inventedPlace = { latitude: 31.1, longitude: 122.3 };

function siteHead(options: CourtOptions): Omit<SiteFile, 'residents'> {
  return {
    site: { id: 'linden-court', name: plan.courtName, timezone: 'Asia/Shanghai', location: inventedPlace },
    gateway: {
      id: 'linden-court-gw',
      data: 'data',
      mqtt: { host: '127.0.0.1', port: options.mqttPort },
      console: { host: '127.0.0.1', port: options.consolePort },
    },
    ...(options.cloud === undefined ? {} : { cloud: options.cloud }),
    zones: [...plan.zones],
    units: [...plan.units],
    devices: siteDevices(),
    cameras: plan.cameras.map((camera) => placeCamera(camera, options.cameraUrls)),
    doors: plan.doors.map(placeDoor),
    barriers: plan.barriers.map(({ place, ...barrier }): SiteBarrier => ({ ...barrier, controller: `ctl-${place}` })),
    // Invented like everything here: a real site names the paper in which its own people have weighed it.
    privacy: {
      assessments: {
        face: { reference: 'LC-PIA-2026-01', approvedOn: '2026-01-15' },
        trajectory: { reference: 'LC-PIA-2026-02', approvedOn: '2026-01-15' },
        watchList: { reference: 'LC-PIA-2026-03', approvedOn: '2026-01-15' },
      },
      watchList: 'on',
    },
  };
}

function siteDevices(): SiteDevice[] {
  const doors = plan.doors.flatMap(({ id, place, ring, zone, name, exitReader }): SiteDevice[] => [
    {
      id: `ctl-${place}`,
      kind: 'door-controller',
      ring,
      zone,
      name: { zh: `${name.zh}控制器`, en: `${name.en} controller` },
      secret: secret(),
    },
    {
      id: `reader-${place}`,
      kind: 'card-reader',
      ring,
      zone,
      name: { zh: `${name.zh}读卡器`, en: `${name.en} reader` },
      secret: secret(),
      door: id,
    },
    ...(exitReader ? [placeExitReader(place, { ring, zone, name, door: id })] : []),
  ]);
  const barriers = plan.barriers.map(
    ({ place, ring, zone, name }): SiteDevice => ({
      id: `ctl-${place}`,
      kind: 'barrier',
      ring,
      zone,
      name: { zh: `${name.zh}控制器`, en: `${name.en} controller` },
      secret: secret(),
    }),
  );
  return [
    ...doors,
    ...barriers,
    ...[...plan.sensors, ...plan.equipment].map((device): SiteDevice => ({ ...device, secret: secret() })),
  ];
}

function placeExitReader(
  place: string,
  { name, ...at }: Pick<SiteDevice, 'ring' | 'zone' | 'name' | 'door'>,
): SiteDevice {
  return {
    ...at,
    id: `reader-${place}-exit`,
    kind: 'card-reader',
    name: { zh: `${name.zh}出口读卡器`, en: `${name.en} exit reader` },
    secret: secret(),
    side: 'exit',
  };
}

function placeCamera(camera: plan.PlannedCamera, urls: Readonly<Record<string, string>>): SiteCamera {
  const url = urls[camera.id];
  if (url === undefined) throw new Error(`cameraUrls has no address for ${camera.id}`);
  const scene = courtScenes[camera.id];
  return { ...camera, url, ...(scene && { scene }) };
}

/** A door counts as held after four seconds, so that a minute has room for it. */
const courtTimes = { open: 4, preAlarm: 1.5 } as const;

function placeDoor({ place, takesFaces, takesCodes, exitReader: _, serves, ...door }: plan.PlannedDoor): SiteDoor {
  return {
    ...door,
    controller: `ctl-${place}`,
    times: courtTimes,
    serves: serves === 'everyone' ? serves : [...serves],
    methods: ['card', ...(takesCodes ? (['pin', 'pass'] as const) : []), ...(takesFaces ? (['face'] as const) : [])],
  };
}

/** Gives each resident a card of their own, and plates and faces to those who have some. */
function createRegistry(random: SeededRandom) {
  const cards = new Set<string>();
  const plates: DrawnPlate[] = [];
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const isoDay = (days: number) => new Date(today + days * dayMs).toISOString().slice(0, 10);
  const drawCard = (): string => {
    const card = drawUnknownCard(random);
    if (cards.has(card)) return drawCard();
    cards.add(card);
    return card;
  };
  const enter = (id: string, planned: PlannedResident, home: SiteResident['home']): SiteResident => {
    const plate = planned.drives && drawPlate(random, planned.drives);
    if (plate) plates.push(plate);
    const consent = {
      notice: 'face-notice-1',
      method: 'signed-paper',
      givenAt: isoDay(-30),
      expiresAt: isoDay(335),
    } as const;
    return {
      id,
      name: planned.name,
      home,
      cards: [drawCard()],
      ...(plate ? { plates: [plate.plate] } : {}),
      ...(planned.face ? { face: { photos: [photoPath(id)], consent } } : {}),
    };
  };
  return Object.assign(enter, { plates });
}

/** A card number of eight hexadecimal digits. */
export function drawUnknownCard(random: SeededRandom): string {
  return `uid:${Array.from({ length: 8 }, () => random.pick('0123456789ABCDEF')).join('')}`;
}
