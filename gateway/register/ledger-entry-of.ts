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

/**
 * What the ledger says of a change set: which records, never what is in them. `person.put` and the like hold ids, `changes` how
 * many there were. The subject is the one person whom all of it is about.
 */
export function ledgerEntryOf(
  prepared: readonly PreparedChange[],
  { actor, purpose, reason }: ChangeAuthor,
  atMs: number,
): LedgerEntry {
  const ids = new Map<string, string[]>();
  const people = new Set<string>();
  for (const change of prepared) {
    const name = `${change.kind}-${change.record === undefined ? 'removed' : 'put'}`;
    const list = ids.get(name) ?? [];
    list.push(change.id);
    ids.set(name, list);
    for (const person of peopleOf(change)) people.add(person);
  }
  const [only] = people;
  const listed = [...ids].map(([name, list]) => [name, list.length > maxIds ? list.length : list] as const);
  return {
    atMs,
    actor,
    action: 'register.changed',
    ...(people.size === 1 && only !== undefined ? { subject: only } : {}),
    ...(purpose === undefined ? {} : { purpose }),
    ...(reason === undefined ? {} : { reason }),
    detail: {
      changes: prepared.length,
      ...Object.fromEntries(listed),
    },
  };
}

/** The same of an import: only how many records of each kind. The time is for the moment at which it takes effect. */
export function importEntryOf(
  prepared: readonly PreparedChange[],
  { actor, purpose, reason }: ChangeAuthor,
): Omit<LedgerEntry, 'atMs'> {
  const counts: Record<string, number> = {};
  for (const { kind, record } of prepared) {
    const name = record === undefined ? `${kind}-removed` : `${kind}-put`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return {
    actor,
    action: 'register.changed',
    ...(purpose === undefined ? {} : { purpose }),
    ...(reason === undefined ? {} : { reason }),
    detail: { changes: prepared.length, ...counts },
  };
}
