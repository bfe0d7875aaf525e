import type { Deed, DeedOutcome } from '../../console/people/register-ports.ts';
import type { RecordKind, RecordOf } from '../../register/records.ts';
import type { Change } from '../../register/register-types.ts';

/** Commits what `changes` leads to; the outcome names the record that the deed is about. */
export type Settle = (kind: RecordKind, id: string, changes: readonly Change[], deed: Deed) => DeedOutcome;

/** Without the fields that are left out or null. */
export function compact<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], null | undefined> };
}

export const taken: DeedOutcome = { kind: 'wrong-state', message: 'There is a record with this id already.' };

/** The register itself checks whether the fields make a record. */
export function put<K extends RecordKind>(kind: K, record: object, ifVersion?: number): Change {
  return { kind, put: record as RecordOf<K>, ...(ifVersion !== undefined && { ifVersion }) } as Change;
}
