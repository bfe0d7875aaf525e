import type { Store } from '../kernel/sqlite-store.ts';
import type { PatrolRoute, PatrolRun } from './patrol.ts';

const steps = [
  `CREATE TABLE patrol_routes (
     id TEXT PRIMARY KEY,
     removed INTEGER NOT NULL,
     due_until_ms INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE TABLE patrol_runs (
     id TEXT PRIMARY KEY,
     route TEXT NOT NULL,
     live INTEGER NOT NULL,
     time_ms INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT;
   CREATE INDEX patrol_runs_by_time ON patrol_runs (time_ms);
   CREATE INDEX patrol_runs_live ON patrol_runs (route) WHERE live = 1;
   CREATE TABLE patrol_photos (
     run TEXT NOT NULL,
     n INTEGER NOT NULL,
     checkpoint TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     jpeg BLOB NOT NULL,
     PRIMARY KEY (run, n)
   ) STRICT;
   CREATE INDEX patrol_photos_by_time ON patrol_photos (at_ms);`,
];

export interface PatrolPhoto {
  n: number;
  checkpoint: string;
  atMs: number;
}

export interface PatrolTable {
  routes(): PatrolRoute[];
  route(id: string): PatrolRoute | undefined;
  putRoute(route: PatrolRoute, dueUntilMs: number): void;
  removeRoute(id: string): void;
  /** Up to when the runs of a route's times have been made. */
  dueUntil(route: string): number;
  setDueUntil(route: string, ms: number): void;
  run(id: string): PatrolRun | undefined;
  /** Due or running. */
  live(): PatrolRun[];
  putRun(run: PatrolRun): void;
  /** Newest first. */
  runs(beforeMs: number, limit: number): PatrolRun[];
  addPhoto(run: string, checkpoint: string, atMs: number, jpeg: Uint8Array): number;
  photos(run: string): PatrolPhoto[];
  photo(run: string, n: number): Uint8Array | undefined;
  purge(beforeMs: number): number;
  purgePhotos(beforeMs: number): number;
}

interface Content {
  content: string;
}
const read = <T>(row: unknown): T | undefined => (row ? (JSON.parse((row as Content).content) as T) : undefined);
const readAll = <T>(rows: unknown[]): T[] => rows.map((row) => JSON.parse((row as Content).content) as T);

export function createPatrolTable(store: Store): PatrolTable {
  store.migrate('duty-patrols', steps);
  return { ...routeStatements(store), ...runStatements(store), ...photoStatements(store) };
}

function routeStatements(store: Store) {
  const all = store.prepare('SELECT content FROM patrol_routes WHERE removed = 0 ORDER BY id');
  const one = store.prepare('SELECT content FROM patrol_routes WHERE id = ? AND removed = 0');
  const put = store.prepare(
    `INSERT INTO patrol_routes VALUES (?, 0, ?, ?)
     ON CONFLICT (id) DO UPDATE SET removed = 0, due_until_ms = excluded.due_until_ms, content = excluded.content`,
  );
  const remove = store.prepare('UPDATE patrol_routes SET removed = 1 WHERE id = ?');
  const dueUntil = store.prepare('SELECT due_until_ms AS ms FROM patrol_routes WHERE id = ?');
  const setDueUntil = store.prepare('UPDATE patrol_routes SET due_until_ms = ? WHERE id = ?');
  return {
    routes: () => readAll<PatrolRoute>(all.all()),
    route: (id: string) => read<PatrolRoute>(one.get(id)),
    putRoute: (route: PatrolRoute, dueUntilMs: number) => void put.run(route.id, dueUntilMs, JSON.stringify(route)),
    removeRoute: (id: string) => void remove.run(id),
    dueUntil: (route: string) => (dueUntil.get(route) as { ms: number } | undefined)?.ms ?? 0,
    setDueUntil: (route: string, ms: number) => void setDueUntil.run(ms, route),
  };
}

function runStatements(store: Store) {
  const one = store.prepare('SELECT content FROM patrol_runs WHERE id = ?');
  const live = store.prepare('SELECT content FROM patrol_runs WHERE live = 1 ORDER BY time_ms');
  const put = store.prepare('INSERT OR REPLACE INTO patrol_runs VALUES (?, ?, ?, ?, ?)');
  const list = store.prepare('SELECT content FROM patrol_runs WHERE time_ms < ? ORDER BY time_ms DESC LIMIT ?');
  const purge = store.prepare('DELETE FROM patrol_runs WHERE time_ms < ? AND live = 0');
  return {
    run: (id: string) => read<PatrolRun>(one.get(id)),
    live: () => readAll<PatrolRun>(live.all()),
    putRun: (run: PatrolRun) => {
      const isLive = run.state === 'due' || run.state === 'running';
      put.run(run.id, run.route, Number(isLive), run.dueMs ?? run.startedAtMs ?? 0, JSON.stringify(run));
    },
    runs: (beforeMs: number, limit: number) => readAll<PatrolRun>(list.all(beforeMs, limit)),
    purge: (beforeMs: number) => purge.run(beforeMs).changes,
  };
}

function photoStatements(store: Store) {
  const add = store.prepare('INSERT INTO patrol_photos VALUES (?, ?, ?, ?, ?)');
  const list = store.prepare('SELECT n, checkpoint, at_ms AS atMs FROM patrol_photos WHERE run = ? ORDER BY n');
  const last = store.prepare('SELECT max(n) AS n FROM patrol_photos WHERE run = ?');
  const one = store.prepare('SELECT jpeg FROM patrol_photos WHERE run = ? AND n = ?');
  const purge = store.prepare('DELETE FROM patrol_photos WHERE at_ms < ?');
  return {
    addPhoto: (run: string, checkpoint: string, atMs: number, jpeg: Uint8Array) => {
      const n = ((last.get(run) as { n: number | null }).n ?? 0) + 1;
      add.run(run, n, checkpoint, atMs, jpeg);
      return n;
    },
    photos: (run: string) => list.all(run) as PatrolPhoto[],
    photo: (run: string, n: number) => (one.get(run, n) as { jpeg: Uint8Array } | undefined)?.jpeg,
    purgePhotos: (beforeMs: number) => purge.run(beforeMs).changes,
  };
}
