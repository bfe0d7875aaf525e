import type { Person } from '../records.ts';
import type { Register } from '../register-types.ts';
import { plainKey } from './find-place.ts';
import type { ImportProblemCode } from './import-problem.ts';
import type { PersonRow } from './parse-rows.ts';

/** Whether a row is about somebody who is known. `isNew`: the import would make them. */
export type FoundPerson =
  | { id: string; isNew: boolean; warning?: ImportProblemCode }
  | { code: ImportProblemCode; column: 'person' | 'name' };

export type PersonFinder = (row: PersonRow, address: string) => FoundPerson;

interface KnownPerson extends Pick<Person, 'id' | 'born' | 'phone'> {
  isNew: boolean;
  /** Of somebody new: where the rows before have put them. */
  addresses: Set<string>;
}

/**
 * The same person again: by id; or by name at the same address, where the birth dates agree as far as they are known; or by name,
 * birth date and phone number at another one. Never by name alone: whoever is taken for somebody else would get their doors.
 */
export function* createPersonFinder(
  register: Pick<Register, 'get' | 'all' | 'residenciesOf'>,
  newId: () => string,
): Generator<void, PersonFinder> {
  const byName = new Map<string, KnownPerson[]>();
  const add = (name: string, person: KnownPerson) => {
    const key = plainKey(name);
    const known = byName.get(key);
    if (known) known.push(person);
    else byName.set(key, [person]);
  };
  let seen = 0;
  for (const { id, name, born, phone } of register.all('person')) {
    add(name, { id, isNew: false, addresses: new Set(), ...(born && { born }), ...(phone && { phone }) });
    seen += 1;
    if (seen % 200 === 0) yield;
  }
  const belongs = ({ id, isNew, addresses }: KnownPerson, address: string) =>
    addresses.has(address) || (!isNew && register.residenciesOf(id).some((residency) => residency.address === address));

  const make = ({ name, born, phone }: PersonRow, address: string) => {
    const id = newId();
    add(name ?? '', { id, isNew: true, addresses: new Set([address]), ...(born && { born }), ...(phone && { phone }) });
    return { id, isNew: true };
  };
  const take = (person: KnownPerson, address: string): FoundPerson => {
    person.addresses.add(address);
    return { id: person.id, isNew: person.isNew };
  };

  return (row, address) => {
    if (row.person !== undefined) {
      const known = register.get('person', row.person);
      return known ? { id: known.id, isNew: false } : { code: 'person-unknown', column: 'person' };
    }
    const { born, phone } = row;
    const namesakes = byName.get(plainKey(row.name ?? '')) ?? [];
    const here = namesakes.filter((person) => belongs(person, address));
    const same = here.filter((person) => born && person.born === born);
    const unsure = here.filter((person) => !born || !person.born);
    const fits = same.length > 0 ? same : unsure;
    if (fits.length > 1) return { code: 'person-ambiguous', column: 'name' };
    if (fits[0]) return take(fits[0], address);
    const elsewhere = namesakes.filter((person) => born && person.born === born && !here.includes(person));
    const alike = elsewhere.filter((person) => phone && person.phone === phone);
    if (alike.length === 1) return take(alike[0]!, address);
    const warning = here.length > 0 ? 'other-birth-date' : elsewhere.length > 0 ? 'maybe-same-person' : undefined;
    return { ...make(row, address), ...(warning && { warning }) };
  };
}
