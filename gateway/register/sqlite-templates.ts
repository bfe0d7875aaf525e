import { existsSync, unlinkSync } from 'node:fs';
import { Fault } from '../kernel/fault.ts';
import { createId } from '../kernel/ids.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createTemplateCipher, openTemplateKey, type TemplateCipher } from './template-cipher.ts';

/** What was found for one set of photos: templates, and which photo (by its place) gave none and why. */
export interface PhotoSetOutcome {
  templates: Float32Array[];
  refused: { at: number; reason: string }[];
}

/**
 * Face templates at rest, sealed under the site's key. No picture is kept. Rows of another model than the asked one are
 * never handed out.
 */
export interface TemplateStore {
  /** Why nothing can be read or stored: the key is missing or another one. Deleting works all the same. */
  readonly fault: Fault | undefined;
  /** Who was enrolled live with this model. */
  livePeople(model: string): string[];
  /** What a person's live enrolment left, best first. Rows that do not open are counted as `damaged` and left out. */
  live(person: string, model: string): { templates: Float32Array[]; damaged: number };
  /** People who have live templates of other models only: they must be enrolled again. */
  toEnrolAgain(model: string): string[];
  /** Templates a person, of any model. */
  count(person: string): number;
  people(): string[];
  /** Replaces what an earlier live enrolment of this person left. */
  putLive(person: string, model: string, templates: readonly Float32Array[], atMs: number): void;
  /** What `set` (a digest of the photos, in order) gave last time with this model. */
  photoSet(person: string, model: string, set: string): PhotoSetOutcome | undefined;
  /** Replaces what earlier photos of this person gave. */
  putPhotoSet(person: string, model: string, set: string, outcome: PhotoSetOutcome, atMs: number): void;
  /** Deletes all of a person's templates at once, and what the database still held of them. Returns how many there were. */
  removePerson(person: string): number;
  /** Remembers that a person's templates were removed on request, so that older photos do not bring them back. */
  markRemoved(person: string, atMs: number): void;
  removedAtMs(person: string): number | undefined;
}

const steps = [
  `CREATE TABLE face_templates (
     id TEXT PRIMARY KEY,
     person TEXT NOT NULL,
     model TEXT NOT NULL,
     source TEXT NOT NULL CHECK (source IN ('live', 'photos')),
     rank INTEGER NOT NULL,
     created_at_ms INTEGER NOT NULL,
     sealed BLOB NOT NULL
   ) STRICT;
   CREATE INDEX face_templates_person ON face_templates (person, source);
   CREATE TABLE face_photo_sets (
     person TEXT PRIMARY KEY,
     model TEXT NOT NULL,
     photo_set TEXT NOT NULL,
     refused TEXT NOT NULL
   ) STRICT;
   CREATE TABLE face_removals (person TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT;
   CREATE TABLE face_template_key (one INTEGER PRIMARY KEY CHECK (one = 1), key_id TEXT NOT NULL) STRICT;`,
];

interface Row {
  id: string;
  person: string;
  sealed: Uint8Array;
}

/**
 * Opens the store with the key in `keyPath`. When templates are sealed and that key is missing or another one, `fault`
 * says so, and they are left as they are, so that the right key may be put back.
 */
export function openTemplateStore(store: Store, keyPath: string): TemplateStore {
  store.migrate('templates', steps);
  const opened = openCipher(store, keyPath);
  const fault = opened instanceof Fault ? opened : undefined;
  const statements = prepare(store);

  const put = (
    person: string,
    model: string,
    source: 'live' | 'photos',
    templates: readonly Float32Array[],
    atMs: number,
  ) => {
    if (opened instanceof Fault) throw opened;
    if (statements.removeSource.run(person, source).changes > 0) store.forgetDeleted();
    for (const [rank, template] of templates.entries()) {
      const id = createId();
      statements.insert.run(id, person, model, source, rank, atMs, opened.seal(template, { id, person, model }));
    }
  };
  const openRow = ({ id, person, sealed }: Row, model: string) =>
    opened instanceof Fault ? undefined : opened.open(sealed, { id, person, model });

  return {
    fault,
    livePeople: (model) => (statements.livePeople.all(model) as { person: string }[]).map(({ person }) => person),
    live: (person, model) => {
      const rows = statements.rows.all(person, 'live', model) as Row[];
      const templates = rows.flatMap((row) => openRow(row, model) ?? []);
      return { templates, damaged: rows.length - templates.length };
    },
    toEnrolAgain: (model) =>
      (statements.otherModel.all(model, model) as { person: string }[]).map(({ person }) => person),
    count: (person) => (statements.count.get(person) as { n: number }).n,
    people: () => (statements.people.all() as { person: string }[]).map(({ person }) => person),
    putLive: (person, model, templates, atMs) => store.transaction(() => put(person, model, 'live', templates, atMs)),
    photoSet: (person, model, set) => {
      const known = statements.photoSet.get(person, model, set) as { refused: string } | undefined;
      if (!known) return undefined;
      const rows = statements.rows.all(person, 'photos', model) as Row[];
      const templates = rows.flatMap((row) => openRow(row, model) ?? []);
      // A row that does not open: the photos are there and can give it again.
      if (templates.length < rows.length) return undefined;
      return { templates, refused: JSON.parse(known.refused) as PhotoSetOutcome['refused'] };
    },
    putPhotoSet: (person, model, set, { templates, refused }, atMs) =>
      store.transaction(() => {
        put(person, model, 'photos', templates, atMs);
        statements.putSet.run(person, model, set, JSON.stringify(refused));
      }),
    removePerson: (person) =>
      store.transaction(() => {
        statements.removeSet.run(person);
        const { changes } = statements.remove.run(person);
        if (changes > 0) store.forgetDeleted();
        return changes;
      }),
    markRemoved: (person, atMs) => void statements.markRemoved.run(person, atMs),
    removedAtMs: (person) => (statements.removedAt.get(person) as { at_ms: number } | undefined)?.at_ms,
  };
}

/** Gives up whatever is sealed: without rows and key nothing of it can come back. The next start makes a new key. */
export function forgetTemplates(store: Store, keyPath: string): number {
  store.migrate('templates', steps);
  if (existsSync(keyPath)) unlinkSync(keyPath);
  return store.transaction(() => {
    store.prepare('DELETE FROM face_photo_sets').run();
    store.prepare('DELETE FROM face_template_key').run();
    const { changes } = store.prepare('DELETE FROM face_templates').run();
    store.forgetDeleted();
    return changes;
  });
}

function openCipher(store: Store, keyPath: string): TemplateCipher | Fault {
  const { n } = store.prepare('SELECT count(*) AS n FROM face_templates').get() as { n: number };
  let cipher: TemplateCipher;
  try {
    cipher = createTemplateCipher(openTemplateKey(keyPath, n > 0));
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  const known = store.prepare('SELECT key_id FROM face_template_key').get() as { key_id: string } | undefined;
  if (n > 0 && known?.key_id !== cipher.keyId) {
    return new Fault(
      'template-key-unusable',
      `${keyPath} is not the key that the stored face templates were sealed with`,
    );
  }
  if (known?.key_id !== cipher.keyId) {
    store.prepare('INSERT OR REPLACE INTO face_template_key (one, key_id) VALUES (1, ?)').run(cipher.keyId);
  }
  return cipher;
}

function prepare(store: Store) {
  return {
    insert: store.prepare(
      'INSERT INTO face_templates (id, person, model, source, rank, created_at_ms, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    livePeople: store.prepare(
      "SELECT DISTINCT person FROM face_templates WHERE source = 'live' AND model = ? ORDER BY person",
    ),
    rows: store.prepare(
      'SELECT id, person, sealed FROM face_templates WHERE person = ? AND source = ? AND model = ? ORDER BY rank',
    ),
    otherModel: store.prepare(
      `SELECT DISTINCT person FROM face_templates WHERE source = 'live' AND model <> ?
       AND person NOT IN (SELECT person FROM face_templates WHERE source = 'live' AND model = ?) ORDER BY person`,
    ),
    count: store.prepare('SELECT count(*) AS n FROM face_templates WHERE person = ?'),
    people: store.prepare('SELECT person FROM face_templates UNION SELECT person FROM face_photo_sets ORDER BY person'),
    photoSet: store.prepare('SELECT refused FROM face_photo_sets WHERE person = ? AND model = ? AND photo_set = ?'),
    putSet: store.prepare(
      'INSERT OR REPLACE INTO face_photo_sets (person, model, photo_set, refused) VALUES (?, ?, ?, ?)',
    ),
    markRemoved: store.prepare('INSERT OR REPLACE INTO face_removals (person, at_ms) VALUES (?, ?)'),
    removedAt: store.prepare('SELECT at_ms FROM face_removals WHERE person = ?'),
    removeSource: store.prepare('DELETE FROM face_templates WHERE person = ? AND source = ?'),
    removeSet: store.prepare('DELETE FROM face_photo_sets WHERE person = ?'),
    remove: store.prepare('DELETE FROM face_templates WHERE person = ?'),
  };
}
