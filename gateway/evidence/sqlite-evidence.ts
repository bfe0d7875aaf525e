import type { Store } from '../kernel/sqlite-store.ts';
import type { MsSpan } from '../kernel/unsure-times.ts';

const steps = [
  `CREATE TABLE evidence (
     id TEXT PRIMARY KEY,
     camera TEXT NOT NULL,
     class TEXT NOT NULL,
     media TEXT NOT NULL,
     from_ms INTEGER NOT NULL,
     to_ms INTEGER NOT NULL,
     bytes INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     expires_at_ms INTEGER NOT NULL,
     state TEXT NOT NULL,
     problem TEXT,
     held INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX evidence_by_state ON evidence (state, created_at_ms);
   CREATE TABLE evidence_alarms (
     alarm TEXT NOT NULL,
     evidence TEXT NOT NULL REFERENCES evidence (id) ON DELETE CASCADE,
     PRIMARY KEY (alarm, evidence)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX evidence_alarms_by_evidence ON evidence_alarms (evidence);
   CREATE TABLE evidence_subjects (
     alarm TEXT NOT NULL,
     kind TEXT NOT NULL,
     camera TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     x REAL NOT NULL,
     y REAL NOT NULL,
     width REAL NOT NULL,
     height REAL NOT NULL
   ) STRICT;
   CREATE INDEX evidence_subjects_by_alarm ON evidence_subjects (alarm);`,
];

export type EvidenceClass = 'picture' | 'clip' | 'export';
export type EvidenceMedia = 'picture' | 'clip';
/** `pending`: being written; `failed`: there is none; `expired`: there was one, and its time or room was over. */
export type EvidenceState = 'pending' | 'kept' | 'failed' | 'expired';

/** One file that is kept, or was, or was meant to be. Times are wall-clock milliseconds. */
export interface EvidenceRecord {
  id: string;
  camera: string;
  class: EvidenceClass;
  media: EvidenceMedia;
  /** What it shows; of a picture both are the same. */
  fromMs: number;
  toMs: number;
  bytes: number;
  createdAtMs: number;
  expiresAtMs: number;
  state: EvidenceState;
  /** Why there is none, or less than was asked for: a code. */
  problem: string | undefined;
  /** Kept for a court or an authority: neither time nor room ends it. */
  held: boolean;
}

/** Where somebody or something concerned was in a camera's picture at one moment; box in parts of the picture, 0…1. */
export interface EvidenceSubject {
  kind: 'face' | 'plate';
  camera: string;
  atMs: number;
  box: { x: number; y: number; width: number; height: number };
}

export interface EvidenceTable {
  save(record: EvidenceRecord): void;
  get(id: string): EvidenceRecord | undefined;
  /** Says that a file shows an alarm; a clip may show several. */
  link(alarm: string, id: string): void;
  alarmsOf(id: string): string[];
  /** The newest of an alarm's pictures or clips. */
  newest(alarm: string, of: EvidenceClass): EvidenceRecord | undefined;
  inState(state: EvidenceState): EvidenceRecord[];
  /** At most 20 an alarm: a camera says often who is still there. */
  addSubject(alarm: string, subject: EvidenceSubject): void;
  subjects(alarm: string): EvidenceSubject[];
  /** Forgets rows of files that went in a span of time. */
  forget(gone: MsSpan): void;
  /** Forgets the subjects of alarms of which nothing is kept any more. */
  forgetSubjects(beforeMs: number): void;
}

interface Row {
  id: string;
  camera: string;
  class: EvidenceClass;
  media: EvidenceMedia;
  from_ms: number;
  to_ms: number;
  bytes: number;
  created_at_ms: number;
  expires_at_ms: number;
  state: EvidenceState;
  problem: string | null;
  held: number;
}

interface SubjectRow {
  kind: 'face' | 'plate';
  camera: string;
  at_ms: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

const maxSubjects = 20;

export function createEvidenceTable(store: Store): EvidenceTable {
  store.migrate('evidence', steps);
  const save = store.prepare(
    `INSERT INTO evidence VALUES (@id, @camera, @class, @media, @fromMs, @toMs, @bytes, @createdAtMs, @expiresAtMs,
       @state, @problem, @held)
     ON CONFLICT (id) DO UPDATE SET from_ms = excluded.from_ms, to_ms = excluded.to_ms, bytes = excluded.bytes,
       expires_at_ms = excluded.expires_at_ms, state = excluded.state, problem = excluded.problem, held = excluded.held`,
  );
  const get = store.prepare('SELECT * FROM evidence WHERE id = ?');
  const link = store.prepare('INSERT OR IGNORE INTO evidence_alarms VALUES (?, ?)');
  const alarmsOf = store.prepare('SELECT alarm FROM evidence_alarms WHERE evidence = ?').pluck();
  const newest = store.prepare(
    `SELECT evidence.* FROM evidence JOIN evidence_alarms ON evidence = id
     WHERE alarm = ? AND class = ? ORDER BY created_at_ms DESC, evidence.rowid DESC LIMIT 1`,
  );
  const inState = store.prepare('SELECT * FROM evidence WHERE state = ? ORDER BY created_at_ms');
  const addSubject = store.prepare('INSERT INTO evidence_subjects VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const countSubjects = store.prepare('SELECT count(*) FROM evidence_subjects WHERE alarm = ?').pluck();
  const subjects = store.prepare('SELECT * FROM evidence_subjects WHERE alarm = ? ORDER BY at_ms');
  const gone =
    "FROM evidence WHERE state IN ('failed', 'expired') AND expires_at_ms >= @fromMs AND expires_at_ms < @toMs";
  const forgetLinks = store.prepare(`DELETE FROM evidence_alarms WHERE evidence IN (SELECT id ${gone})`);
  const forgetRows = store.prepare(`DELETE ${gone}`);
  const forgetSubjects = store.prepare(
    `DELETE FROM evidence_subjects WHERE at_ms < ? AND alarm NOT IN
       (SELECT alarm FROM evidence_alarms JOIN evidence ON evidence = id WHERE state IN ('pending', 'kept'))`,
  );
  const one = (row: unknown) => (row ? fromRow(row as Row) : undefined);
  return {
    save: (record) => void save.run({ ...record, problem: record.problem ?? null, held: Number(record.held) }),
    get: (id) => one(get.get(id)),
    link: (alarm, id) => void link.run(alarm, id),
    alarmsOf: (id) => alarmsOf.all(id) as string[],
    newest: (alarm, of) => one(newest.get(alarm, of)),
    inState: (state) => inState.all(state).map((row) => fromRow(row as Row)),
    addSubject: (alarm, { kind, camera, atMs, box }) => {
      if ((countSubjects.get(alarm) as number) >= maxSubjects) return;
      addSubject.run(alarm, kind, camera, Math.round(atMs), box.x, box.y, box.width, box.height);
    },
    subjects: (alarm) => subjects.all(alarm).map((row) => subjectFromRow(row as SubjectRow)),
    forget: (gone) =>
      store.transaction(() => {
        forgetLinks.run(gone);
        forgetRows.run(gone);
      }),
    forgetSubjects: (beforeMs) => void forgetSubjects.run(beforeMs),
  };
}

function fromRow(row: Row): EvidenceRecord {
  const { id, camera, media, bytes, state } = row;
  return {
    id,
    camera,
    media,
    bytes,
    state,
    class: row.class,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    createdAtMs: row.created_at_ms,
    expiresAtMs: row.expires_at_ms,
    problem: row.problem ?? undefined,
    held: row.held === 1,
  };
}

function subjectFromRow({ kind, camera, at_ms, x, y, width, height }: SubjectRow): EvidenceSubject {
  return { kind, camera, atMs: at_ms, box: { x, y, width, height } };
}
