import type { Register } from '../register-types.ts';
import type { ChangeDraft } from './change-draft.ts';
import type { FoundAddress } from './find-home.ts';
import type { PersonRow } from './parse-rows.ts';

/**
 * Households have no name in the register: within a home, whatever stands in the column tells them apart. An entry stands for the
 * household with that id; else for the one that somebody with this entry belongs to already; else for a new one.
 */
export function createHouseholdPlanner(register: Pick<Register, 'get' | 'residenciesOf'>, newId: () => string) {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  const keyOf = (row: PersonRow, address: FoundAddress) => `${address.id}\n${row.household}`;
  const claim = (key: string, household: string) => {
    if (known.has(key) || taken.has(household)) return;
    known.set(key, household);
    taken.add(household);
  };
  return {
    /** In the first pass: whom a row is about, wherever it stands in the table. */
    note: (row: PersonRow, person: string, address: FoundAddress): void => {
      if (row.household === undefined || !address.isHome) return;
      const key = keyOf(row, address);
      if (register.get('household', row.household)?.home === address.id) claim(key, row.household);
      for (const residency of register.residenciesOf(person)) {
        if (residency.address === address.id && residency.household !== undefined) claim(key, residency.household);
      }
    },
    /** In the second pass; `undefined` where the row says nothing of it. */
    of: (row: PersonRow, address: FoundAddress, draft: ChangeDraft): string | undefined => {
      if (row.household === undefined || !address.isHome) return undefined;
      const key = keyOf(row, address);
      if (!known.has(key)) claim(key, newId());
      const id = known.get(key)!;
      if (!draft.get('household', id)) draft.put('household', { id, home: address.id });
      return id;
    },
  };
}
