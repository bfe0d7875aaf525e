import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';
import type { PatrolNote, PatrolRoute, PatrolRun } from './patrol.ts';

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
  // Notes stood in the run, where the next one took the place of the one before. They stay there for the release before this one.
  `CREATE TABLE patrol_notes (
     run TEXT NOT NULL,
     n INTEGER NOT NULL,
     checkpoint TEXT,
     at_ms INTEGER NOT NULL,
     user TEXT NOT NULL,
     note TEXT NOT NULL,
     PRIMARY KEY (run, n)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO patrol_notes
     SELECT run, row_number() OVER (PARTITION BY run ORDER BY at_ms), checkpoint, at_ms, user, note FROM (
       SELECT r.id AS run, s.value ->> '$.checkpoint' AS checkpoint, s.value ->> '$.atMs' AS at_ms,
         coalesce(r.content ->> '$.by', '') AS user, s.value ->> '$.note' AS note
       FROM patrol_runs r, json_each(r.content, '$.scans') s
       UNION ALL SELECT id, NULL, coalesce(content ->> '$.endedAtMs', time_ms), coalesce(content ->> '$.by', ''),
         content ->> '$.note' FROM patrol_runs
     ) WHERE note IS NOT NULL;
   CREATE TRIGGER patrol_notes_grow BEFORE INSERT ON patrol_notes
     WHEN NEW.n <> coalesce((SELECT max(n) FROM patrol_notes WHERE run = NEW.run), 0) + 1
     BEGIN SELECT RAISE(ABORT, 'notes are only added'); END;
   CREATE TRIGGER patrol_notes_stay BEFORE UPDATE ON patrol_notes
     BEGIN SELECT RAISE(ABORT, 'notes are only added'); END;
   CREATE TRIGGER patrol_notes_remain BEFORE DELETE ON patrol_notes
     WHEN EXISTS (SELECT 1 FROM patrol_runs WHERE id = OLD.run)
     BEGIN SELECT RAISE(ABORT, 'notes are only added'); END;
   CREATE TRIGGER patrol_runs_leave AFTER DELETE ON patrol_runs
     BEGIN DELETE FROM patrol_notes WHERE run = OLD.id; END;`,
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
  /** Whether a route's run of this time has been made. */
  hasRunOf(route: string, dueMs: number): boolean;
  /** Newest first. */
  runs(beforeMs: number, limit: number): PatrolRun[];
  addNote(run: string, note: Omit<PatrolNote, 'n' | 'checkpoint'> & { checkpoint: string | undefined }): void;
  /** In the order in which they were written. */
  notes(run: string): PatrolNote[];
  addPhoto(run: string, checkpoint: string, atMs: number, jpeg: Uint8Array): number;
  photos(run: string): PatrolPhoto[];
  photo(run: string, n: number): Uint8Array | undefined;
  purge(span: MsSpan): number;
  purgePhotos(span: MsSpan): number;
}

interface Content {
  content: string;
}
const read = <T>(row: unknown): T | undefined => (row ? (JSON.parse((row as Content).content) as T) : undefined);
const readAll = <T>(rows: unknown[]): T[] => rows.map((row) => JSON.parse((row as Content).content) as T);

export function createPatrolTable(store: Store): PatrolTable {
  store.migrate('duty-patrols', steps);
  return { ...routeStatements(store), ...runStatements(store), ...noteStatements(store), ...photoStatements(store) };
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
  const put = store.prepare(
    `INSERT INTO patrol_runs VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET live = excluded.live, time_ms = excluded.time_ms, content = excluded.content`,
  );
  const ofTime = store
    .prepare("SELECT 1 FROM patrol_runs WHERE route = @route AND time_ms = @ms AND content ->> '$.dueMs' = @ms")
    .pluck();
  const list = store.prepare('SELECT content FROM patrol_runs WHERE time_ms < ? ORDER BY time_ms DESC LIMIT ?');
  const purge = store.prepare('DELETE FROM patrol_runs WHERE time_ms >= @fromMs AND time_ms < @toMs AND live = 0');
  return {
    run: (id: string) => read<PatrolRun>(one.get(id)),
    live: () => readAll<PatrolRun>(live.all()),
    putRun: (run: PatrolRun) => {
      const isLive = run.state === 'due' || run.state === 'running';
      put.run(run.id, run.route, Number(isLive), run.dueMs ?? run.startedAtMs ?? 0, JSON.stringify(run));
    },
    hasRunOf: (route: string, ms: number) => ofTime.get({ route, ms }) !== undefined,
    runs: (beforeMs: number, limit: number) => readAll<PatrolRun>(list.all(beforeMs, limit)),
    purge: (span: MsSpan) => purge.run(span).changes,
  };
}

function noteStatements(store: Store) {
  const add = store.prepare(
    `INSERT INTO patrol_notes VALUES (@run, coalesce((SELECT max(n) FROM patrol_notes WHERE run = @run), 0) + 1,
       @checkpoint, @atMs, @by, @note)`,
  );
  const list = store.prepare(
    'SELECT n, checkpoint, at_ms AS atMs, user AS "by", note FROM patrol_notes WHERE run = ? ORDER BY n',
  );
  return {
    addNote: (run: string, { checkpoint, ...note }: Parameters<PatrolTable['addNote']>[1]) =>
      void add.run({ run, checkpoint: checkpoint ?? null, ...note }),
    notes: (run: string) =>
      (list.all(run) as (Omit<PatrolNote, 'checkpoint'> & { checkpoint: string | null })[]).map(
        ({ checkpoint, ...note }) => ({ ...note, ...(checkpoint !== null && { checkpoint }) }),
      ),
  };
}

function photoStatements(store: Store) {
  const add = store.prepare('INSERT INTO patrol_photos VALUES (?, ?, ?, ?, ?)');
  const list = store.prepare('SELECT n, checkpoint, at_ms AS atMs FROM patrol_photos WHERE run = ? ORDER BY n');
  const last = store.prepare('SELECT max(n) AS n FROM patrol_photos WHERE run = ?');
  const one = store.prepare('SELECT jpeg FROM patrol_photos WHERE run = ? AND n = ?');
  const purge = store.prepare('DELETE FROM patrol_photos WHERE at_ms >= @fromMs AND at_ms < @toMs');
  return {
    addPhoto: (run: string, checkpoint: string, atMs: number, jpeg: Uint8Array) => {
      const n = ((last.get(run) as { n: number | null }).n ?? 0) + 1;
      add.run(run, n, checkpoint, atMs, jpeg);
      return n;
    },
    photos: (run: string) => list.all(run) as PatrolPhoto[],
    photo: (run: string, n: number) => (one.get(run, n) as { jpeg: Uint8Array } | undefined)?.jpeg,
    purgePhotos: (span: MsSpan) => purge.run(span).changes,
  };
}
