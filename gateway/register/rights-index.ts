import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { createSiteRules, isUnder14 } from './checks/site-rules.ts';
import { createGroupViews } from './group-view.ts';
import { normalisePlate } from './plate-text.ts';
import type { Credential, RecordKind, RecordOf, Residency, Vehicle, Visit } from './records.ts';
import type { Records } from './register-model.ts';
import type {
  GroupView,
  HeldCredential,
  Holder,
  LiveConsent,
  RegisteredVehicle,
  RightsView,
  Span,
} from './rights-view.ts';

export interface RightsIndex {
  rights: RightsView;
  /** Forgets what was joined from a record, once `records` show it as it is now; `undefined` where it was or is not there. */
  changed(kind: RecordKind, was: AnyRecord | undefined, is: AnyRecord | undefined): void;
  forgetAll(): void;
}

type AnyRecord = RecordOf<RecordKind>;
type Address = Holder['addresses'][number];

const spanOf = ({ fromMs = 0, toMs = Number.POSITIVE_INFINITY }: { fromMs?: number; toMs?: number }): Span => ({
  fromMs,
  toMs,
});
const overlap = (a: Span, b: Span): Span => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) });
/** Oldest first; the same order however they came. */
export const byStart = (a: { fromMs: number; id: string }, b: { fromMs: number; id: string }): number =>
  a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1);
const isSomeTime = ({ fromMs, toMs }: Span) => fromMs < toMs;

/**
 * Joins records into what decisions read. Holders, groups and ways through the address tree are joined when they are first
 * asked for and kept until a record that went into them changes; everything else is joined at each look-up, from indexes.
 */
export function createRightsIndex(site: SiteFile, records: () => Records): RightsIndex {
  const rules = createSiteRules(site);
  const viewGroup = createGroupViews(site);
  const people = new Map<string, Holder>();
  const visits = new Map<string, Holder>();
  const groups = new Map<string, GroupView>();
  const ways = new Map<string, ReadonlySet<string>>();

  const kept = <T>(known: Map<string, T>, id: string, make: () => T | undefined): T | undefined => {
    const there = known.get(id);
    if (there !== undefined) return there;
    const made = make();
    if (made !== undefined) known.set(id, made);
    return made;
  };
  const withinOf = (address: string) => kept(ways, address, () => wayTo(records(), address))!;
  const group = (id: string | undefined) =>
    id === undefined
      ? undefined
      : kept(groups, id, () => {
          const known = records().get('group', id);
          return known && viewGroup(known);
        });
  /** A household that has moved out takes its members along. */
  const livingSpan = ({ household, ...own }: Residency): Span => {
    const theirs = household === undefined ? undefined : records().get('household', household);
    return theirs ? overlap(spanOf(own), spanOf(theirs)) : spanOf(own);
  };

  const joinPerson = (id: string): Holder | undefined => {
    const person = records().get('person', id);
    if (!person) return undefined;
    const addresses = records()
      .by('residencyByPerson', id)
      .toSorted(byStart)
      .map((one): Address => ({ ...livingSpan(one), within: withinOf(one.address), relation: relationOf(one) }))
      .filter(isSomeTime);
    const memberOf = records()
      .by('membershipByPerson', id)
      .toSorted(byStart)
      .map((one) => ({ ...spanOf(one), group: group(one.group)! }));
    const extendedTimes = person.extendedTimes ?? false;
    return { id, kind: 'person', extendedTimes, addresses, groups: memberOf, approved: true };
  };
  /** A visitor may come where and while the host lives there. */
  const joinVisit = (id: string): Holder | undefined => {
    const visit = records().get('visit', id);
    if (!visit) return undefined;
    const addresses = records()
      .by('residencyByPerson', visit.host)
      .filter(({ address }) => address === visit.home)
      .toSorted(byStart)
      .map(
        (one): Address => ({ ...overlap(livingSpan(one), visit), within: withinOf(visit.home), relation: 'visitor' }),
      )
      .filter(isSomeTime);
    return { id, kind: 'visit', extendedTimes: false, addresses, groups: [], approved: isApproved(visit, site) };
  };
  const person = (id: string) => kept(people, id, () => joinPerson(id));

  const hold = (credential: Credential | undefined): HeldCredential | undefined => {
    if (!credential) return undefined;
    const { id, kind, state, duress, uses, visit } = credential;
    const holder = visit === undefined ? person(credential.person!) : kept(visits, visit, () => joinVisit(visit));
    if (!holder) return undefined;
    const limit = group(credential.group);
    return { ...spanOf(credential), id, kind, state, holder, group: limit, duress: duress ?? false, uses };
  };
  const byValue = (kind: Credential['kind'], value: string) =>
    hold(
      mostAlive(
        records()
          .by('credentialByValue', value)
          .filter((one) => one.kind === kind),
      ),
    );

  const rights: RightsView = {
    card: (card) => byValue('card', card),
    pin: (digest) => byValue('pin', digest),
    pass: (id) => {
      const pass = records().get('credential', id);
      return pass?.kind === 'pass' ? hold(pass) : undefined;
    },
    vehicles: (text) => {
      const plate = normalisePlate(text);
      const permits = records()
        .by('credentialByValue', plate)
        .filter(({ kind }) => kind === 'plate');
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

  const forgetPerson = (id: string) => {
    people.delete(id);
    for (const { id: visit } of records().by('visitByHost', id)) visits.delete(visit);
  };
  const forgetWays = () => {
    ways.clear();
    people.clear();
    visits.clear();
  };
  const forgetting: { readonly [K in RecordKind]?: (record: RecordOf<K>) => void } = {
    person: ({ id }) => forgetPerson(id),
    household: ({ id }) => {
      for (const one of records().by('residencyByHousehold', id)) forgetPerson(one.person);
    },
    residency: (one) => forgetPerson(one.person),
    membership: (one) => void people.delete(one.person),
    group: ({ id }) => {
      groups.delete(id);
      for (const one of records().by('membershipByGroup', id)) people.delete(one.person);
    },
    visit: ({ id }) => void visits.delete(id),
  };
  return {
    rights,
    changed: (kind, was, is) => {
      // A new name moves nobody; another parent moves all who live below.
      if (
        kind === 'address' &&
        was &&
        (was as RecordOf<'address'>).parent !== (is as RecordOf<'address'> | undefined)?.parent
      )
        forgetWays();
      const forget = forgetting[kind] as ((record: AnyRecord) => void) | undefined;
      if (was) forget?.(was);
      if (is) forget?.(is);
    },
    forgetAll: () => {
      groups.clear();
      forgetWays();
    },
  };
}

function wayTo(records: Records, address: string): ReadonlySet<string> {
  const way = new Set<string>();
  for (let at: string | undefined = address; at !== undefined && !way.has(at); ) {
    way.add(at);
    at = records.get('address', at)?.parent;
  }
  return way;
}

function relationOf({ relation }: Residency): Address['relation'] {
  return relation === 'staff' || relation === 'volunteer' ? relation : 'resident';
}

/** Approved, and by whoever the site wants to hear. */
function isApproved({ state, hostAgreedAtMs, decidedBy }: Visit, site: SiteFile): boolean {
  const word = site.access?.visitors?.approval ?? 'host';
  const host = word === 'staff' || hostAgreedAtMs !== undefined;
  const staff = word === 'host' || decidedBy !== undefined;
  return state === 'approved' && host && staff;
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

/** The newest consent; of two of one moment the one that was withdrawn. */
function liveConsent(records: Records, id: string, dayOf: (ms: number) => string): LiveConsent | undefined {
  const consents = records.by('consentByPerson', id).filter(({ purpose }) => purpose === 'face');
  const [first, ...others] = consents;
  if (!first) return undefined;
  const latest = others.reduce((best, one) => (isNewer(one, best) ? one : best), first);
  const { givenAtMs, expiresAtMs, withdrawnAtMs, guardian } = latest;
  const born = records.get('person', id)?.born;
  const lacksGuardian = (guardian ?? '') === '' && isUnder14(born, dayOf(givenAtMs));
  return { givenAtMs, expiresAtMs, withdrawnAtMs, lacksGuardian };
}

function isNewer(one: RecordOf<'consent'>, other: RecordOf<'consent'>): boolean {
  if (one.givenAtMs !== other.givenAtMs) return one.givenAtMs > other.givenAtMs;
  if (one.withdrawnAtMs === other.withdrawnAtMs) return one.id < other.id;
  return (one.withdrawnAtMs ?? Number.POSITIVE_INFINITY) < (other.withdrawnAtMs ?? Number.POSITIVE_INFINITY);
}
