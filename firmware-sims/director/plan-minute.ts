import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Cast } from '../compound/cast.ts';
import type { PlanStep, StepAction } from './plan-step.ts';

/** The minute lasts this long, whatever happens in it. */
export const minuteMs = 60_000;

/**
 * While the launcher has the gateway killed and brings it back, nobody asks the gateway to pass: what it must answer at once
 * is settled before `fromMs` or begins after `toMs`. Sensors go off all the same: their events wait in the devices; and cards
 * open doors all the same: their controllers hold the rights.
 */
export const gatewayGap = { fromMs: 41_500, toMs: 49_500 } as const;

/** Every accident that belongs to the gap begins in it. */
const accidents: readonly PlanStep[] = [
  { atMs: 3000, do: 'trip', sensor: 'smoke-b1u1', forMs: 20_000 },
  { atMs: 5500, do: 'block-fire-lane', camera: 'cam-fire-lane', forMs: 13_500 },
  { atMs: 6000, do: 'lose-power', device: 'gas-b2', forMs: 15_000 },
  { atMs: 8000, do: 'lose-camera', camera: 'cam-b2-lift', forMs: 14_000 },
  { atMs: 10_500, do: 'trip', sensor: 'intercom-gate', forMs: 6000 },
  { atMs: 12_000, do: 'trip', sensor: 'gas-b1', forMs: 10_000 },
  { atMs: 14_000, do: 'force-door', controller: 'ctl-b1u2', forMs: 3000 },
  { atMs: 14_500, do: 'trip', sensor: 'help-playground', forMs: 8000 },
  { atMs: 21_500, do: 'intrude', camera: 'cam-playground', forMs: 4000 },
  { atMs: 22_000, do: 'trip', sensor: 'manhole-fire-lane', forMs: 12_000 },
  { atMs: 27_000, do: 'trip', sensor: 'fence-east', forMs: 5000 },
  { atMs: 34_000, do: 'trip', sensor: 'water-car-park', forMs: 6000 },
  { atMs: 43_000, do: 'trip', sensor: 'help-gate', forMs: 11_000 },
  { atMs: 43_600, do: 'trip', sensor: 'smoke-b2u2', forMs: 11_000 },
  { atMs: 44_400, do: 'trip', sensor: 'fence-north', forMs: 11_000 },
  { atMs: 45_200, do: 'trip', sensor: 'manhole-car-park', forMs: 11_000 },
];

/** The scripted minute of Linden Court: people, cars and accidents, in order of time. */
export function planMinute(site: SiteFile, cast: Cast): PlanStep[] {
  const people = castRoles(site, cast);
  return [...faces(people), ...cards(people), ...cars(people), ...accidents].sort((a, b) => a.atMs - b.atMs);
}

interface Roles {
  /** Residents of unit 1-1 with an enrolled face, and the others with one. */
  neighbours: string[];
  others: string[];
  /** The residents of a unit. */
  of(unit: string): string[];
  /** Residents with a plate of a colour. */
  driver(colour: Cast['plates'][number]['colour'], index: number): string;
}

const faceUnit = 'b1u1';

function castRoles(site: SiteFile, cast: Cast): Roles {
  const withFace = site.residents.filter(({ id }) => cast.residents[id] !== undefined);
  const neighbours = withFace.filter(({ home }) => home.unit === faceUnit).map(({ id }) => id);
  const others = withFace.filter(({ home }) => home.unit !== faceUnit).map(({ id }) => id);
  if (neighbours.length === 0 || others.length === 0 || cast.strangers.length < 2)
    throw new Error('the minute is written for Linden Court: generate it with npm run sims -- --dir var/compound');
  return {
    neighbours,
    others,
    of: (unit) => site.residents.filter(({ home }) => home.unit === unit).map(({ id }) => id),
    driver: (colour, index) => {
      const plates = cast.plates.filter((plate) => plate.colour === colour).map(({ plate }) => plate);
      const plate = plates[index % plates.length];
      const owner = site.residents.find((resident) => plate !== undefined && resident.plates?.includes(plate));
      if (!owner) throw new Error(`the minute needs a resident with a ${colour} plate`);
      return owner.id;
    },
  };
}

const at = (atMs: number, action: StepAction): PlanStep => ({ atMs, ...action });
const nth = (list: readonly string[], index: number): string => list[index % list.length]!;

function faces({ neighbours, others }: Roles): PlanStep[] {
  const everybody = [...others, ...neighbours];
  const atGate = [1000, 5000, 15_000, 19_500, 24_000, 28_500, 33_000, 51_000, 55_000];
  const atUnit = [2000, 6000, 16_000, 20_500, 31_000, 35_500, 52_000];
  return [
    ...atGate.map((ms, index) =>
      at(ms, { do: 'face', camera: 'cam-gate-face', resident: nth(everybody, index), expect: 'open' }),
    ),
    ...atUnit.map((ms, index) =>
      at(ms, { do: 'face', camera: 'cam-b1u1-face', resident: nth(neighbours, index), expect: 'open' }),
    ),
    at(9000, { do: 'stranger', camera: 'cam-gate-face', stranger: 0 }),
    at(25_000, { do: 'stranger', camera: 'cam-b1u1-face', stranger: 1 }),
    at(10_000, { do: 'face', camera: 'cam-b1u1-face', resident: nth(others, 0), expect: 'denied' }),
  ];
}

function cards({ of }: Roles): PlanStep[] {
  const opens = (atMs: number, place: string, resident: string | undefined, holdMs?: number) =>
    at(atMs, {
      do: 'card',
      reader: `reader-${place}`,
      resident: resident ?? '',
      expect: 'open',
      ...(holdMs === undefined ? {} : { holdMs }),
    });
  const denied = (atMs: number, place: string, resident: string | undefined) =>
    at(atMs, { do: 'card', reader: `reader-${place}`, resident: resident ?? '', expect: 'denied' });
  const [b1u1, b1u2, b2u1, b2u2] = [of('b1u1'), of('b1u2'), of('b2u1'), of('b2u2')];
  return [
    opens(3000, 'gate-2', b2u1[1]),
    opens(4000, 'b2u1', b2u1[1]),
    at(7000, { do: 'unknown-card', reader: 'reader-b1u2' }),
    opens(8000, 'b2u2', b2u2[1]),
    denied(11_000, 'b1u2', b2u1[2]),
    opens(13_000, 'gate-2', b1u2[1]),
    opens(17_000, 'b2u1', b2u1[3]),
    opens(21_000, 'b2u2', b2u2[3], 7000),
    at(23_000, { do: 'unknown-card', reader: 'reader-gate-2' }),
    opens(26_000, 'b1u2', b1u2[2]),
    denied(30_000, 'b2u1', b1u1[2]),
    opens(32_000, 'gate-2', b2u2[4]),
    opens(37_900, 'gate-1', b2u1[4]),
    opens(40_000, 'b2u1', b2u1[0]),
    at(42_300, { do: 'card-alone', reader: 'reader-b2u2', resident: b2u2[2] ?? '' }),
    at(42_600, { do: 'card-alone', reader: 'reader-b1u2' }),
    opens(50_500, 'b2u1', b2u1[2]),
    opens(53_000, 'b1u2', b1u2[4]),
    opens(54_000, 'b2u2', b2u2[0]),
    opens(56_500, 'gate-2', b1u1[5]),
  ];
}

function cars({ driver }: Roles): PlanStep[] {
  const drive = (atMs: number, lane: 'in' | 'out', resident: string) =>
    at(atMs, { do: 'drive', camera: `cam-lane-${lane}`, resident });
  return [
    drive(2500, 'in', driver('blue', 0)),
    drive(5500, 'out', driver('green', 0)),
    drive(9500, 'in', driver('green', 1)),
    drive(12_500, 'out', driver('blue', 0)),
    at(17_000, { do: 'unknown-vehicle', camera: 'cam-lane-in' }),
    drive(20_000, 'out', driver('blue', 1)),
    drive(24_500, 'in', driver('yellow', 0)),
    drive(28_000, 'out', driver('green', 1)),
    drive(31_500, 'in', driver('blue', 2)),
    drive(35_500, 'out', driver('yellow', 0)),
    drive(51_500, 'in', driver('blue', 1)),
    drive(53_000, 'out', driver('blue', 2)),
  ];
}
