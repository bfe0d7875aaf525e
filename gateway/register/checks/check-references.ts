import type { RecordKind, RecordOf } from '../records.ts';
import type { Records } from '../register-model.ts';
import { type CheckContext, type Finding, findingIf } from './change-check.ts';

/**
 * Fields that name other records. What a case is about stands in none of them: a case outlives the erasure of a person, and
 * users who asked or approved are no records.
 */
const references: { readonly [K in RecordKind]?: readonly [field: keyof RecordOf<K> & string, target: RecordKind][] } =
  {
    address: [
      ['parent', 'address'],
      ['grid', 'grid'],
    ],
    grid: [['worker', 'person']],
    household: [['home', 'address']],
    residency: [
      ['person', 'person'],
      ['address', 'address'],
      ['household', 'household'],
    ],
    credential: [
      ['person', 'person'],
      ['visit', 'visit'],
      ['group', 'group'],
    ],
    membership: [
      ['person', 'person'],
      ['group', 'group'],
    ],
    consent: [['person', 'person']],
    visit: [
      ['host', 'person'],
      ['home', 'address'],
    ],
  };

const titles: Record<RecordKind, string> = {
  address: 'address',
  grid: 'duty area',
  person: 'person',
  household: 'household',
  residency: 'residency',
  vehicle: 'vehicle',
  credential: 'credential',
  group: 'access group',
  membership: 'membership',
  consent: 'consent',
  visit: 'visit',
  watch: 'watch-list entry',
  case: 'case',
};

/** Every record that is named is there. */
export function checkReferences(kind: RecordKind, record: RecordOf<RecordKind>, { after }: CheckContext): Finding[] {
  const values = record as unknown as Record<string, unknown>;
  return (references[kind] ?? []).flatMap(([field, target]) => {
    const id = values[field];
    if (typeof id !== 'string') return [];
    return findingIf(
      after.version(target, id) === 0,
      'no-such-record',
      field,
      `${field} names no ${titles[target]} of the register`,
    );
  });
}

/** Which kind of record still names one that is to go. */
const users: { readonly [K in RecordKind]?: (after: Records, id: string) => readonly [RecordKind, boolean][] } = {
  address: (after, id) => [
    ['address', after.by('addressByParent', id).length > 0],
    ['household', after.by('householdByHome', id).length > 0],
    ['residency', after.by('residencyByAddress', id).length > 0],
    ['visit', after.by('visitByHome', id).length > 0],
  ],
  grid: (after, id) => [['address', after.by('addressByGrid', id).length > 0]],
  person: (after, id) => [
    ['residency', after.by('residencyByPerson', id).length > 0],
    ['credential', after.by('credentialByHolder', id).some(({ person }) => person === id)],
    ['membership', after.by('membershipByPerson', id).length > 0],
    ['consent', after.by('consentByPerson', id).length > 0],
    ['visit', after.by('visitByHost', id).length > 0],
    ['grid', after.by('gridByWorker', id).length > 0],
  ],
  household: (after, id) => [['residency', after.by('residencyByHousehold', id).length > 0]],
  group: (after, id) => [
    ['credential', after.by('credentialByGroup', id).length > 0],
    ['membership', after.by('membershipByGroup', id).length > 0],
  ],
  visit: (after, id) => [['credential', after.by('credentialByHolder', id).some(({ visit }) => visit === id)]],
};

/** Nothing that stays names what goes. */
export function checkUnused(kind: RecordKind, id: string, { after }: CheckContext): Finding[] {
  const using = (users[kind]?.(after, id) ?? []).filter(([, used]) => used).map(([user]) => titles[user]);
  if (using.length === 0) return [];
  return [{ code: 'still-used', message: `the ${titles[kind]} is still named by: ${using.join(', ')}` }];
}
