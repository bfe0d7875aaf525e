import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { SiteParking } from '../../devices/contracts/site-parking.ts';
import type { Home } from './sqlite-sensing.ts';

/** A vehicle that came in through a barrier and has not been seen to leave. */
export interface Stay {
  id: string;
  /** Normalised; left out where no camera could read it. */
  plate: string | undefined;
  /** `permit`: it had a right to be here when it was last looked up; `guest`: a guard let it in; `unread`: the same, without a plate. */
  kind: 'permit' | 'guest' | 'unread';
  /** The barrier it came in by, and the decision that let it in, where there was one. */
  barrier: string;
  decision: string | undefined;
  /** Person or visit of the permit it came in with. */
  holder: string | undefined;
  sinceMs: number;
  /** When anything last saw it: how old the knowledge is that it is here. */
  seenMs: number;
  /** Until when it may be here; `undefined` without an end. */
  untilMs: number | undefined;
}

/** A bay in which something stands. */
export interface TakenBay {
  device: string;
  reading: 'read' | 'unreadable' | 'none';
  plate: string | undefined;
  sinceMs: number;
}

/** A barrier was passed. Of what the camera read, `doubtful` are the positions, from 0, that may be something else. */
export interface Drive {
  barrier: string;
  side: 'entry' | 'exit';
  atMs: number;
  /** Of the permit that opened; else what was read, if anything. */
  plate?: string;
  reading?: { plate: string; doubtful: readonly number[] } | undefined;
  decision?: string | undefined;
  holder?: string | undefined;
}

/** What the register knows of vehicles. Plates are normalised; times are the wall's. */
export interface VehicleRegister {
  /** Until when it may be here by any permit that has begun; Infinity without an end, `undefined` without a permit. */
  untilMs(plate: string, nowMs: number): number | undefined;
  /** The home whose people drive it, with the number of its places where it has one of its own. */
  homeOf(plate: string, nowMs: number): { id: string; places: number | undefined } | undefined;
  /** Whether people of this home, or visitors who are expected there, drive it. */
  drivesTo(plate: string, home: Home, nowMs: number): boolean;
  /** Every plate that has a permit. */
  plates(): Iterable<string>;
}

export type ParkingType = Extract<AlarmType, `parking-${string}`>;

/** What should stand on the guards' list now; one for each cause, by `type` and `source`. */
export interface Ticket {
  type: ParkingType;
  /** A vehicle's stay, or a bay's sensor. */
  source: string;
  /** Ids, codes and numbers for the alarm's one line; never a plate. */
  detail: Record<string, string | number>;
  /** Told again when this changes. */
  news: string;
}

export type ParkingLimits = Required<Omit<SiteParking, 'guestMinutes' | 'placesPerHome'>> &
  Pick<SiteParking, 'guestMinutes' | 'placesPerHome'>;

const usual = { graceMinutes: 60, bayMinutes: 10, unseenHours: 24, forgetDays: 14 };

export const limitsOf = (settings: SiteParking): ParkingLimits => ({ ...usual, ...settings });

/** The one of these plates that a reading can be: equal but for its doubtful characters. None if it can be several. */
export function resolveReading(
  { plate, doubtful }: NonNullable<Drive['reading']>,
  candidates: Iterable<string>,
): string | undefined {
  if (doubtful.length === 0) return plate;
  const characters = [...plate];
  const found = new Set<string>();
  for (const candidate of candidates) {
    const letters = [...candidate];
    const isIt =
      letters.length === characters.length &&
      letters.every((one, at) => one === characters[at] || doubtful.includes(at));
    if (isIt) found.add(candidate);
    if (found.size > 1) return undefined;
  }
  return found.values().next().value;
}

/** Whether one may be read for the other: as long, and different in one character at most. */
export function isNear(plate: string, other: string): boolean {
  const [left, right] = [[...plate], [...other]];
  return left.length === right.length && left.filter((one, at) => one !== right[at]).length <= 1;
}
