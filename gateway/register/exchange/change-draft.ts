import { type RecordKind, type RecordOf, recordKinds } from '../records.ts';
import type { Change, Register } from '../register-types.ts';

type AnyRecord = RecordOf<RecordKind>;

/** A record as it would be, and the first row of the table that speaks of it. */
export interface DraftedChange {
  change: Change & { put: AnyRecord };
  row: number;
}

/**
 * Records as they would be: each once, however many rows speak of it. What a row puts stands beside until the row is found to be
 * good, and is dropped with it otherwise.
 */
export interface ChangeDraft {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  put<K extends RecordKind>(kind: K, record: RecordOf<K>): void;
  /** Whether the row has changed anything. */
  keep(row: number): boolean;
  drop(): void;
  /** How many records the register does not have yet, by kind. */
  created(): Partial<Record<RecordKind, number>>;
  changes(): Generator<DraftedChange>;
  /** These and the drafted records that they name, and what those name. */
  withReferences(changes: readonly DraftedChange[]): Change[];
}

const references = [
  ['parent', 'address'],
  ['address', 'address'],
  ['home', 'address'],
  ['grid', 'grid'],
  ['person', 'person'],
  ['household', 'household'],
] as const;

type Book = ReadonlyMap<RecordKind, Map<string, DraftedChange>>;
/** One map a kind: a map of all of them would take a noticeable while each time it grows. */
const newBook = (): Book => new Map(recordKinds.map((kind) => [kind, new Map()]));

export function createChangeDraft(register: Pick<Register, 'get'>): ChangeDraft {
  const kept = newBook();
  const open = newBook();
  const counts: Partial<Record<RecordKind, number>> = {};
  const addNamed = ({ change }: DraftedChange, into: Set<Change>) => {
    into.add(change);
    const values = change.put as unknown as Record<string, unknown>;
    for (const [field, kind] of references) {
      const named = values[field] === undefined ? undefined : kept.get(kind)!.get(String(values[field]));
      if (named && !into.has(named.change)) addNamed(named, into);
    }
  };
  const clear = () => {
    for (const records of open.values()) records.clear();
  };
  return {
    get: <K extends RecordKind>(kind: K, id: string) => {
      const drafted = open.get(kind)!.get(id) ?? kept.get(kind)!.get(id);
      return drafted ? (drafted.change.put as RecordOf<K>) : register.get(kind, id);
    },
    put: (kind, record) => {
      open.get(kind)!.set(record.id, { change: { kind, put: record } as DraftedChange['change'], row: 0 });
    },
    keep: (row) => {
      let any = false;
      for (const [kind, records] of open) {
        for (const [id, { change }] of records) {
          const before = kept.get(kind)!.get(id);
          if (!before && !register.get(kind, id)) counts[kind] = (counts[kind] ?? 0) + 1;
          kept.get(kind)!.set(id, { change, row: before?.row ?? row });
          any = true;
        }
      }
      clear();
      return any;
    },
    drop: clear,
    created: () => ({ ...counts }),
    *changes() {
      for (const records of kept.values()) yield* records.values();
    },
    withReferences: (changes) => {
      const all = new Set<Change>();
      for (const drafted of changes) addNamed(drafted, all);
      return [...all];
    },
  };
}
