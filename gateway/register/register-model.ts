import { sameCardKeys } from '../../devices/contracts/cards.ts';
import { type RecordKind, type RecordOf, recordKinds } from './records.ts';

/** One key, several, or none. */
type Keys = string | readonly string[] | undefined;

const define = <K extends RecordKind>(kind: K, keysOf: (record: RecordOf<K>) => Keys) => ({
  kind,
  keysOf,
});

/** By what records are found beside their ids. A record stands under each of its keys. */
const indexes = {
  /** The compound stands under the empty text. */
  addressByParent: define('address', ({ parent }) => parent ?? ''),
  addressByGrid: define('address', ({ grid }) => grid),
  gridByWorker: define('grid', ({ worker }) => worker),
  householdByHome: define('household', ({ home }) => home),
  residencyByPerson: define('residency', ({ person }) => person),
  residencyByAddress: define('residency', ({ address }) => address),
  residencyByHousehold: define('residency', ({ household }) => household),
  vehicleByPlate: define('vehicle', ({ plate }) => plate),
  /** A person's or a visit's id. */
  credentialByHolder: define('credential', ({ person, visit }) => person ?? visit),
  /** Card texts, digests of PINs and plates never look alike. */
  credentialByValue: define('credential', ({ value }) => value),
  credentialByCardKey: define('credential', ({ kind, value, state }) =>
    kind === 'card' && value !== undefined && state !== 'revoked' ? sameCardKeys(value) : undefined,
  ),
  credentialByGroup: define('credential', ({ group }) => group),
  membershipByPerson: define('membership', ({ person }) => person),
  membershipByGroup: define('membership', ({ group }) => group),
  consentByPerson: define('consent', ({ person }) => person),
  visitByHost: define('visit', ({ host }) => host),
  visitByHome: define('visit', ({ home }) => home),
  watchByPlate: define('watch', ({ plate }) => plate),
} as const;

export type IndexName = keyof typeof indexes;
export type Indexed<I extends IndexName> = RecordOf<(typeof indexes)[I]['kind']>;

/** Records as they are read: what is there, or what would be there after some changes. */
export interface Records {
  get<K extends RecordKind>(kind: K, id: string): RecordOf<K> | undefined;
  /** 0 if there is none. */
  version(kind: RecordKind, id: string): number;
  all<K extends RecordKind>(kind: K): Iterable<RecordOf<K>>;
  count(kind: RecordKind): number;
  by<I extends IndexName>(index: I, key: string): readonly Indexed<I>[];
}

export interface Model extends Records {
  /** `record` is kept as it is: nobody may change it afterwards. */
  put<K extends RecordKind>(kind: K, record: RecordOf<K>, version: number): void;
  remove(kind: RecordKind, id: string): void;
}

type AnyRecord = RecordOf<RecordKind>;
type AnyKeysOf = (record: AnyRecord) => Keys;

/** Records under their keys. Most keys have one, which then needs no list. */
function createIndex(keysOf: AnyKeysOf) {
  const entries = new Map<string, AnyRecord | AnyRecord[]>();
  const addUnder = (key: string, record: AnyRecord) => {
    const known = entries.get(key);
    if (known === undefined) entries.set(key, record);
    else if (Array.isArray(known)) known.push(record);
    else entries.set(key, [known, record]);
  };
  const removeUnder = (key: string, record: AnyRecord) => {
    const known = entries.get(key);
    const left = Array.isArray(known) ? known.filter((one) => one !== record) : [];
    if (left.length === 0) entries.delete(key);
    else entries.set(key, left.length === 1 ? left[0]! : left);
  };
  const underEach = (record: AnyRecord, work: (key: string, record: AnyRecord) => void) => {
    const keys = keysOf(record);
    if (typeof keys === 'string') work(keys, record);
    else for (const key of keys ?? []) work(key, record);
  };
  return {
    add: (record: AnyRecord) => underEach(record, addUnder),
    remove: (record: AnyRecord) => underEach(record, removeUnder),
    find: (key: string): readonly AnyRecord[] => {
      const known = entries.get(key);
      if (known === undefined) return [];
      return Array.isArray(known) ? known : [known];
    },
  };
}

/** All records in memory, with their indexes. */
export function createModel(): Model {
  const records = new Map(recordKinds.map((kind) => [kind, new Map<string, AnyRecord>()]));
  // Most records are never changed: only what is not at version 1 is noted.
  const versions = new Map(recordKinds.map((kind) => [kind, new Map<string, number>()]));
  const built = new Map(
    Object.entries(indexes).map(([name, { keysOf }]) => [name, createIndex(keysOf as AnyKeysOf)] as const),
  );
  const ofKind = (kind: RecordKind) =>
    Object.entries(indexes).flatMap(([name, index]) => (index.kind === kind ? [built.get(name)!] : []));
  const indexesOf = new Map(recordKinds.map((kind) => [kind, ofKind(kind)]));

  const drop = (kind: RecordKind, id: string) => {
    const known = records.get(kind)!.get(id);
    if (known) for (const index of indexesOf.get(kind)!) index.remove(known);
  };
  return {
    get: <K extends RecordKind>(kind: K, id: string) => records.get(kind)!.get(id) as RecordOf<K> | undefined,
    version: (kind, id) => (records.get(kind)!.has(id) ? (versions.get(kind)!.get(id) ?? 1) : 0),
    all: <K extends RecordKind>(kind: K) => records.get(kind)!.values() as Iterable<RecordOf<K>>,
    count: (kind) => records.get(kind)!.size,
    by: <I extends IndexName>(index: I, key: string) => built.get(index)!.find(key) as readonly Indexed<I>[],
    put: (kind, record, version) => {
      drop(kind, record.id);
      records.get(kind)!.set(record.id, record);
      if (version === 1) versions.get(kind)!.delete(record.id);
      else versions.get(kind)!.set(record.id, version);
      for (const index of indexesOf.get(kind)!) index.add(record);
    },
    remove: (kind, id) => {
      drop(kind, id);
      records.get(kind)!.delete(id);
      versions.get(kind)!.delete(id);
    },
  };
}

/**
 * `base` as it would be after some changes, which are kept beside it. `base` may be brought up to the same changes meanwhile:
 * what is read here stays the same.
 */
export function createDraft(base: Records): Model {
  const own = createModel();
  const touched = new Map(recordKinds.map((kind) => [kind, new Set<string>()]));
  const counts = new Map(recordKinds.map((kind) => [kind, base.count(kind)]));
  const touch = (kind: RecordKind, id: string, there: 0 | 1) => {
    const before = view.version(kind, id) > 0 ? 1 : 0;
    touched.get(kind)!.add(id);
    counts.set(kind, counts.get(kind)! + there - before);
  };
  const view: Model = {
    get: (kind, id) => (touched.get(kind)!.has(id) ? own.get(kind, id) : base.get(kind, id)),
    version: (kind, id) => (touched.get(kind)!.has(id) ? own.version(kind, id) : base.version(kind, id)),
    *all(kind) {
      const mine = touched.get(kind)!;
      for (const record of base.all(kind)) if (!mine.has(record.id)) yield record;
      yield* own.all(kind);
    },
    count: (kind) => counts.get(kind)!,
    by: (index, key) => {
      const mine = touched.get(indexes[index].kind)!;
      const mineThere = own.by(index, key);
      const theirs = base.by(index, key);
      if (theirs.length === 0) return mineThere;
      return [...theirs.filter(({ id }) => !mine.has(id)), ...mineThere];
    },
    put: (kind, record, version) => {
      touch(kind, record.id, 1);
      own.put(kind, record, version);
    },
    remove: (kind, id) => {
      touch(kind, id, 0);
      own.remove(kind, id);
    },
  };
  return view;
}
