import type { Store } from '../kernel/sqlite-store.ts';
import { createTimedPurge, type TimedPurge } from '../kernel/sqlite-timed-purge.ts';
import type { RequestFigures } from './request-figures.ts';
import type { RequestKind, RequestState, RequestStep, ServiceRequest, Urgency } from './service-request.ts';

const steps = [
  `CREATE TABLE service_requests (
     id TEXT PRIMARY KEY,
     number TEXT NOT NULL UNIQUE,
     follow_digest TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     urgency TEXT NOT NULL,
     state TEXT NOT NULL,
     asked_by TEXT NOT NULL,
     words TEXT NOT NULL,
     person TEXT,
     home TEXT,
     place TEXT,
     entered_by TEXT NOT NULL,
     entered_at_ms INTEGER NOT NULL,
     due_ms INTEGER NOT NULL,
     assignee TEXT,
     done_at_ms INTEGER,
     ended_at_ms INTEGER,
     returned INTEGER NOT NULL,
     score INTEGER
   ) STRICT;
   CREATE INDEX service_requests_by_time ON service_requests (entered_at_ms);
   CREATE INDEX service_requests_open ON service_requests (due_ms) WHERE state IN ('entered', 'accepted', 'assigned', 'done');
   CREATE INDEX service_requests_by_person ON service_requests (person) WHERE person IS NOT NULL;
   CREATE TABLE service_request_steps (
     request TEXT NOT NULL REFERENCES service_requests (id) ON DELETE CASCADE,
     n INTEGER NOT NULL,
     step TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     user TEXT,
     words TEXT,
     data TEXT NOT NULL,
     PRIMARY KEY (request, n)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER service_request_steps_stay BEFORE UPDATE ON service_request_steps
     BEGIN SELECT RAISE (ABORT, 'steps are only added'); END;
   CREATE TABLE service_request_numbers (year INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;`,
  // Steps leave with their request only: with its time, or with the person. What was published stays as it was.
  `CREATE TRIGGER service_request_steps_grow BEFORE INSERT ON service_request_steps
     WHEN NEW.n <> coalesce((SELECT max(n) FROM service_request_steps WHERE request = NEW.request), 0) + 1
     BEGIN SELECT RAISE (ABORT, 'steps are only added'); END;
   CREATE TRIGGER service_request_steps_remain BEFORE DELETE ON service_request_steps
     WHEN EXISTS (SELECT 1 FROM service_requests WHERE id = OLD.request)
     BEGIN SELECT RAISE (ABORT, 'steps are only added'); END;
   CREATE TABLE service_request_publications (
     from_ms INTEGER NOT NULL,
     to_ms INTEGER NOT NULL,
     content TEXT NOT NULL,
     PRIMARY KEY (from_ms, to_ms)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER service_request_publications_stay BEFORE UPDATE ON service_request_publications
     BEGIN SELECT RAISE (ABORT, 'what was published stays'); END;
   CREATE TRIGGER service_request_publications_remain BEFORE DELETE ON service_request_publications
     BEGIN SELECT RAISE (ABORT, 'what was published stays'); END;`,
];

interface Row {
  id: string;
  number: string;
  kind: RequestKind;
  urgency: Urgency;
  state: RequestState;
  asked_by: 'resident' | 'staff';
  words: string;
  person: string | null;
  home: string | null;
  place: string | null;
  entered_by: string;
  entered_at_ms: number;
  due_ms: number;
  assignee: string | null;
  done_at_ms: number | null;
  ended_at_ms: number | null;
  returned: number;
  score: number | null;
}

export interface RequestFilter {
  /** Neither refused nor fed back nor rated. */
  open?: boolean | undefined;
  kind?: RequestKind | undefined;
  assignee?: string | undefined;
  limit: number;
}

export interface RequestTable {
  /** The next number of a year, from 1. */
  nextNumber(year: number): number;
  add(request: ServiceRequest, followDigest: string): void;
  save(request: ServiceRequest): void;
  get(id: string): ServiceRequest | undefined;
  byFollow(followDigest: string): ServiceRequest | undefined;
  /** Open ones by what is due first; all others newest first. */
  list(filter: RequestFilter): ServiceRequest[];
  between(fromMs: number, toMs: number): ServiceRequest[];
  publication(fromMs: number, toMs: number): RequestFigures | undefined;
  publish(figures: RequestFigures): void;
  addStep(step: Omit<RequestStep, 'n'>): RequestStep;
  steps(request: string): RequestStep[];
  /** Everything of one person goes. */
  removeOf(person: string): number;
}

const isOpen = "state IN ('entered', 'accepted', 'assigned', 'done')";

export function createRequestTable(store: Store): RequestTable {
  store.migrate('requests', steps);
  const number = store.prepare(
    `INSERT INTO service_request_numbers VALUES (?, 1) ON CONFLICT (year) DO UPDATE SET last = last + 1 RETURNING last`,
  );
  const add = store.prepare(
    `INSERT INTO service_requests VALUES (@id, @number, @follow, @kind, @urgency, @state, @from, @words, @person, @home, @place,
       @enteredBy, @enteredAtMs, @dueMs, @assignee, @doneAtMs, @endedAtMs, @returned, @score)`,
  );
  const save = store.prepare(
    `UPDATE service_requests SET urgency = @urgency, state = @state, due_ms = @dueMs, assignee = @assignee,
       done_at_ms = @doneAtMs, ended_at_ms = @endedAtMs, returned = @returned, score = @score WHERE id = @id`,
  );
  const get = store.prepare('SELECT * FROM service_requests WHERE id = ?');
  const follow = store.prepare('SELECT * FROM service_requests WHERE follow_digest = ?');
  const matches = '(@kind IS NULL OR kind = @kind) AND (@assignee IS NULL OR assignee = @assignee)';
  const listOpen = store.prepare(
    `SELECT * FROM service_requests WHERE ${isOpen} AND ${matches} ORDER BY due_ms LIMIT @limit`,
  );
  const listAll = store.prepare(
    `SELECT * FROM service_requests WHERE ${matches} ORDER BY entered_at_ms DESC LIMIT @limit`,
  );
  const between = store.prepare('SELECT * FROM service_requests WHERE entered_at_ms >= ? AND entered_at_ms < ?');
  const publication = store
    .prepare('SELECT content FROM service_request_publications WHERE from_ms = ? AND to_ms = ?')
    .pluck();
  const publish = store.prepare('INSERT INTO service_request_publications VALUES (?, ?, ?)');
  const count = store.prepare('SELECT count(*) AS n FROM service_request_steps WHERE request = ?');
  const addStep = store.prepare('INSERT INTO service_request_steps VALUES (?, ?, ?, ?, ?, ?, ?)');
  const stepsOf = store.prepare('SELECT * FROM service_request_steps WHERE request = ? ORDER BY n');
  const drop = store.prepare('DELETE FROM service_requests WHERE person = ?');
  const one = (row: unknown) => (row ? fromRow(row as Row) : undefined);
  return {
    nextNumber: (year) => (number.get(year) as { last: number }).last,
    add: (request, followDigest) => void add.run({ ...toRow(request), follow: followDigest }),
    save: (request) => void save.run(toRow(request)),
    get: (id) => one(get.get(id)),
    byFollow: (digest) => one(follow.get(digest)),
    list: ({ open = false, kind, assignee, limit }) =>
      (open ? listOpen : listAll)
        .all({ kind: kind ?? null, assignee: assignee ?? null, limit })
        .map((row) => fromRow(row as Row)),
    between: (fromMs, toMs) => between.all(fromMs, toMs).map((row) => fromRow(row as Row)),
    publication: (fromMs, toMs) => {
      const content = publication.get(fromMs, toMs) as string | undefined;
      return content === undefined ? undefined : (JSON.parse(content) as RequestFigures);
    },
    publish: (figures) => void publish.run(figures.fromMs, figures.toMs, JSON.stringify(figures)),
    addStep: (step) => {
      const n = (count.get(step.request) as { n: number }).n + 1;
      const user = step.by.kind === 'user' ? step.by.id : null;
      addStep.run(step.request, n, step.step, step.atMs, user, step.words ?? null, JSON.stringify(step.data));
      return { ...step, n };
    },
    steps: (request) => stepsOf.all(request).map((row) => stepFromRow(row as StepRow)),
    removeOf: (person) => drop.run(person).changes,
  };
}

/** Requests that are over; their steps go with them. */
export function createRequestPurge(store: Store): TimedPurge {
  const over = { table: 'service_requests', time: 'entered_at_ms', place: 'place', where: `NOT (${isOpen})` };
  return createTimedPurge(store, over);
}

interface StepRow {
  request: string;
  n: number;
  step: RequestStep['step'];
  at_ms: number;
  user: string | null;
  words: string | null;
  data: string;
}

function stepFromRow({ request, n, step, at_ms, user, words, data }: StepRow): RequestStep {
  const by = user === null ? ({ kind: 'asker' } as const) : ({ kind: 'user', id: user } as const);
  return { request, n, step, atMs: at_ms, by, words: words ?? undefined, data: JSON.parse(data) };
}

function toRow(request: ServiceRequest): Record<string, unknown> {
  return Object.fromEntries(Object.entries(request).map(([key, value]) => [key, value ?? null]));
}

function fromRow(row: Row): ServiceRequest {
  const { id, number, kind, urgency, state, words, returned } = row;
  return {
    ...{ id, number, kind, urgency, state, words, returned },
    from: row.asked_by,
    person: row.person ?? undefined,
    home: row.home ?? undefined,
    place: row.place ?? undefined,
    enteredBy: row.entered_by,
    enteredAtMs: row.entered_at_ms,
    dueMs: row.due_ms,
    assignee: row.assignee ?? undefined,
    doneAtMs: row.done_at_ms ?? undefined,
    endedAtMs: row.ended_at_ms ?? undefined,
    score: row.score ?? undefined,
  };
}
