import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { createGroupViews } from './group-view.ts';
import type { RecordKind, RecordOf, Residency, Visit } from './records.ts';
import type { Records } from './register-model.ts';
import type { GroupView, Holder, Span } from './rights-view.ts';

/** Who may hold a credential, with all that is joined of them. */
export interface HolderBook {
  person(id: string): Holder | undefined;
  visit(id: string): Holder | undefined;
  group(id: string): GroupView | undefined;
  /** Forgets what was joined from a record, once `records` show it as it is now; `undefined` where it was or is not there. */
  changed(kind: RecordKind, was: AnyRecord | undefined, is: AnyRecord | undefined): void;
  forgetAll(): void;
}

type AnyRecord = RecordOf<RecordKind>;
type Address = Holder['addresses'][number];

export const spanOf = ({ fromMs = 0, toMs = Number.POSITIVE_INFINITY }: { fromMs?: number; toMs?: number }): Span => ({
  fromMs,
  toMs,
});
const overlap = (a: Span, b: Span): Span => ({ fromMs: Math.max(a.fromMs, b.fromMs), toMs: Math.min(a.toMs, b.toMs) });
const isSomeTime = ({ fromMs, toMs }: Span) => fromMs < toMs;
/** Oldest first; the same order however they came. */
export const byStart = (a: { fromMs: number; id: string }, b: { fromMs: number; id: string }): number =>
  a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1);

/**
 * Holders, groups and ways through the address tree are joined when they are first asked for and kept until a record that went
 * into them changes.
 */
export function createHolderBook(site: SiteFile, records: () => Records): HolderBook {
  const viewGroup = createGroupViews(site);
  const ways = keepJoined((address) => wayTo(records(), address));
  const groups = keepJoined((id) => {
    const known = records().get('group', id);
    return known && viewGroup(known);
  });
  const joins = createJoins(site, records, { wayOf: (address) => ways.of(address)!, groupOf: (id) => groups.of(id)! });
  const people = keepJoined(joins.person);
  const visits = keepJoined(joins.visit);

  const forgetPerson = (id: string) => {
    people.forget(id);
    for (const { id: visit } of records().by('visitByHost', id)) visits.forget(visit);
  };
  const forgetWays = () => {
    for (const joined of [ways, people, visits]) joined.forgetAll();
  };
  const forgetting: { readonly [K in RecordKind]?: (record: RecordOf<K>) => void } = {
    person: ({ id }) => forgetPerson(id),
    household: ({ id }) => {
      for (const one of records().by('residencyByHousehold', id)) forgetPerson(one.person);
    },
    residency: (one) => forgetPerson(one.person),
    membership: (one) => people.forget(one.person),
    group: ({ id }) => {
      groups.forget(id);
      for (const one of records().by('membershipByGroup', id)) people.forget(one.person);
    },
    visit: ({ id }) => visits.forget(id),
  };
  return {
    person: people.of,
    visit: visits.of,
    group: groups.of,
    changed: (kind, was, is) => {
      // A new name moves nobody; another parent moves all who live below.
      const parentOf = (one: AnyRecord | undefined) => (one as RecordOf<'address'> | undefined)?.parent;
      if (kind === 'address' && was && parentOf(was) !== parentOf(is)) forgetWays();
      const forget = forgetting[kind] as ((record: AnyRecord) => void) | undefined;
      if (was) forget?.(was);
      if (is) forget?.(is);
    },
    forgetAll: () => {
      groups.forgetAll();
      forgetWays();
    },
  };
}

/** What `join` gives, kept until it is forgotten; that there is nothing is not kept. */
function keepJoined<T>(join: (id: string) => T | undefined) {
  const known = new Map<string, T>();
  return {
    of: (id: string): T | undefined => {
      const there = known.get(id);
      if (there !== undefined) return there;
      const made = join(id);
      if (made !== undefined) known.set(id, made);
      return made;
    },
    forget: (id: string) => void known.delete(id),
    forgetAll: () => known.clear(),
  };
}

interface Joined {
  wayOf(address: string): ReadonlySet<string>;
  groupOf(id: string): GroupView;
}

function createJoins(site: SiteFile, records: () => Records, { wayOf, groupOf }: Joined) {
  /** A household that has moved out takes its members along. */
  const livingSpan = ({ household, ...own }: Residency): Span => {
    const theirs = household === undefined ? undefined : records().get('household', household);
    return theirs ? overlap(spanOf(own), spanOf(theirs)) : spanOf(own);
  };
  const residencies = (person: string) => records().by('residencyByPerson', person).toSorted(byStart);
  return {
    person: (id: string): Holder | undefined => {
      const person = records().get('person', id);
      if (!person) return undefined;
      const addresses = residencies(id)
        .map((one): Address => ({ ...livingSpan(one), within: wayOf(one.address), relation: relationOf(one) }))
        .filter(isSomeTime);
      const groups = records()
        .by('membershipByPerson', id)
        .toSorted(byStart)
        .map((one) => ({ ...spanOf(one), group: groupOf(one.group) }));
      const extendedTimes = person.extendedTimes ?? false;
      return { id, kind: 'person', extendedTimes, addresses, groups, approved: true };
    },
    /** A visitor may come where and while the host lives there. */
    visit: (id: string): Holder | undefined => {
      const visit = records().get('visit', id);
      if (!visit) return undefined;
      const addresses = residencies(visit.host)
        .filter(({ address }) => address === visit.home)
        .map((one): Address => ({ ...overlap(livingSpan(one), visit), within: wayOf(visit.home), relation: 'visitor' }))
        .filter(isSomeTime);
      return { id, kind: 'visit', extendedTimes: false, addresses, groups: [], approved: isApproved(visit, site) };
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
