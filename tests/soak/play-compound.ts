import { createSeededRandom } from '../../firmware-sims/compound/seeded-random.ts';
import type { SiteDevices } from '../../firmware-sims/compound/site-devices.ts';
import { type Activity, liveDays } from './day-plan.ts';
import { type ShiftCounts, workShifts } from './guards-shift.ts';
import type { HandFedCameras } from './hand-fed-cameras.ts';
import type { LatencyBook } from './latency-book.ts';
import { createPassersBy, type PassageCounts, type PassersBy } from './passers-by.ts';
import { createSensorsLife, type SensorsLife } from './sensors-life.ts';
import type { SoakCompound } from './soak-compound.ts';
import type { SoakCourt } from './soak-court.ts';

export interface PlayOptions {
  compound: SoakCompound;
  court: SoakCourt;
  devices: SiteDevices;
  cameras: HandFedCameras;
  latencies: LatencyBook;
  speed: number;
  fromHour: number;
  seed: number;
  /** The gateway's clock. */
  wallMs(): number;
}

export interface Play {
  counts(): PassageCounts & ShiftCounts & { alarmsTripped: number; losses: number };
  /** Resolves once everybody has gone and what was broken is mended. */
  stop(): Promise<void>;
}

/**
 * A day of 4,737 residents, the reference compound's; fewer people do all of it less often. None of it was counted in a real
 * compound: one and a half ways out and in a head, a car for every second vehicle, a visitor for every twentieth home, five alarms
 * of sensors an hour (DOMAIN §7), each sensor's reading every ten minutes.
 */
const perDay = {
  ...{ ways: 7100, drives: 950, strangers: 100, presses: 400, visits: 140, deliveries: 600 },
  ...{ readings: 86_400, alarms: 120, forced: 10, tampers: 6, lowBatteries: 10, losses: 40 },
  ...{ faces: 250, crossings: 3000, blindCameras: 8 },
};
const wholeCompound = 4737;
const shiftHours = 8;
const blindMs = 12_000;

export function playCompound(options: PlayOptions): Play {
  const { compound, court, devices, cameras, latencies, speed, fromHour, seed, wallMs } = options;
  const { site } = compound;
  const random = createSeededRandom(seed);
  const stopping = new AbortController();
  const passers = createPassersBy({
    ...{ devices, cameras, latencies, random, residents: court.residents, barriers: site.barriers },
    doors: site.doors.map(({ id, controller, zone, serves }) => {
      return { id, controller, zone: zone ?? '', units: serves === 'everyone' ? [] : serves };
    }),
    readers: site.devices.flatMap(({ id, door, side = 'entry' }) => (door === undefined ? [] : [{ id, door, side }])),
  });
  const sensors = createSensorsLife(devices, random);
  const shifts = workShifts({
    ...{ url: compound.url, guards: compound.guards, wallMs, signal: stopping.signal },
    shiftMs: (shiftHours * 3_600_000) / speed,
  });
  const share = court.residents.length / wholeCompound;
  const visitor = () => {
    const { id, home } = random.pick(court.residents);
    void shifts.visit(id, `${home.unit}-${home.room}`).then((pass) => pass !== undefined && passers.showPass(pass));
  };
  const gates = site.doors.filter(({ zone }) => zone === 'pedestrian-gate').map(({ id }) => id);
  const visits = activity(perDay.visits * share, 'day', visitor);
  const deliveries = activity(perDay.deliveries * share, 'day', () => shifts.delivery(random.pick(gates)));
  const anyCamera = (kind: string) => random.pick(site.cameras.filter((camera) => camera.kind === kind)).id;
  const life = liveDays({
    ...{ speed, fromHour, random, signal: stopping.signal },
    activities: [
      ...peopleActivities(passers, share),
      ...sensorActivities(sensors, devices.sensors.size / 600),
      ...[visits, deliveries],
      activity(perDay.faces * share, 'day', () => {
        cameras.face(anyCamera('face-camera'), random.pick(court.residents).id);
      }),
      activity(perDay.crossings * share, 'day', () => cameras.crossing(anyCamera('dome-camera'))),
      activity(perDay.blindCameras * share, 'even', () => cameras.lose(random.pick(site.cameras).id, blindMs)),
    ],
  });
  return {
    counts: () => ({
      ...{ ...passers.counts, ...shifts.counts },
      ...{ alarmsTripped: sensors.counts.alarms, losses: sensors.counts.losses },
    }),
    stop: async () => {
      stopping.abort();
      sensors.mend();
      await Promise.all([life, shifts.ended, passers.settled()]);
    },
  };
}

const activity = (times: number, spread: Activity['spread'], act: () => void): Activity => ({
  perDay: times,
  spread,
  act,
});

function peopleActivities(passers: PassersBy, share: number): Activity[] {
  return [
    activity(perDay.ways * share, 'out', passers.leave),
    activity(perDay.ways * share, 'in', passers.comeHome),
    activity(perDay.drives * share, 'out', passers.driveOut),
    activity(perDay.drives * share, 'in', passers.driveIn),
    activity(perDay.strangers * share, 'day', passers.stranger),
    activity(perDay.presses * share, 'day', passers.presses),
  ];
}

function sensorActivities(sensors: SensorsLife, share: number): Activity[] {
  return [
    activity(perDay.readings * share, 'even', sensors.reading),
    activity(perDay.alarms * share, 'even', sensors.alarm),
    activity(perDay.forced * share, 'even', sensors.force),
    activity(perDay.tampers * share, 'even', sensors.tamper),
    activity(perDay.lowBatteries * share, 'even', sensors.batteryLow),
    activity(perDay.losses * share, 'even', sensors.loss),
  ];
}
