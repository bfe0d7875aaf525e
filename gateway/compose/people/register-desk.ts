import type {
  AddressNode,
  ConsoleRegister,
  Deed,
  FoundPerson,
  Versioned,
} from '../../console/people/register-ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { createId } from '../../kernel/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import { initialsOf } from '../../privacy/view-record.ts';
import { moveIn, moveOut } from '../../register/move.ts';
import type { RecordKind, RecordOf } from '../../register/records.ts';
import type { Change, ChangeAuthor, Register } from '../../register/register-types.ts';
import { includes } from '../../register/span.ts';
import { createCredentialDesk } from './credential-desk.ts';
import { compact, put, type Settle, taken } from './register-deeds.ts';
import { searchPeople } from './search-people.ts';

export interface RegisterDeskOptions {
  register: Register;
  ledger: Ledger;
  clock: Clock;
  /** Keyed digest of a PIN's digits, as the register keeps it. */
  digestPin(digits: string): string;
}

const authorOf = ({ user, reason }: Deed): ChangeAuthor => ({
  actor: { kind: 'user', id: user },
  ...(reason !== undefined && { reason }),
});

/** What the keepers of the register do with it. */
export function createRegisterDesk(options: RegisterDeskOptions): ConsoleRegister {
  const { register, clock } = options;
  const settle: Settle = (kind, id, changes, deed) => {
    const result = register.commit(changes, authorOf(deed));
    if (!result.ok) return { kind: 'problems', problems: result.problems };
    return { kind: 'done', id, version: register.version(kind, id) };
  };
  const add: ConsoleRegister['add'] = (kind, fields, deed) => {
    const { id = createId() } = fields;
    if (register.version(kind, id) > 0) return taken;
    return settle(kind, id, [put(kind, { ...fields, id }, 0)], deed);
  };
  return {
    ...createReader(options),
    ...createMoves(options, settle),
    ...createCredentialDesk({ ...options, settle, add }),
    add,
    change: (kind, id, fields, deed) => {
      const known = register.get(kind, id);
      if (!known) return { kind: 'not-found' };
      return settle(kind, id, [put(kind, { ...compact({ ...known, ...fields }), id }, deed.ifVersion)], deed);
    },
    remove: (kind, id, deed) => {
      if (register.version(kind, id) === 0) return { kind: 'not-found' };
      const { ifVersion } = deed;
      return settle(kind, id, [{ kind, remove: id, ...(ifVersion !== undefined && { ifVersion }) } as Change], deed);
    },
    endMembership: (id, atMs = clock.wallMs(), deed) => {
      const known = register.get('membership', id);
      if (!known) return { kind: 'not-found' };
      // One that has not begun has nothing to end.
      if (known.fromMs >= atMs) return settle('membership', id, [{ kind: 'membership', remove: id }], deed);
      return settle('membership', id, [put('membership', { ...known, toMs: atMs }, deed.ifVersion)], deed);
    },
  };
}

type Moves = Pick<ConsoleRegister, 'addPerson' | 'moveIn' | 'moveOut'>;

function createMoves({ register, clock }: RegisterDeskOptions, settle: Settle): Moves {
  const stayOf = ({ home, ...stay }: Parameters<ConsoleRegister['moveIn']>[1]) => {
    const { relation, household, fromMs = clock.wallMs(), toMs } = stay;
    return { address: home, relation, fromMs, ...compact({ household, toMs }) };
  };
  return {
    addPerson: (record, stay, deed) => {
      const person = { ...record, id: record.id ?? createId() };
      if (register.version('person', person.id) > 0) return taken;
      const changes = stay ? moveIn({ person, ...stayOf(stay) }) : [put('person', person)];
      return settle('person', person.id, changes, deed);
    },
    moveIn: (person, stay, deed) => {
      if (register.version('person', person) === 0) return { kind: 'not-found' };
      const id = createId();
      return settle('residency', id, [put('residency', { id, person, ...stayOf(stay) })], deed);
    },
    moveOut: (who, atMs, deed) => {
      const isPerson = 'person' in who;
      const [kind, id] = isPerson ? (['person', who.person] as const) : (['household', who.household] as const);
      if (register.version(kind, id) === 0) return { kind: 'not-found' };
      const nowMs = clock.wallMs();
      const leaving = isPerson
        ? { person: who.person, ...(who.home !== undefined && { address: who.home }) }
        : { household: who.household };
      const changes = moveOut(register, leaving, atMs ?? nowMs, nowMs);
      if (changes.length === 0) return { kind: 'wrong-state', message: 'They live nowhere here that could end.' };
      return settle(kind, id, changes, deed);
    },
  };
}

type Reader = Pick<ConsoleRegister, 'show' | 'list' | 'addresses' | 'tree' | 'households' | 'members' | 'findPeople'>;

function createReader(options: RegisterDeskOptions): Reader {
  const { register, clock } = options;
  const withVersion = <K extends RecordKind>(kind: K, record: RecordOf<K>): Versioned<K> => ({
    ...record,
    version: register.version(kind, record.id),
  });
  return {
    show: (kind, id) => {
      const record = register.get(kind, id);
      return record && withVersion(kind, record);
    },
    list: (kind) => [...register.all(kind)].sort(byId).map((record) => withVersion(kind, record)),
    addresses: ({ kind, parent, after = '', limit }) => {
      const all = parent === undefined ? [...register.all('address')] : register.childrenOf(parent);
      const wanted = all.filter((one) => one.id > after && (kind === undefined || one.kind === kind)).sort(byId);
      const page = wanted.slice(0, limit).map((address) => withVersion('address', address));
      return { addresses: page, more: wanted.length > limit };
    },
    tree: (root, depth) => {
      const roots =
        root === undefined
          ? [...register.all('address')].filter(({ parent }) => !parent)
          : [register.get('address', root)];
      if (roots.length === 0 || roots[0] === undefined) return root === undefined ? [] : undefined;
      return roots.flatMap((each) => (each ? [nodeOf(register, each, depth)] : []));
    },
    households: (home) =>
      [...register.all('household')].filter((one) => one.home === home).map((one) => withVersion('household', one)),
    members: (group) => {
      if (register.version('group', group) === 0) return undefined;
      return [...register.all('membership')]
        .filter((one) => one.group === group)
        .map((one) => withVersion('membership', one));
    },
    findPeople: (query, limit, { user, roles }, look) => {
      const { ids, more } = searchPeople(options, query, limit, user, look);
      const mayName = visibleClasses(roles, look.purpose).has('identity');
      const people = ids.flatMap((id) => describePerson(register, id, clock.wallMs()));
      return { people: mayName ? people : people.map((one) => ({ ...one, name: initialsOf(one.name) })), more };
    },
  };
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

function nodeOf(register: Register, { id, kind, name }: RecordOf<'address'>, depth: number): AddressNode {
  const parts = register.childrenOf(id).toSorted(byId);
  const within =
    depth > 0 && parts.length > 0 ? { within: parts.map((part) => nodeOf(register, part, depth - 1)) } : {};
  return { id, kind, name, parts: parts.length, ...within };
}

/** With the homes of this moment, from the building down. */
function describePerson(register: Register, id: string, nowMs: number): FoundPerson[] {
  const person = register.get('person', id);
  if (!person) return [];
  const homes = register
    .residenciesOf(id)
    .filter((one) => includes(one, nowMs))
    .map(({ address }) => {
      const path = register.pathOf(address).filter(({ kind }) => kind !== 'compound');
      const names = path.length > 0 ? path : register.pathOf(address);
      return {
        id: address,
        name: { zh: names.map(({ name }) => name.zh).join(' '), en: names.map(({ name }) => name.en).join(', ') },
      };
    });
  return [{ id, name: person.name, homes }];
}
