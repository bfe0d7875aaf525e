import type { LedgerEntry } from '../ledger/ledger.ts';
import type { PreparedChange } from './checks/check-changes.ts';
import type { ChangeAuthor } from './register-types.ts';

/** More ids of one kind than this are only counted. */
const maxIds = 100;

/** People whom a change is about. */
function peopleOf({ kind, id, record, was }: PreparedChange): string[] {
  if (kind === 'person') return [id];
  return [was, record].flatMap((one) => {
    const named = one as { host?: string; person?: string } | undefined;
    const person = named?.host ?? named?.person;
    return person === undefined ? [] : [person];
  });
}

const nameOf = ({ kind, record }: PreparedChange) => `${kind}-${record === undefined ? 'removed' : 'put'}`;

/**
 * What the ledger says of a change set: which records, never what is in them. `person-put` and the like hold ids, `changes` how
 * many there were. The subject is the one person whom all of it is about.
 */
export function ledgerEntryOf(prepared: readonly PreparedChange[], author: ChangeAuthor): Omit<LedgerEntry, 'atMs'> {
  const named = [...Map.groupBy(prepared, nameOf)].map(([name, list]) => {
    return [name, list.length > maxIds ? list.length : list.map(({ id }) => id)] as const;
  });
  const [only, ...others] = new Set(prepared.flatMap(peopleOf));
  return {
    ...writtenBy(author),
    ...(only !== undefined && others.length === 0 && { subject: only }),
    detail: { changes: prepared.length, ...Object.fromEntries(named) },
  };
}

/** The same of an import: only how many records of each kind. */
export function importEntryOf(prepared: readonly PreparedChange[], author: ChangeAuthor): Omit<LedgerEntry, 'atMs'> {
  const counts = [...Map.groupBy(prepared, nameOf)].map(([name, list]) => [name, list.length] as const);
  return { ...writtenBy(author), detail: { changes: prepared.length, ...Object.fromEntries(counts) } };
}

function writtenBy({ actor, purpose, reason }: ChangeAuthor) {
  return {
    actor,
    action: 'register.changed',
    ...(purpose !== undefined && { purpose }),
    ...(reason !== undefined && { reason }),
  };
}
