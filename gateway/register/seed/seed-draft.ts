import { isDeepStrictEqual } from 'node:util';
import type { RecordKind, RecordOf } from '../records.ts';
import type { Change, Register } from '../register-types.ts';

/** A change set that grows entry by entry; each record is in it once, as the last entry wants it. */
export interface SeedDraft {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  /** Nothing happens where the record is like that already. `of` names the entry, for whoever reads what is wrong with it. */
  put<K extends RecordKind>(kind: K, record: RecordOf<K>, of: string): void;
  add(change: Change, of: string): void;
  changes(): Change[];
  /** The entry that the change at this place came from. */
  entryOf(at: number): string;
}

export function createSeedDraft(register: Pick<Register, 'get'>): SeedDraft {
  const drafted = new Map<string, { change: Change; of: string }>();
  const add = (change: Change, of: string) => {
    const id = 'put' in change ? change.put.id : change.remove;
    drafted.set(`${change.kind}/${id}`, { change, of });
  };
  const draft: SeedDraft = {
    get: <K extends RecordKind>(kind: K, id: string) => {
      const change = drafted.get(`${kind}/${id}`)?.change;
      if (!change) return register.get(kind, id);
      return 'put' in change ? (change.put as RecordOf<K>) : undefined;
    },
    put: (kind, record, of) => {
      if (isDeepStrictEqual({ ...draft.get(kind, record.id) }, { ...record })) return;
      add({ kind, put: record } as Change, of);
    },
    add,
    changes: () => [...drafted.values()].map(({ change }) => change),
    entryOf: (at) => [...drafted.values()][at]!.of,
  };
  return draft;
}
