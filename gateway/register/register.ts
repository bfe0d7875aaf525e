import { toVehicle } from '../../devices/contracts/plates.ts';
import type { SiteBarrier, SiteDoor, SiteFile, SiteResident } from '../../devices/contracts/site-file.ts';
import { normalisePlate } from './plate-text.ts';

/** What a decision may know of the person who holds a credential. */
export interface Holder {
  person: string;
  unit: string;
}

/** A vehicle as it stands in the register, its plate normalised. */
export interface RegisteredVehicle extends ReturnType<typeof toVehicle> {
  holder: Holder;
}

/** The live consent to face recognition of one person. Times in epoch milliseconds. */
export interface LiveConsent {
  givenAtMs: number;
  expiresAtMs: number;
  withdrawnAtMs: number | undefined;
}

/** The read side of the register that decisions use; all in memory, every look-up is one hash probe. */
export interface RegisterView {
  door(id: string): SiteDoor | undefined;
  barrier(id: string): SiteBarrier | undefined;
  cardHolder(card: string): Holder | undefined;
  /** Vehicles with an exactly equal plate, normalised; one for each resident who drives it. */
  vehicles(plate: string): readonly RegisteredVehicle[];
  person(id: string): Holder | undefined;
  faceConsent(person: string): LiveConsent | undefined;
}

export function createRegister(site: SiteFile): RegisterView {
  const doors = new Map(site.doors.map((door) => [door.id, door]));
  const barriers = new Map(site.barriers.map((barrier) => [barrier.id, barrier]));
  const holders = new Map(
    site.residents.map((resident) => [resident.id, { person: resident.id, unit: resident.home.unit }]),
  );
  const cards = new Map<string, Holder>();
  const vehicles = new Map<string, RegisteredVehicle[]>();
  for (const resident of site.residents) {
    const holder = holders.get(resident.id)!;
    for (const card of resident.cards ?? []) cards.set(card, holder);
    for (const entry of resident.plates ?? []) {
      const plate = normalisePlate(toVehicle(entry).plate);
      vehicles.set(plate, [...(vehicles.get(plate) ?? []), { ...toVehicle(entry), plate, holder }]);
    }
  }
  const consents = new Map(
    site.residents.flatMap((resident) => (resident.face ? [[resident.id, readConsent(resident.face)]] : [])),
  );
  return {
    door: (id) => doors.get(id),
    barrier: (id) => barriers.get(id),
    cardHolder: (card) => cards.get(card),
    vehicles: (plate) => vehicles.get(normalisePlate(plate)) ?? [],
    person: (id) => holders.get(id),
    faceConsent: (person) => consents.get(person),
  };
}

function readConsent({ consent }: NonNullable<SiteResident['face']>): LiveConsent {
  return {
    givenAtMs: Date.parse(consent.givenAt),
    expiresAtMs: Date.parse(consent.expiresAt),
    withdrawnAtMs: consent.withdrawnAt === undefined ? undefined : Date.parse(consent.withdrawnAt),
  };
}

/** How a consent to face recognition stands. */
export type ConsentState = 'live' | 'not-yet' | 'expired' | 'withdrawn' | 'none';

export function consentState(consent: LiveConsent | undefined, nowMs: number): ConsentState {
  if (!consent) return 'none';
  if (consent.withdrawnAtMs !== undefined && consent.withdrawnAtMs <= nowMs) return 'withdrawn';
  if (nowMs >= consent.expiresAtMs) return 'expired';
  return nowMs < consent.givenAtMs ? 'not-yet' : 'live';
}

/** Whether a consent holds at `nowMs`. */
export function isLive(consent: LiveConsent | undefined, nowMs: number): boolean {
  return consentState(consent, nowMs) === 'live';
}

/** Whether a consent holds no longer, or was never given: what is kept on its ground must go. */
export function hasEnded(consent: LiveConsent | undefined, nowMs: number): boolean {
  return ['withdrawn', 'expired', 'none'].includes(consentState(consent, nowMs));
}
