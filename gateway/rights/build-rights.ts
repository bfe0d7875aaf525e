import { cardDigest, type RightsEntry, type RightsSnapshot, rightsFlags } from '../../devices/contracts/rights.ts';
import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import { defaultTimeZone, type SiteFile } from '../../devices/contracts/site-file.ts';
import type { Credential } from '../register/records.ts';
import type { Register } from '../register/register-types.ts';
import type { HeldCredential, Holder } from '../register/rights-view.ts';
import { inSlices } from './in-slices.ts';
import { passDoors } from './pass-places.ts';
import type { SiteKey } from './site-key.ts';
import { waysIn } from './ways-in.ts';
import { type WeekTimes, weekTimesOf } from './week-times.ts';

/** What stands at the site beside the register and changes what controllers may let pass. */
export interface RightsStanding {
  lockedDown(door: string): boolean;
  /** The entry policy of the day keeps them out. */
  visitorsRefused: boolean;
  staffRefused: boolean;
}

export interface RightsSource {
  site: SiteFile;
  register: Pick<Register, 'rights' | 'all' | 'get' | 'pathOf'>;
  key: Pick<SiteKey, 'publicKey'>;
  digests: CardDigests;
  standing: RightsStanding;
  nowMs: number;
}

/** A snapshot without what makes each copy of it differ. */
export type RightsContent = Omit<RightsSnapshot, 'version' | 'issuedAtMs'>;

/** Cards that may open this door, and passes for it that hold no longer. */
export interface DoorCandidates {
  cards: CardCredential[];
  endedPasses: string[];
}

type CardCredential = Credential & { value: string };

/** Digests of card numbers, each made once. */
export interface CardDigests {
  readonly salt: string;
  of(card: string): string;
  /** Forgets what is no longer used, once that is more than the `live` cards there are. */
  trim(live: number): void;
}

export function createCardDigests(salt: string): CardDigests {
  const known = new Map<string, string>();
  return {
    salt,
    of(card) {
      let digest = known.get(card);
      if (digest === undefined) {
        digest = cardDigest(salt, card);
        known.set(card, digest);
      }
      return digest;
    },
    trim: (live) => {
      if (known.size > 2 * live + 1000) known.clear();
    },
  };
}

/** One pass over the register: which credentials have to do with each of these doors. Never holds up a door. */
export async function findCandidates(
  source: RightsSource,
  doors: readonly SiteDoor[],
): Promise<ReadonlyMap<string, DoorCandidates>> {
  const { register, site, standing, nowMs, digests } = source;
  const { rights } = register;
  const found = new Map(doors.map(({ id }): [string, DoorCandidates] => [id, { cards: [], endedPasses: [] }]));
  const reach = createReach(doors);
  let cards = 0;
  await inSlices([...register.all('credential')], (credential) => {
    const { id, kind, value, state, visit, toMs = Number.POSITIVE_INFINITY } = credential;
    if (toMs <= nowMs) return;
    if (kind === 'card' && state === 'active' && value !== undefined) {
      cards += 1;
      const held = rights.card(value);
      if (held?.id !== id) return;
      for (const door of reach(held.holder)) found.get(door)!.cards.push(credential as CardCredential);
    } else if (kind === 'pass' && visit !== undefined) {
      const holds = state === 'active' && rights.pass(id)?.holder.approved === true && !standing.visitorsRefused;
      const home = holds ? undefined : register.get('visit', visit)?.home;
      if (home === undefined) return;
      for (const door of passDoors(site, register, home)) found.get(door)?.endedPasses.push(id);
    }
  });
  digests.trim(cards);
  return found;
}

/** The doors with which a holder has to do at all, at whatever time. */
function createReach(doors: readonly SiteDoor[]): (holder: Holder) => Set<string> {
  const byCard = doors.filter(({ methods }) => methods.includes('card'));
  const forAll = byCard.filter(({ serves }) => serves === 'everyone').map(({ id }) => id);
  const byAddress = new Map<string, string[]>();
  for (const { id, serves } of byCard) {
    for (const address of serves === 'everyone' ? [] : serves) {
      byAddress.set(address, [...(byAddress.get(address) ?? []), id]);
    }
  }
  const byGroup = new WeakMap<object, string[]>();
  return ({ addresses, groups }) => {
    const reached = new Set(addresses.length > 0 ? forAll : []);
    for (const { within } of addresses) {
      for (const address of within) for (const door of byAddress.get(address) ?? []) reached.add(door);
    }
    for (const { group } of groups) {
      let covered = byGroup.get(group);
      if (!covered) {
        covered = byCard.map(({ id }) => id).filter((id) => group.covers(id));
        byGroup.set(group, covered);
      }
      for (const door of covered) reached.add(door);
    }
    return reached;
  };
}

/**
 * The rights at one door: every active card whose holder may pass it now or later. PINs are left out, because a controller that
 * checked them would have to hold the site's PIN key, and a stolen one would give all of them away. A card that opens by two
 * rights of different hours or dates stands in it twice. The same rights always give the same content, in the same order.
 */
export async function buildRights(
  source: RightsSource,
  door: SiteDoor,
  candidates: DoorCandidates,
): Promise<RightsContent> {
  const { site, register, key, digests, standing, nowMs } = source;
  const schedules = createScheduleList();
  const shelves = createShelves();
  const question = { door, nowMs, timesOf: createTimesOf(register), staffRefused: standing.staffRefused };
  await inSlices(candidates.cards, ({ id, value }) => {
    const held = register.rights.card(value);
    if (held?.id !== id || held.state !== 'active') return;
    if (held.holder.kind === 'visit' && standing.visitorsRefused) return;
    for (const { fromMs, toMs, times } of waysIn(held, question)) {
      const end = toMs === Number.POSITIVE_INFINITY ? 0 : toMs;
      shelves.add([digests.of(value), id, fromMs, end, schedules.add(times), flagsOf(held, times !== undefined)]);
    }
  });
  const ordered = schedules.inOrder();
  const credentials = await shelves.inOrder((entry) => {
    if (entry[4] >= 0) entry[4] = ordered.indexes[entry[4]]!;
  });
  const { failures = 5, seconds = 30 } = site.access?.lockout ?? {};
  return {
    site: site.site.id,
    controller: door.controller,
    door: door.id,
    timezone: site.site.timezone ?? defaultTimeZone,
    salt: digests.salt,
    schedules: ordered.schedules,
    credentials,
    passKey: key.publicKey,
    endedPasses: candidates.endedPasses.toSorted(),
    lockout: { failures, seconds },
    lockedDown: standing.lockedDown(door.id),
  };
}

/** When each access group holds, worked out once. A group that is not there any more never does. */
function createTimesOf(register: Pick<Register, 'get'>): (group: string) => WeekTimes | undefined {
  const known = new Map<string, WeekTimes | undefined>();
  return (group) => {
    if (!known.has(group)) known.set(group, weekTimesOf(register.get('group', group) ?? { spans: [] }));
    return known.get(group);
  };
}

/** Each schedule once; numbered as they come, and at the end in the order of their texts. */
function createScheduleList() {
  const numbers = new Map<string, number>();
  const schedules: WeekTimes[] = [];
  return {
    add: (times: WeekTimes | undefined): number => {
      if (!times) return -1;
      const text = JSON.stringify(times);
      const known = numbers.get(text) ?? schedules.push(times) - 1;
      numbers.set(text, known);
      return known;
    },
    inOrder: () => {
      const order = [...numbers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, number]) => number);
      const indexes = schedules.map((_, number) => order.indexOf(number));
      return { schedules: order.map((number) => schedules[number]!), indexes };
    },
  };
}

/** Entries by the first letter of their digest: sorting a hundred thousand at once would hold everything up. */
function createShelves() {
  const shelves = new Map<string, RightsEntry[]>();
  return {
    add: (entry: RightsEntry) => {
      const shelf = shelves.get(entry[0][0]!);
      if (shelf) shelf.push(entry);
      else shelves.set(entry[0][0]!, [entry]);
    },
    inOrder: async (each: (entry: RightsEntry) => void): Promise<RightsEntry[]> => {
      const letters = [...shelves.keys()].sort();
      const entries: RightsEntry[] = [];
      await inSlices(
        letters,
        (letter) => {
          const shelf = shelves.get(letter)!;
          for (const entry of shelf) each(entry);
          entries.push(...shelf.sort(byDigest));
        },
        1,
      );
      return entries;
    },
  };
}

function byDigest(a: RightsEntry, b: RightsEntry): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[2] - b[2] || a[3] - b[3] || a[4] - b[4];
}

/** Hours cannot be kept without a clock: whoever has them waits then, as a visitor does. */
function flagsOf({ holder, duress }: HeldCredential, inHours: boolean): number {
  return (
    (holder.extendedTimes ? rightsFlags.extended : 0) +
    (duress ? rightsFlags.duress : 0) +
    (holder.kind === 'visit' || inHours ? rightsFlags.visitor : 0)
  );
}
