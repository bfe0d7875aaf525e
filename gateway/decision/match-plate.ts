import type { PlateColour } from '../../devices/contracts/plates.ts';
import { normalisePlate } from '../register/plate-text.ts';
import type { RegisteredVehicle } from '../register/rights-view.ts';
import { openColours } from './plate-classes.ts';

/** What a camera says of a plate. */
export interface SeenPlate {
  plate: string;
  /** False if a character is doubtful. */
  exact: boolean;
  /** Left out or `unknown` where the picture does not show it. */
  colour?: PlateColour | 'unknown';
  /** How sure each position is, 0…1, and which (from 0) are in doubt for any reason. */
  characters?: readonly number[];
  doubtful?: readonly number[];
}

export type PlateMatch =
  /** Every character is sure and the plate is registered. */
  | { kind: 'exact'; vehicle: RegisteredVehicle }
  /** One doubtful character stands between the reading and the one registered vehicle that it can be. */
  | { kind: 'confusable'; vehicle: RegisteredVehicle }
  | { kind: 'revoked'; vehicle: RegisteredVehicle }
  | { kind: 'unknown' }
  /** A person has to look; `vehicle` is the one that it most likely is. */
  | { kind: 'look'; reason: LookReason; vehicle?: RegisteredVehicle };

export type LookReason = 'partial-plate' | 'plate-listed' | 'colour-mismatch' | 'plate-class';

/** The vehicles of an exactly equal plate. */
export type VehicleLookup = (plate: string) => readonly RegisteredVehicle[];

/** A character at or above this that nobody doubts is what it is: no look-alike is tried for it. A mean over the track. */
const lowConfidence = 0.9;
/** A guess of more characters than this is no guess. */
const maxGuessed = 2;

/**
 * Look-alikes: the groups of DOMAIN §6, which are general knowledge; those that came up among the errors on 200 crops of our
 * own (0/D, 0/C, 1/T, 6/G, D/C) are all in one of them or named. `near` ones may stand for each other where a site lets them,
 * `far` ones only name a candidate to the guard.
 */
const lookAlikes = {
  near: ['0DQ', '8B', '2Z', '5S', '6G', 'CG', '0C', 'DC', 'UV', 'EF', 'PR'],
  far: ['17TL', '4A', 'MNH', 'KX'],
} as const;
const anySerial = [...'0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'];

/** Whether one may be taken for the other by a blurred look. */
export function isLookAlike(a: string, b: string): boolean {
  return a !== b && lookAlikes.near.some((group) => group.includes(a) && group.includes(b));
}

function alternativesOf(character: string): string[] {
  const groups = [...lookAlikes.near, ...lookAlikes.far].filter((group) => group.includes(character));
  return [...new Set([character, ...groups.flatMap((group) => [...group])])];
}

/** Which registered vehicle stands there, by what the camera read? Pure; a few dozen look-ups at most. */
export function matchPlate(find: VehicleLookup, seen: SeenPlate): PlateMatch {
  const plate = normalisePlate(seen.plate);
  const colours = openColours(plate);
  const vehicles = find(plate);
  const [vehicle] = vehicles;
  const paint = seen.colour === undefined || seen.colour === 'unknown' ? undefined : seen.colour;
  // Green has eight characters and blue has seven: anything else lost or gained one.
  if (paint && colours.length > 0 && !colours.includes(paint)) return look('colour-mismatch', vehicle);
  if (!seen.exact) return matchDoubtful(find, { ...seen, plate }, paint);
  if (!vehicle) return colours.length === 0 ? look('plate-class') : { kind: 'unknown' };
  const standing = standingOf(vehicles);
  if (standing !== 'active')
    return standing === 'revoked' ? { kind: 'revoked', vehicle } : look('plate-listed', vehicle);
  if (colours.length === 0) return look('plate-class', vehicle);
  const active = vehicles.find(({ state }) => state === 'active')!;
  return isPainted(vehicles, paint) ? { kind: 'exact', vehicle: active } : look('colour-mismatch', active);
}

function look(reason: LookReason, vehicle?: RegisteredVehicle): PlateMatch {
  return vehicle ? { kind: 'look', reason, vehicle } : { kind: 'look', reason };
}

/** All entries of one plate together: somebody may have moved out whose family still drives it. */
function standingOf(vehicles: readonly RegisteredVehicle[]): 'active' | 'revoked' | 'listed' {
  if (vehicles.some(({ state }) => state === 'listed' || state === 'duplicated')) return 'listed';
  return vehicles.some(({ state }) => state === 'active') ? 'active' : 'revoked';
}

function isPainted(vehicles: readonly RegisteredVehicle[], paint: PlateColour | undefined): boolean {
  return !paint || vehicles.every(({ colour }) => colour === undefined || colour === paint);
}

function matchDoubtful(find: VehicleLookup, seen: SeenPlate, paint: PlateColour | undefined): PlateMatch {
  const { plate, characters: sure = [], doubtful = [] } = seen;
  const characters = [...plate];
  if (sure.length !== characters.length) return look('partial-plate');
  const low = characters.flatMap((_, at) => (sure[at]! < lowConfidence || doubtful.includes(at) ? [at] : []));
  const [only] = low;
  if (low.length === 1 && only! >= 2) return matchOne(find, characters, only!, paint);
  const guesses = low.length > maxGuessed || low.includes(0) ? [] : spellings(characters, low);
  return look(
    'partial-plate',
    onlyOne(
      guesses.flatMap((guess) => find(guess).slice(0, 1)),
      paint,
    ),
  );
}

/** One doubtful position of the serial: every plate that agrees elsewhere is a candidate, look-alike or not. */
function matchOne(
  find: VehicleLookup,
  characters: readonly string[],
  at: number,
  paint: PlateColour | undefined,
): PlateMatch {
  const candidates = anySerial
    .map((one) => ({ one, vehicles: find(characters.with(at, one).join('')) }))
    .filter(({ vehicles }) => vehicles.length > 0);
  const [only] = candidates;
  if (candidates.length !== 1 || !only) return look('partial-plate');
  const [vehicle] = only.vehicles;
  const plain = only.vehicles.every(({ state }) => state === 'active') && isPainted(only.vehicles, paint);
  if (!vehicle || !plain) return look('partial-plate');
  const same = only.one === characters[at];
  const fits = paint !== undefined && openColours(vehicle.plate).includes(paint);
  if (fits && (same || isLookAlike(only.one, characters[at]!))) return { kind: 'confusable', vehicle };
  return look('partial-plate', same || alternativesOf(characters[at]!).includes(only.one) ? vehicle : undefined);
}

/** The reading with look-alikes at the doubtful positions. */
function spellings(characters: readonly string[], low: readonly number[]): string[] {
  return low
    .reduce<string[][]>(
      (texts, at) => texts.flatMap((text) => alternativesOf(characters[at]!).map((one) => text.with(at, one))),
      [[...characters]],
    )
    .map((text) => text.join(''));
}

function onlyOne(
  vehicles: readonly RegisteredVehicle[],
  paint: PlateColour | undefined,
): RegisteredVehicle | undefined {
  const [vehicle] = vehicles;
  if (vehicles.length !== 1 || !vehicle || vehicle.state !== 'active') return undefined;
  return isPainted(vehicles, paint) ? vehicle : undefined;
}
