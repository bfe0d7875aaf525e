import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { openCloudStore } from '../../../cloud/store/open-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { hasPostgres, type PostgresCluster, startPostgres } from '../../fixtures/postgres-cluster.ts';
import { type Place, silent } from './place.ts';

export interface StoreEngine {
  name: 'sqlite' | 'postgres';
  /** A new, empty place for data. */
  place(): Promise<Place>;
  /** A store over a place, as a process of its own has it; closed after the tests at the latest. */
  open(place: Place): Promise<CloudStore>;
  /** Only of PostgreSQL. */
  cluster(): PostgresCluster;
}

function createEngine(name: StoreEngine['name']): StoreEngine & { setUp(): Promise<void>; tearDown(): Promise<void> } {
  const opened: CloudStore[] = [];
  const folders: string[] = [];
  let cluster: PostgresCluster | undefined;
  return {
    name,
    async setUp() {
      if (name === 'postgres') cluster = await startPostgres();
    },
    async tearDown() {
      await Promise.all(opened.map((store) => store.close()));
      await cluster?.close();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
    cluster: () => cluster!,
    async place() {
      const data = mkdtempSync(join(tmpdir(), 'ringward-store-'));
      folders.push(data);
      return cluster ? { data, store: await cluster.createDatabase() } : { data };
    },
    async open(place) {
      const store = await openCloudStore(place, silent);
      let closing: Promise<void> | undefined;
      const close = store.close.bind(store);
      const once = { ...store, close: () => (closing ??= close()) };
      opened.push(once);
      return once;
    },
  };
}

/** The same tests on every engine; PostgreSQL's are skipped, loudly, where it is not installed. */
export function onEveryEngine(suite: (engine: StoreEngine) => void): void {
  for (const name of ['sqlite', 'postgres'] as const)
    describe.skipIf(name === 'postgres' && !hasPostgres)(name, () => {
      const engine = createEngine(name);
      beforeAll(engine.setUp);
      afterAll(engine.tearDown);
      suite(engine);
    });
}
