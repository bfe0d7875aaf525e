import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayBeOneCard } from '../../../gateway/register/checks/card-conflicts.ts';
import { type Credential, type RecordKind, type RecordOf, recordKinds } from '../../../gateway/register/records.ts';
import { openRegister } from '../../../gateway/register/register.ts';
import type { Change, Register } from '../../../gateway/register/register-types.ts';
import type { GroupView, HeldCredential, Holder } from '../../../gateway/register/rights-view.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';
import { desk } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

/**
 * A register that is far too small, so that everything collides: a handful of ids, five cards of which some are one card in two
 * formats. Every change set is also judged by a naive model that looks at everything that would be there.
 */
const nowMs = 1_790_000_000_000;
const cards = ['uid:0A1B2C3D', 'w26:1B2C3D', 'w34:3D2C1B0A', 'uid:FF1B2C3D', 'w26:999999'];
const digests = ['pin:aaaaaaaaaaaaaaaaaaaa', 'pin:bbbbbbbbbbbbbbbbbbbb'];
const plates = ['粤B12345', '京AD12345'];
const title = { zh: '甲', en: 'A' };

const people = fc.constantFrom('p1', 'p2', 'p3');
const homes = fc.constantFrom('h1', 'h2', 'f1', 'u1', 'linden');
const from = fc.constantFrom(0, 10, nowMs + 10);
const to = fc.option(fc.constantFrom(5, 20, nowMs, nowMs + 20), { nil: undefined });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const slot = (name: string) => fc.constantFrom(`${name}1`, `${name}2`, `${name}3`);
/** Without the fields that are not given: that is how they come from JSON. */
const record = <K extends RecordKind>(kind: K, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(fields).map((put) => ({ kind, put: JSON.parse(JSON.stringify(put)) }) as Change);

const puts: fc.Arbitrary<Change>[] = [
  record('address', {
    id: fc.constantFrom('h1', 'h2', 'f1', 'u1', 'b1'),
    kind: fc.constantFrom('home', 'floor', 'unit', 'building'),
    parent: maybe(fc.constantFrom('linden', 'u1', 'f1', 'b1')),
    name: fc.constant(title),
  }),
  record('person', { id: people, name: fc.constantFrom('王', '李'), extendedTimes: maybe(fc.boolean()) }),
  record('household', { id: slot('hh'), home: homes, toMs: to }),
  record('residency', {
    ...{ id: slot('r'), person: people, address: homes, household: maybe(slot('hh')), fromMs: from, toMs: to },
    relation: fc.constantFrom('owner', 'staff', 'volunteer'),
  }),
  record('group', {
    id: slot('g'),
    name: fc.constant(title),
    places: fc.subarray(['gate', 'lane', 'b1'], { minLength: 1 }),
  }),
  record('membership', { id: slot('m'), person: people, group: slot('g'), fromMs: from, toMs: to }),
  record('vehicle', { id: slot('v'), plate: fc.constantFrom(...plates), state: fc.constantFrom('active', 'listed') }),
  ...[
    { kind: 'card', values: cards },
    { kind: 'card', values: cards },
    { kind: 'pin', values: digests },
    { kind: 'plate', values: plates },
  ].map(({ kind, values }) =>
    record('credential', {
      ...{ id: slot('c'), kind: fc.constant(kind), person: people, group: maybe(slot('g')), toMs: to },
      value: fc.constantFrom(...values),
      state: fc.constantFrom('active', 'active', 'lost', 'revoked'),
    }),
  ),
];
const removes: fc.Arbitrary<Change> = fc
  .tuple(
    fc.constantFrom<RecordKind>('address', 'person', 'household', 'residency', 'group', 'membership', 'credential'),
    fc.constantFrom('h1', 'f1', 'u1', 'p1', 'p2', 'hh1', 'r1', 'r2', 'g1', 'm1', 'c1', 'c2'),
  )
  .map(([kind, remove]) => ({ kind, remove }) as Change);
/** Most sets are about people who are there: else nothing would ever be accepted. */
const base: Change[] = [
  { kind: 'address', put: { id: 'u1', kind: 'unit', parent: 'linden', name: title } },
  { kind: 'address', put: { id: 'h1', kind: 'home', parent: 'u1', name: title } },
  { kind: 'address', put: { id: 'h2', kind: 'home', parent: 'u1', name: title } },
  { kind: 'household', put: { id: 'hh1', home: 'h1' } },
  {
    kind: 'residency',
    put: { id: 'r1', person: 'p1', address: 'h1', relation: 'owner', household: 'hh1', fromMs: 0 },
  },
  ...['p1', 'p2'].map((id): Change => ({ kind: 'person', put: { id, name: '王' } })),
];
const sets = fc.array(fc.oneof({ weight: 5, arbitrary: fc.oneof(...puts) }, { weight: 1, arbitrary: removes }), {
  minLength: 1,
  maxLength: 3,
});

type Naive = Map<string, { kind: RecordKind; record: RecordOf<RecordKind> }>;
const nameOf = (change: Change) => `${change.kind}/${'put' in change ? change.put.id : change.remove}`;

/** What would be there afterwards; `undefined` where the set itself makes no sense. */
function naively(before: Naive, changes: readonly Change[]): Naive | undefined {
  if (new Set(changes.map(nameOf)).size < changes.length) return undefined;
  const after = new Map(before);
  for (const change of changes) {
    if ('remove' in change && !after.delete(nameOf(change))) return undefined;
    if ('put' in change) after.set(nameOf(change), { kind: change.kind, record: change.put });
  }
  return after;
}

const targets: Record<string, RecordKind> = {
  ...{
    parent: 'address',
    address: 'address',
    home: 'address',
    person: 'person',
    household: 'household',
    group: 'group',
  },
};
const ranks = { building: ['compound'], unit: ['building', 'compound'], floor: ['unit'], home: ['floor', 'unit'] };

/** Whether all that is there is in order, whatever was changed. */
function isSound(all: Naive, before: Naive): boolean {
  const get = <K extends RecordKind>(kind: K, id: string) =>
    all.get(`${kind}/${id}`)?.record as RecordOf<K> | undefined;
  const list = <K extends RecordKind>(kind: K) =>
    [...all.values()].flatMap((one) => (one.kind === kind ? [one.record as RecordOf<K>] : []));
  const isLive = ({ state, toMs = Number.POSITIVE_INFINITY }: Credential) => state !== 'revoked' && toMs > nowMs;
  const refers = [...all.values()].every(({ record: one }) =>
    Object.entries(one).every(([field, id]) => !(field in targets) || get(targets[field]!, String(id)) !== undefined),
  );
  const times = [...all.values()].every(({ record: one }) => {
    const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = one as {
      fromMs?: number;
      toMs?: number;
    };
    return fromMs < toMs;
  });
  const tree = list('address').every(({ id, kind, parent }) => {
    const was = before.get(`address/${id}`)?.record as RecordOf<'address'> | undefined;
    if (was && was.kind !== kind) return false;
    if (kind === 'compound') return parent === undefined;
    return parent !== undefined && ranks[kind].includes(get('address', parent)?.kind ?? '');
  });
  const living = list('residency').every(({ address, relation, household, toMs }) => {
    const isHome = get('address', address)?.kind === 'home';
    const together = household === undefined || get('household', household)?.home === address;
    return together && (relation !== 'owner' || isHome) && (relation !== 'volunteer' || toMs !== undefined);
  });
  const atHome = list('household').every(({ home }) => get('address', home)?.kind === 'home');
  const live = list('credential').filter(isLive);
  const apart = live.every((a) =>
    live.every((b) => {
      if (a.id === b.id || a.kind !== b.kind) return true;
      if (a.kind === 'plate') return a.value !== b.value || a.person !== b.person;
      if (a.value === b.value) return false;
      return a.kind !== 'card' || a.person === b.person || !mayBeOneCard(a.value!, b.value!);
    }),
  );
  const vehicles = list('vehicle').map(({ plate }) => plate);
  return refers && times && tree && living && atHome && apart && new Set(vehicles).size === vehicles.length;
}

const showGroup = (group: GroupView | undefined) =>
  group && {
    id: group.id,
    covers: ['gate', 'u1-door', 'lane'].filter(group.covers),
    hours: group.isOpen !== undefined,
  };
const showHolder = (holder: Holder | undefined) =>
  holder && {
    ...holder,
    addresses: holder.addresses.map((one) => ({ ...one, within: [...one.within] })),
    groups: holder.groups.map(({ group, ...span }) => ({ ...span, group: showGroup(group) })),
  };
const showHeld = (held: HeldCredential | undefined) =>
  held && { ...held, holder: showHolder(held.holder), group: showGroup(held.group) };

function everything({ rights }: Register): object {
  return {
    cards: cards.map((card) => showHeld(rights.card(card))),
    pins: digests.map((digest) => showHeld(rights.pin(digest))),
    vehicles: plates.map((plate) => rights.vehicles(plate).map((one) => ({ ...one, permit: showHeld(one.permit) }))),
    people: ['p1', 'p2', 'p3'].map((id) => showHolder(rights.person(id))),
  };
}

function recordsOf(register: Register): Naive {
  const entries = recordKinds.flatMap((kind) =>
    [...register.all(kind)].map((one) => [`${kind}/${one.id}`, { kind, record: one }] as const),
  );
  return new Map(entries);
}

const site = smallSite({
  units: [],
  residents: [],
  doors: smallSite().doors.map((door) => ({ ...door, serves: 'everyone' })),
});

test('whatever is changed in whatever order: only what is sound is taken, all of it, and doors see what is on disk', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(fc.record({ changes: sets, fails: fc.boolean() }), { maxLength: 14 }), (steps) => {
      const { register, store, ledger, clock } = openTestRegister(site, { nowMs });
      expect(register.commit(base, desk).ok).toBe(true);
      for (const { changes, fails } of steps) {
        const before = recordsOf(register);
        const after = naively(before, changes);
        const sound = after !== undefined && isSound(after, before);
        expect(register.check(changes).length === 0).toBe(sound);
        if (fails) {
          const failing = () =>
            store.transaction(() => {
              register.commit(changes, desk);
              throw new Error('taken back');
            });
          expect(failing).toThrow('taken back');
          expect(recordsOf(register)).toEqual(before);
        }
        expect(register.commit(changes, desk).ok).toBe(sound);
        if (sound) taken += 1;
        expect(recordsOf(register)).toEqual(sound ? after : before);
        const again = openRegister({ store, ledger, site, clock, log: quietLog });
        expect(recordsOf(again)).toEqual(recordsOf(register));
        expect(everything(register)).toEqual(everything(again));
      }
      store.close();
    }),
    { numRuns: 150 },
  );
  // A test in which nothing is ever accepted would prove nothing.
  expect(taken).toBeGreaterThan(50);
});
