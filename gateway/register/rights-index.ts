import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { createSiteRules, isUnder14 } from './checks/site-rules.ts';
import { newestFirst } from './consent.ts';
import { createHolderBook, type HolderBook, spanOf } from './holder-book.ts';
import { normalisePlate } from './plate-text.ts';
import type { Credential, Vehicle } from './records.ts';
import type { Records } from './register-model.ts';
import type { HeldCredential, LiveConsent, RegisteredVehicle, RightsView } from './rights-view.ts';

export interface RightsIndex extends Pick<HolderBook, 'changed' | 'forgetAll'> {
  rights: RightsView;
}

/** Joins records into what decisions read: holders are kept joined, everything else is joined at each look-up, from indexes. */
export function createRightsIndex(site: SiteFile, records: () => Records): RightsIndex {
  const rules = createSiteRules(site);
  const { person, visit, group, changed, forgetAll } = createHolderBook(site, records);

  const hold = (credential: Credential | undefined): HeldCredential | undefined => {
    if (!credential) return undefined;
    const { id, kind, state, duress = false, uses } = credential;
    const holder = credential.visit === undefined ? person(credential.person!) : visit(credential.visit);
    if (!holder) return undefined;
    const limit = credential.group === undefined ? undefined : group(credential.group);
    return { ...spanOf(credential), id, kind, state, holder, group: limit, duress, uses };
  };
  const allOf = (kind: Credential['kind'], value: string) =>
    records()
      .by('credentialByValue', value)
      .filter((one) => one.kind === kind);
  const byValue = (kind: Credential['kind'], value: string) => hold(mostAlive(allOf(kind, value)));

  const rights: RightsView = {
    card: (card) => byValue('card', card),
    pin: (digest) => byValue('pin', digest),
    pass: (id) => {
      const pass = records().get('credential', id);
      return pass?.kind === 'pass' ? hold(pass) : undefined;
    },
    vehicles: (text) => {
      const plate = normalisePlate(text);
      const permits = allOf('plate', plate);
      if (permits.length === 0) return [];
      const vehicle = records().by('vehicleByPlate', plate)[0];
      return permits.toSorted(byLife).map((permit) => registered(plate, vehicle, hold(permit)!));
    },
    person,
    faceConsent: (id) => liveConsent(records(), id, rules.dayOf),
    watched: (plate) =>
      rules.watchList
        ? records()
            .by('watchByPlate', normalisePlate(plate))
            .filter(({ state }) => state === 'approved')
        : [],
  };
  return { rights, changed, forgetAll };
}

/** Of several credentials with one value, ended ones among them: whichever holds or held last. */
const rank = ({ state }: Credential) => (state === 'active' ? 0 : state === 'revoked' ? 2 : 1);
const endOf = ({ toMs = Number.POSITIVE_INFINITY }: Credential) => toMs;
function byLife(a: Credential, b: Credential): number {
  // Two that never end differ by nothing: Infinity - Infinity is no number.
  const later = endOf(a) === endOf(b) ? 0 : endOf(b) - endOf(a);
  return rank(a) - rank(b) || later || (a.id < b.id ? -1 : 1);
}
function mostAlive(credentials: readonly Credential[]): Credential | undefined {
  return credentials.length > 1 ? credentials.toSorted(byLife)[0] : credentials[0];
}

function registered(plate: string, vehicle: Vehicle | undefined, permit: HeldCredential): RegisteredVehicle {
  const known = vehicle?.state ?? 'active';
  const state = known !== 'active' ? known : permit.state === 'active' ? 'active' : 'revoked';
  return { plate, ...(vehicle?.colour && { colour: vehicle.colour }), state, permit };
}

function liveConsent(records: Records, id: string, dayOf: (ms: number) => string): LiveConsent | undefined {
  const consents = records.by('consentByPerson', id).filter(({ purpose }) => purpose === 'face');
  const [latest] = consents.length > 1 ? consents.toSorted(newestFirst) : consents;
  if (!latest) return undefined;
  const { givenAtMs, expiresAtMs, withdrawnAtMs, guardian } = latest;
  const born = records.get('person', id)?.born;
  const lacksGuardian = (guardian ?? '') === '' && isUnder14(born, dayOf(givenAtMs));
  return { givenAtMs, expiresAtMs, withdrawnAtMs, lacksGuardian };
}
