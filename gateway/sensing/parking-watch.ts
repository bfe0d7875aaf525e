import type { SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { decideParking, type JudgedBay, type KnownStay } from './decide-parking.ts';
import type { DeviceSaid, Finding } from './finding.ts';
import {
  type Drive,
  isNear,
  limitsOf,
  type ParkingLimits,
  type ParkingType,
  resolveReading,
  type Stay,
  type TakenBay,
  type Ticket,
  type VehicleRegister,
} from './parking.ts';
import { createParkingTable, type ParkingTable } from './sqlite-parking.ts';

export interface ParkingOptions {
  devices: readonly SiteDevice[];
  settings: NonNullable<SiteFile['parking']>;
  store: Store;
  register: VehicleRegister;
}

/** What is known to be inside, for whoever looks after it. */
export interface InsideVehicle extends Stay {
  /** Nobody has seen it for so long that it may be gone. */
  doubtful: boolean;
  /** The bay in which its plate was read. */
  bay: string | undefined;
  tickets: ParkingType[];
}

/**
 * Which vehicles are inside, and which of them stand too long, wrongly or are too many. It knows what barriers and bays have
 * told and no more; it opens, holds and decides nothing. Times are the wall's: rights end by them, and they outlive
 * restarts. All calls are made inside the transaction of what caused them.
 */
export interface ParkingWatch {
  /** False where the oldest vehicle without a plate had to be forgotten for it. */
  drove(drive: Drive): boolean;
  /** A bay's sensor said something; plates are normalised. */
  bay(said: DeviceSaid, nowMs: number): void;
  inside(nowMs: number): { vehicles: InsideVehicle[]; unknownExits: number };
  stay(id: string): Stay | undefined;
  /** Somebody looked: it is not here any more. False if it is not known to be inside. */
  left(id: string): boolean;
  /** All of one person or visit. */
  forget(holder: string): number;
  /**
   * Called every second. `forgotten`: stays of which nothing was heard for so long that they count as gone. While the clock is
   * not believed nothing is raised and nothing forgotten.
   */
  check(nowMs: number, clockKnown: boolean): { findings: Finding[]; forgotten: Stay[] };
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Rights end and times pass without a word; they are looked at this often by the wall clock, which they go by. */
const lookEveryMs = 30_000;
/** The loop under the arm can tell one long vehicle twice. */
const sameDriveMs = 60_000;
/** A gate where no camera reads anything must not fill the disk. */
const maxUnread = 500;

export function createParkingWatch(options: ParkingOptions): ParkingWatch {
  const { store, register } = options;
  const limits = limitsOf(options.settings);
  const table = createParkingTable(store);
  const bays = new Map(options.devices.filter(({ kind }) => kind === 'parking-bay').map((one) => [one.id, one]));
  for (const { device } of table.bays()) if (!bays.has(device)) table.freeBay(device);
  let lookedMs = Number.NEGATIVE_INFINITY;
  const soon = () => {
    lookedMs = Number.NEGATIVE_INFINITY;
  };

  const look = (nowMs: number) => {
    const { kept, forgotten } = forgetOld(table, limits, nowMs);
    const stays = kept.map((stay) => renewed(table, register, stay, nowMs));
    const judged = table.bays().map((bay) => judge(bay, bays.get(bay.device), register, nowMs));
    return { tickets: decideParking({ stays, bays: judged, limits, nowMs }), forgotten };
  };

  return {
    drove: (drive) => {
      soon();
      if (drive.side === 'entry') return cameIn(table, register, limits, drive);
      wentOut(table, register, drive);
      return true;
    },
    bay: ({ device, type, data }, nowMs) => {
      if (!bays.has(device.id)) return;
      soon();
      follow(table, device.id, type, data, nowMs);
    },
    inside: (nowMs) => {
      const tickets = table.tickets();
      const taken = table.bays();
      return {
        vehicles: table.stays().map((stay) => ({
          ...stay,
          doubtful: nowMs - stay.seenMs > limits.unseenHours * 60 * minuteMs,
          bay: taken.find(({ plate }) => plate !== undefined && plate === stay.plate)?.device,
          tickets: tickets.filter(({ source }) => source === stay.id).map(({ type }) => type),
        })),
        unknownExits: table.unknownExits(nowMs - dayMs),
      };
    },
    stay: table.stay,
    left: (id) => {
      soon();
      return table.remove(id);
    },
    forget: (holder) => {
      soon();
      return table.removeOf(holder);
    },
    check: (nowMs, clockKnown) => {
      if (!clockKnown || Math.abs(nowMs - lookedMs) < lookEveryMs) return { findings: [], forgotten: [] };
      const { tickets, forgotten } = look(nowMs);
      const findings = settle(table, tickets, nowMs);
      lookedMs = nowMs;
      return { findings, forgotten };
    },
  };
}

/** The site looks at parking no longer: what stands because of it ends, and no plate is kept. */
export function endParking(store: Store, nowMs: number): Finding[] {
  const table = createParkingTable(store);
  for (const { id } of table.stays()) table.remove(id);
  for (const { device } of table.bays()) table.freeBay(device);
  table.trimExits(Number.MAX_SAFE_INTEGER);
  return settle(table, [], nowMs);
}

function cameIn(table: ParkingTable, register: VehicleRegister, limits: ParkingLimits, drive: Drive): boolean {
  const { barrier, atMs, decision, reading } = drive;
  const plate = drive.plate ?? (reading && resolveReading(reading, register.plates()));
  const came = { id: createId(), barrier, decision, holder: drive.holder, sinceMs: atMs, seenMs: atMs };
  if (plate === undefined) {
    // Nobody let it in: an arm that is held up, or the trailer of the one before.
    if (decision === undefined) return true;
    const unread = table.unread();
    if (unread.length >= maxUnread) table.remove(unread[0]!.id);
    table.save({ ...came, plate, kind: 'unread', untilMs: undefined });
    return unread.length < maxUnread;
  }
  const known = table.stayOf(plate);
  if (known && Math.abs(atMs - known.sinceMs) < sameDriveMs) return true;
  // It comes in again: that it left was not seen.
  if (known) table.remove(known.id);
  const untilMs = register.untilMs(plate, atMs);
  const guestUntilMs = limits.guestMinutes === undefined ? undefined : atMs + limits.guestMinutes * minuteMs;
  table.save(
    untilMs === undefined
      ? { ...came, plate, kind: 'guest', untilMs: guestUntilMs }
      : { ...came, plate, kind: 'permit', untilMs: endOf(untilMs) },
  );
  return true;
}

const endOf = (untilMs: number): number | undefined => (Number.isFinite(untilMs) ? Math.floor(untilMs) : undefined);

function wentOut(table: ParkingTable, register: VehicleRegister, drive: Drive): void {
  const { barrier, atMs, reading } = drive;
  const plates = () => table.stays().flatMap(({ plate }) => plate ?? []);
  const plate = drive.plate ?? (reading && resolveReading(reading, plates()));
  const isStranger = plate === undefined || register.untilMs(plate, atMs) === undefined;
  const stay =
    (plate === undefined ? undefined : table.stayOf(plate)) ??
    (plate !== undefined && isStranger ? onlyNear(table, plate) : undefined) ??
    // Which of those without a plate it is nobody knows: the count is right, and the one that came first is taken off.
    (isStranger && (plate !== undefined || drive.decision !== undefined) ? table.unread()[0] : undefined);
  if (stay) table.remove(stay.id);
  else if (plate !== undefined || drive.decision !== undefined) table.unknownExit(barrier, atMs);
}

/** Read once this way and once that: the one vehicle inside that differs in one character. */
function onlyNear(table: ParkingTable, plate: string): Stay | undefined {
  const near = table.stays().filter((stay) => stay.plate !== undefined && isNear(stay.plate, plate));
  return near.length === 1 ? near[0] : undefined;
}

function follow(table: ParkingTable, device: string, type: string, data: DeviceSaid['data'], nowMs: number): void {
  const known = table.bay(device);
  if (type === 'bay-cleared' || (type === 'state' && data.occupied === false)) {
    if (known) table.freeBay(device);
  } else if (type === 'state') {
    if (data.occupied === true && !known) table.takeBay({ device, reading: 'none', plate: undefined, sinceMs: nowMs });
  } else if (type === 'bay-occupied') {
    const plate = data.reading === 'read' && typeof data.plate === 'string' ? data.plate : undefined;
    const reading = plate !== undefined ? 'read' : data.reading === 'unreadable' ? 'unreadable' : 'none';
    const isOther = plate !== undefined && known?.plate !== undefined && !isNear(plate, known.plate);
    table.takeBay({ device, reading, plate, sinceMs: known && !isOther ? known.sinceMs : nowMs });
    const stay = plate === undefined ? undefined : table.stayOf(plate);
    if (stay) table.save({ ...stay, seenMs: Math.max(stay.seenMs, nowMs) });
  }
}

/** Drops what nobody has seen for too long. */
function forgetOld(table: ParkingTable, { forgetDays }: ParkingLimits, nowMs: number) {
  const oldestMs = nowMs - forgetDays * dayMs;
  const stays = table.stays();
  const forgotten = stays.filter(({ seenMs }) => seenMs < oldestMs);
  for (const { id } of forgotten) table.remove(id);
  table.trimExits(oldestMs);
  return { kept: stays.filter(({ seenMs }) => seenMs >= oldestMs), forgotten };
}

/** As the register has it now. A permit that was taken back ends when that is first seen. */
function renewed(table: ParkingTable, register: VehicleRegister, stay: Stay, nowMs: number): KnownStay {
  const { plate } = stay;
  if (plate === undefined) return { ...stay, home: undefined };
  const untilMs = register.untilMs(plate, nowMs);
  const home = register.homeOf(plate, nowMs);
  const isTakenBack = stay.kind === 'permit' && (stay.untilMs ?? Number.POSITIVE_INFINITY) > nowMs;
  const next: Stay =
    untilMs !== undefined
      ? { ...stay, kind: 'permit', untilMs: endOf(untilMs) }
      : isTakenBack
        ? { ...stay, untilMs: nowMs }
        : stay;
  if (next.kind !== stay.kind || next.untilMs !== stay.untilMs) table.save(next);
  return { ...next, home };
}

function judge(bay: TakenBay, device: SiteDevice | undefined, register: VehicleRegister, nowMs: number): JudgedBay {
  const { plate } = bay;
  const { plates = [], home } = device ?? {};
  if (plate === undefined || (plates.length === 0 && !home)) return { ...bay, fits: 'unknown' };
  if (plates.some((known) => isNear(known, plate))) return { ...bay, fits: 'yes' };
  const fits = home !== undefined && drives(register, plate, home, nowMs);
  return { ...bay, fits: fits ? 'yes' : 'no' };
}

/** A plate that is one character off one of the home's is taken for it: a bad reading accuses nobody. */
function drives(
  register: VehicleRegister,
  plate: string,
  home: NonNullable<SiteDevice['home']>,
  nowMs: number,
): boolean {
  if (register.drivesTo(plate, home, nowMs)) return true;
  for (const other of register.plates()) {
    if (other !== plate && isNear(other, plate) && register.drivesTo(other, home, nowMs)) return true;
  }
  return false;
}

/** From the tickets that stood to those that should: each is said once, and again when there is news of it. */
function settle(table: ParkingTable, tickets: readonly Ticket[], nowMs: number): Finding[] {
  const keyOf = ({ type, source }: Pick<Ticket, 'type' | 'source'>) => `${type} ${source}`;
  const stood = new Map(table.tickets().map((ticket) => [keyOf(ticket), ticket]));
  const wanted = new Set(tickets.map(keyOf));
  const gone = [...stood.values()].filter((ticket) => !wanted.has(keyOf(ticket)));
  const come = tickets.filter((ticket) => stood.get(keyOf(ticket))?.news !== ticket.news);
  for (const { type, source } of gone) table.removeTicket(type, source);
  for (const ticket of come) table.saveTicket(ticket);
  return [
    ...gone.map(({ type, source }): Finding => ({ kind: 'clear', type, source, atMs: nowMs })),
    ...come.map(({ type, source, detail }): Finding => ({ kind: 'raise', type, source, atMs: nowMs, detail })),
  ];
}
