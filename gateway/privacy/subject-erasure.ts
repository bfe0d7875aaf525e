import type { Visit } from '../register/records.ts';
import type { Change } from '../register/register-types.ts';
import { isOpenCase } from './cases.ts';
import { recordsOfSubject, type SubjectRecords, type SubjectSource } from './subject-records.ts';

export interface ErasureQuestion {
  register: SubjectSource;
  person: string;
  nowMs: number;
  /** How long a visit is kept after its end. */
  visitsKeptMs: number;
  /** Stands in for the person in visits that have to be kept; linked to nothing else. */
  alias: string;
}

/**
 * Takes one person out of the register with everything that is theirs alone. Visits that their own retention still keeps stay,
 * under a stand-in without a name who goes with the last of them; a visit still to come is called off. Empty if there is no
 * such person.
 */
export function erasureChanges(question: ErasureQuestion): Change[] {
  const { register, person } = question;
  const records = recordsOfSubject(register, person);
  if (!records) return [];
  const gone = ({ toMs }: Visit) => toMs + question.visitsKeptMs <= question.nowMs;
  const kept = records.visits.filter((visit) => !gone(visit));
  const passes = records.visits.flatMap((visit) => (gone(visit) ? register.credentialsOf(visit.id) : []));
  const remove = (kind: Change['kind'], all: readonly { id: string }[]): Change[] =>
    all.map(({ id }) => ({ kind, remove: id }) as Change);
  return [
    ...standIn(kept, question),
    ...remove('credential', [...records.credentials, ...passes]),
    ...remove('visit', records.visits.filter(gone)),
    ...remove(
      'vehicle',
      records.vehicles.filter(({ otherDrivers }) => otherDrivers === 0).map((one) => one.vehicle),
    ),
    ...remove('membership', records.memberships),
    ...remove('residency', records.residencies),
    ...remove('household', emptied(register, records)),
    ...remove('consent', records.consents),
    ...remove('case', records.cases),
    ...gridsWithout(register, person),
    { kind: 'person', remove: person },
  ];
}

/** Ids of those who stand in for somebody who was erased begin with it. */
export const aliasPrefix = 'erased-';

/** The visits under a person without a name, who lived where they went to for as long as they lasted. */
function standIn(visits: readonly Visit[], { person, alias, nowMs }: ErasureQuestion): Change[] {
  if (visits.length === 0) return [];
  const moved = visits.map((visit): Visit => {
    const isOver = visit.toMs <= nowMs || visit.state === 'refused' || visit.state === 'cancelled';
    const requestedBy = visit.requestedBy === person ? alias : visit.requestedBy;
    return { ...visit, host: alias, requestedBy, state: isOver ? visit.state : 'cancelled' };
  });
  const stays = Map.groupBy(
    moved.filter(({ state }) => state !== 'cancelled'),
    ({ home }) => home,
  );
  return [
    { kind: 'person', put: { id: alias, name: '—' } },
    ...[...stays].map(([address, there], at): Change => {
      const [fromMs, toMs] = [Math.min(...there.map((one) => one.fromMs)), Math.max(...there.map((one) => one.toMs))];
      return {
        kind: 'residency',
        put: { id: `${alias}-${at}`, person: alias, address, relation: 'family', fromMs, toMs },
      };
    }),
    ...moved.map((put): Change => ({ kind: 'visit', put })),
  ];
}

/** Households of which nobody else is or was a part. */
function emptied(register: SubjectSource, { person, residencies }: SubjectRecords): { id: string }[] {
  const households = new Set(residencies.flatMap(({ household }) => household ?? []));
  const isEmpty = (id: string) => register.residenciesIn(id).every((one) => one.person === person.id);
  return [...households].filter(isEmpty).flatMap((id) => register.get('household', id) ?? []);
}

function gridsWithout(register: SubjectSource, person: string): Change[] {
  return Iterator.from(register.all('grid'))
    .filter(({ worker }) => worker === person)
    .map(({ worker: _gone, phone: _theirs, ...grid }): Change => ({ kind: 'grid', put: grid }))
    .toArray();
}

/** What an erasure must not take away: whoever is the subject of an open case, alone or by a vehicle. */
export function isSubjectOfOpenCase(register: SubjectSource, person: string, nowMs: number): boolean {
  const records = recordsOfSubject(register, person);
  if (!records) return false;
  const vehicles = new Set(records.vehicles.map(({ vehicle }) => vehicle.id));
  return Iterator.from(register.all('case')).some(
    (one) =>
      isOpenCase(one, nowMs) &&
      (one.subject.kind === 'person' ? one.subject.id === person : vehicles.has(one.subject.id)),
  );
}
