import type { SiteDevice, SiteFile } from '../../../devices/contracts/site-file.ts';
import type { ConsoleInside, ConsoleParking } from '../../console/parking/parking-ports.ts';
import { credentialId } from '../../decision/sqlite-decisions.ts';
import type { Observation } from '../../ingest/device-intake.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import { withoutUndefined } from '../../kernel/without-undefined.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { isPlate, maskPlate, normalisePlate } from '../../register/plate-text.ts';
import type { Register } from '../../register/register-types.ts';
import type { DeviceSaid, Finding } from '../../sensing/finding.ts';
import type { Drive } from '../../sensing/parking.ts';
import { createParkingWatch, endParking, type InsideVehicle, type ParkingWatch } from '../../sensing/parking-watch.ts';
import type { DroveThrough } from '../doors/access-parts.ts';
import type { SitePlaces } from '../site-places.ts';
import type { AlarmFlow } from '../watch/alarm-flow.ts';
import { createVehicleRegister } from './vehicle-register.ts';

export interface ParkingRoomOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  clockKnown(): boolean;
  log: Log;
  metrics: Metrics;
  places: Pick<SitePlaces, 'get'>;
  register: Pick<Register, 'rights' | 'get' | 'all' | 'residenciesOf'>;
  ledger: Pick<Ledger, 'append'>;
  alarms: Pick<AlarmFlow, 'book' | 'raise'>;
}

/** Barriers' passages and bays' sensors → what is inside → tickets. It moves no barrier. */
export interface ParkingRoom {
  ports: ConsoleParking;
  /** Inside the transaction of the loop's event. */
  drove(through: DroveThrough): void;
  /** An event or a state, inside the intake's transaction. */
  observe(observation: Extract<Observation, { kind: 'event' | 'state' }>): void;
  /** What was known of a person's vehicles goes; how many. */
  forgetPerson(person: string): number;
  /** Called every second. */
  check(): void;
}

export function createParkingRoom(options: ParkingRoomOptions): ParkingRoom {
  const { site, store, clock, metrics, log } = options;
  const apply = createApply(options);
  if (!site.parking) {
    store.transaction(() => apply(endParking(store, clock.wallMs())));
    return idle;
  }
  const watch = createParkingWatch({
    ...{ settings: site.parking, store, register: createVehicleRegister(options.register) },
    devices: site.devices.map(withPlates),
  });
  metrics.gauge('vehicles_inside', () => watch.inside(clock.wallMs()).vehicles.length);
  return {
    ports: createPorts(options, watch),
    drove: (through) => {
      if (!watch.drove(toDrive(options, through))) metrics.count('parking_unread_forgotten');
    },
    observe: (observation) => {
      if (observation.device.kind === 'parking-bay') watch.bay(saidOf(observation), observation.wallMs);
    },
    forgetPerson: watch.forget,
    check: () => {
      try {
        store.transaction(() => {
          const { findings, forgotten } = watch.check(clock.wallMs(), options.clockKnown());
          apply(findings);
          for (const { id, seenMs } of forgotten) {
            metrics.count('parking_forgotten');
            note(options, { kind: 'gateway' }, 'parking.forgotten', id, { detail: { seenMs } });
          }
        });
      } catch (error) {
        log.error({ err: error }, 'parking could not be judged; it is tried again');
      }
    },
  };
}

/** A site that looks at no parking. */
const idle: ParkingRoom = {
  ports: {
    inside: () => ({ watched: false, vehicles: [], total: 0, unknownExits: 0 }),
    reveal: () => undefined,
    left: () => false,
  },
  drove: () => {},
  observe: () => {},
  forgetPerson: () => 0,
  check: () => {},
};

/** A bay is a part of the site. A vehicle is not: its ticket stands within the compound, nobody knows where. */
function createApply({ alarms, places, metrics }: ParkingRoomOptions) {
  return (findings: readonly Finding[]): void => {
    for (const { kind, type, source, atMs, detail = {} } of findings) {
      metrics.count('parking_findings', { type, kind });
      if (kind === 'clear') alarms.book.clear(type, source, atMs);
      else if (places.get(source)) alarms.raise(type, source, atMs, detail);
      else alarms.book.raise({ type, source, ring: 2, atMs, detail });
    }
  };
}

/** By the permit that opened, where one did; else by what the lane's camera read. */
function toDrive({ register, clock }: ParkingRoomOptions, { barrier, grant, verdict }: DroveThrough): Drive {
  const id = credentialId(grant?.credential);
  const permit = grant?.method === 'plate' && id !== undefined ? register.get('credential', id) : undefined;
  const plate = permit?.value;
  return {
    barrier: barrier.id,
    side: barrier.direction === 'in' ? 'entry' : 'exit',
    atMs: clock.wallMs(),
    decision: grant?.id,
    ...(plate !== undefined && { plate: normalisePlate(plate), holder: grant?.holder }),
    reading: verdict && {
      plate: normalisePlate(verdict.plate),
      doubtful: verdict.kind === 'partial' ? verdict.doubtful : [],
    },
  };
}

const withPlates = (device: SiteDevice): SiteDevice =>
  device.plates ? { ...device, plates: device.plates.map(normalisePlate) } : device;

/** What a bay's camera took for a plate and is none was not readable. */
function saidOf(observation: Extract<Observation, { kind: 'event' | 'state' }>): DeviceSaid {
  const { device } = observation;
  if (observation.kind === 'state') return { device, type: 'state', data: observation.state.values };
  const { type, data } = observation.event;
  if (data.reading !== 'read') return { device, type, data };
  const plate = normalisePlate(String(data.plate ?? ''));
  return { device, type, data: isPlate(plate) ? { reading: 'read', plate } : { reading: 'unreadable' } };
}

type NoteParts = Pick<ParkingRoomOptions, 'ledger' | 'clock'>;
type Note = Omit<Parameters<Ledger['append']>[0], 'atMs' | 'actor' | 'action' | 'subject'>;

function note(
  { ledger, clock }: NoteParts,
  actor: Parameters<Ledger['append']>[0]['actor'],
  action: string,
  subject: string,
  more: Note,
): void {
  ledger.append({ atMs: clock.wallMs(), actor, action, subject, ...more });
}

function createPorts(options: ParkingRoomOptions, watch: ParkingWatch): ConsoleParking {
  const { store, clock, places } = options;
  const nameOf = (id: string) => places.get(id)?.name ?? { zh: id, en: id };
  const view = ({ id, plate, kind, barrier, sinceMs, seenMs, untilMs, doubtful, bay, tickets }: InsideVehicle) =>
    ({
      ...{ id, kind, barrier, barrierName: nameOf(barrier), sinceMs, seenMs, doubtful, tickets },
      ...withoutUndefined({ plate: plate && maskPlate(plate), untilMs, bay, bayName: bay && nameOf(bay) }),
    }) as ConsoleInside;
  return {
    inside: (limit) => {
      const { vehicles, unknownExits } = watch.inside(clock.wallMs());
      const first = vehicles.toSorted((a, b) => Number(b.tickets.length > 0) - Number(a.tickets.length > 0));
      return { watched: true, vehicles: first.slice(0, limit).map(view), total: vehicles.length, unknownExits };
    },
    reveal: (id, { purpose, reason }, user) =>
      store.transaction(() => {
        const stay = watch.stay(id);
        if (!stay) return undefined;
        note(options, { kind: 'user', id: user }, 'parking.plate-seen', id, { purpose, reason });
        const { plate, holder } = stay;
        const ofVisit = holder !== undefined && options.register.get('visit', holder) !== undefined;
        return { ...withoutUndefined({ plate, holder }), ...(ofVisit && { ofVisit }) };
      }),
    left: (id, { user, reason }) =>
      store.transaction(() => {
        const stay = watch.stay(id);
        if (!stay || !watch.left(id)) return false;
        const { sinceMs, seenMs } = stay;
        note(options, { kind: 'user', id: user }, 'parking.corrected', id, { reason, detail: { sinceMs, seenMs } });
        return true;
      }),
  };
}
