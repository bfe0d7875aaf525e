import { createId } from '../kernel/ids.ts';
import { hasEnded } from './checks/card-conflicts.ts';
import { type Credential, mayCome, type Person, type RecordOf, type Residency } from './records.ts';
import type { Change, Register } from './register-types.ts';
import { outlasts } from './span.ts';

/** Change sets for everyday deeds. Nothing happens until one is committed. */
export type ReadRegister = Pick<
  Register,
  'get' | 'residenciesOf' | 'residenciesIn' | 'membershipsOf' | 'visitsOf' | 'credentialsOf' | 'consentsOf' | 'version'
>;

export interface MoveIn {
  person: Person;
  address: string;
  relation: Residency['relation'];
  household?: string;
  fromMs: number;
  toMs?: number;
}

/** Somebody comes to live or work here, known already or not. */
export function moveIn({ person, ...stay }: MoveIn, newId: () => string = createId): Change[] {
  return [
    { kind: 'person', put: person },
    { kind: 'residency', put: { id: newId(), person: person.id, ...stay } },
  ];
}

/** One person, from everywhere or from one address; or a household with all its members. */
export type WhoMoves = { person: string; address?: string } | { household: string };

/**
 * Somebody leaves at `atMs`: their residencies end. Whoever then has no address left loses cards, PINs, permits and memberships,
 * their consent to face recognition ends, and visits to them are called off. What lies in the future is kept until then; what
 * would only have begun is taken away.
 */
export function moveOut(register: ReadRegister, who: WhoMoves, atMs: number, nowMs: number): Change[] {
  const ending = ('household' in who ? register.residenciesIn(who.household) : register.residenciesOf(who.person))
    .filter(({ address }) => !('address' in who) || who.address === undefined || address === who.address)
    .filter((one) => outlasts(one, atMs));
  const ended = new Set(ending.map(({ id }) => id));
  const people = new Set('household' in who ? ending.map(({ person }) => person) : [who.person]);
  const homes = new Set(ending.map(({ address }) => address));
  const left = [...people].filter(
    (person) => !register.residenciesOf(person).some((one) => !ended.has(one.id) && outlasts(one, atMs)),
  );
  return [
    ...ending.map((one) => end('residency', one, atMs)),
    ...('household' in who ? endHousehold(register, who.household, atMs) : []),
    ...[...people].flatMap((person) => cancelVisits(register, person, homes, atMs)),
    ...left.flatMap((person) => takeRights(register, person, atMs, nowMs)),
  ];
}

type Stay = RecordOf<'residency'> | RecordOf<'membership'>;

/** Ends at `atMs`, or is gone where it would only have begun by then. */
function end(kind: 'residency' | 'membership', one: Stay, atMs: number): Change {
  return (one.fromMs >= atMs ? { kind, remove: one.id } : { kind, put: { ...one, toMs: atMs } }) as Change;
}

function endHousehold(register: ReadRegister, id: string, atMs: number): Change[] {
  const household = register.get('household', id);
  if (!household || !outlasts(household, atMs)) return [];
  // One that would only have begun is kept: residencies of the past may name it.
  const { fromMs, ...rest } = household;
  return [
    { kind: 'household', put: { ...rest, ...(fromMs !== undefined && fromMs < atMs && { fromMs }), toMs: atMs } },
  ];
}

function cancelVisits(register: ReadRegister, host: string, homes: ReadonlySet<string>, atMs: number): Change[] {
  return register
    .visitsOf(host)
    .filter((visit) => homes.has(visit.home) && outlasts(visit, atMs) && mayCome(visit))
    .map((visit) => ({ kind: 'visit', put: { ...visit, state: 'cancelled' } }));
}

function takeRights(register: ReadRegister, person: string, atMs: number, nowMs: number): Change[] {
  const memberships = register.membershipsOf(person).filter((one) => outlasts(one, atMs));
  const consents = register
    .consentsOf(person)
    .filter(
      ({ purpose, withdrawnAtMs }) => purpose === 'face' && (withdrawnAtMs === undefined || withdrawnAtMs > atMs),
    );
  return [
    ...memberships.map((one) => end('membership', one, atMs)),
    ...register.credentialsOf(person).flatMap((one) => endCredential(one, atMs, nowMs)),
    ...consents.map((one): Change => ({ kind: 'consent', put: { ...one, withdrawnAtMs: atMs } })),
  ];
}

function endCredential(credential: Credential, atMs: number, nowMs: number): Change[] {
  const { fromMs } = credential;
  if (hasEnded(credential, atMs)) return [];
  const later = atMs > nowMs && (fromMs === undefined || fromMs < atMs);
  return [{ kind: 'credential', put: later ? { ...credential, toMs: atMs } : { ...credential, state: 'revoked' } }];
}

/** A new card in the place of an old one, with the same rights. Throws RangeError where there is no such card. */
export function replaceCard(
  register: ReadRegister,
  old: string,
  card: string,
  newId: () => string = createId,
): Change[] {
  const known = cardOf(register, old);
  return [
    { kind: 'credential', put: { ...known, state: 'revoked' }, ifVersion: register.version('credential', old) },
    { kind: 'credential', put: { ...known, id: newId(), value: card, state: 'active' } },
  ];
}

/** Opens nothing from now on, and nobody else can be given the card meanwhile. Throws RangeError where there is no such card. */
export function reportLost(register: ReadRegister, card: string): Change[] {
  return [
    {
      kind: 'credential',
      put: { ...cardOf(register, card), state: 'lost' },
      ifVersion: register.version('credential', card),
    },
  ];
}

function cardOf(register: ReadRegister, id: string): Credential {
  const known = register.get('credential', id);
  if (known?.kind !== 'card') throw new RangeError('there is no such card');
  return known;
}
