import type { Store } from '../../kernel/sqlite-store.ts';

/** What the site file gave at the last start: the digest of each entry, and the ids of the records that stand for it. */
export interface Seed {
  digest: string;
  items: readonly string[];
}
export type SeedKind = 'address' | 'resident';

export interface SeedBook {
  all(kind: SeedKind): Map<string, Seed>;
  put(kind: SeedKind, id: string, seed: Seed): void;
  remove(kind: SeedKind, id: string): void;
}

const steps = [
  `CREATE TABLE register_seeds (
     kind TEXT NOT NULL CHECK (kind IN ('address', 'resident')),
     id TEXT NOT NULL,
     digest TEXT NOT NULL,
     items TEXT NOT NULL,
     PRIMARY KEY (kind, id)
   ) STRICT, WITHOUT ROWID;`,
];

export function openSeedBook(store: Store): SeedBook {
  store.migrate('register-seeds', steps);
  const all = store.prepare('SELECT id, digest, items FROM register_seeds WHERE kind = ?');
  const put = store.prepare('INSERT OR REPLACE INTO register_seeds (kind, id, digest, items) VALUES (?, ?, ?, ?)');
  const remove = store.prepare('DELETE FROM register_seeds WHERE kind = ? AND id = ?');
  return {
    all: (kind) => {
      const rows = all.all(kind) as { id: string; digest: string; items: string }[];
      return new Map(rows.map(({ id, digest, items }) => [id, { digest, items: JSON.parse(items) as string[] }]));
    },
    put: (kind, id, { digest, items }) => void put.run(kind, id, digest, JSON.stringify(items)),
    remove: (kind, id) => void remove.run(kind, id),
  };
}
