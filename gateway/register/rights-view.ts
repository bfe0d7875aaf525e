import type { PlateColour } from '../../devices/contracts/plates.ts';
import type { Credential, WatchEntry } from './records.ts';

/**
 * The register as decisions read it: all in memory, every look-up one hash probe, everything already joined. A view is a
 * snapshot of one moment of the register; validity in time is judged by whoever reads it, against `nowMs`. Unbounded times are
 * 0 and Infinity.
 */
export interface Span {
  fromMs: number;
  toMs: number;
}

export interface GroupView {
  id: string;
  /** By the id of a door or barrier; zones are resolved. */
  covers(place: string): boolean;
  /** By the schedule alone; `undefined` where it has none. */
  isOpen: ((wallMs: number) => boolean) | undefined;
}

/** Somebody who may hold a credential: a person of the register, or a visit. */
export interface Holder {
  /** Person's id, or the visit's. */
  id: string;
  kind: 'person' | 'visit';
  extendedTimes: boolean;
  /** Addresses with all that they lie in: home, floor, unit, building, compound. For a visit: the host's home. */
  addresses: readonly (Span & {
    within: ReadonlySet<string>;
    relation: 'resident' | 'staff' | 'volunteer' | 'visitor';
  })[];
  groups: readonly (Span & { group: GroupView })[];
  /** Of a visit: whether it is approved, in the words of the site's policy. A person: always true. */
  approved: boolean;
}

export interface HeldCredential extends Span {
  id: string;
  kind: Credential['kind'];
  state: Credential['state'];
  holder: Holder;
  group: GroupView | undefined;
  duress: boolean;
  /** How often a pass opens each door; `undefined`: as often as its holder likes. */
  uses: number | undefined;
}

/** A permit for a plate, normalised, with what is known of the vehicle. */
export interface RegisteredVehicle {
  plate: string;
  colour?: PlateColour;
  /** Of vehicle and permit together; whether the permit is valid now is judged by the decision. */
  state: 'active' | 'revoked' | 'listed' | 'duplicated';
  permit: HeldCredential;
}

/** The live consent to face recognition of one person. Times in epoch milliseconds. */
export interface LiveConsent {
  givenAtMs: number;
  expiresAtMs: number;
  withdrawnAtMs: number | undefined;
  /** Under 14 with no guardian's word: never live. */
  lacksGuardian: boolean;
}

export interface RightsView {
  card(card: string): HeldCredential | undefined;
  /** By the keyed digest of the digits. */
  pin(digest: string): HeldCredential | undefined;
  /** By the pass' id. */
  pass(id: string): HeldCredential | undefined;
  /** Permits of an exactly equal plate, normalised; one for each who drives it, and for visits. */
  vehicles(plate: string): readonly RegisteredVehicle[];
  person(id: string): Holder | undefined;
  /** The latest consent to face recognition. */
  faceConsent(person: string): LiveConsent | undefined;
  /** Approved entries for a plate, normalised, expired or not. */
  watched(plate: string): readonly WatchEntry[];
}
