import type { Statement, Store } from '../kernel/sqlite-store.ts';
import type { RecordKind, RecordOf } from './records.ts';

/**
 * A record's row. `import` is 0, or the import that wrote it. Rows of an import that runs stand beside the rows that they will
 * replace; they count once it is applied, and once it is settled only they are left. A body that is NULL removes the record.
 */
const steps = [
  `CREATE TABLE records (
     kind TEXT NOT NULL,
     id TEXT NOT NULL,
     import INTEGER NOT NULL,
     version INTEGER NOT NULL,
     body TEXT,
     PRIMARY KEY (kind, id, import)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE register_imports (
     id INTEGER PRIMARY KEY,
     state TEXT NOT NULL CHECK (state IN ('running', 'applied', 'settled'))
   ) STRICT;
   CREATE TABLE register_revision (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
   INSERT INTO register_revision (one, revision) VALUES (1, 0);`,
];

export interface StoredRecord {
  kind: RecordKind;
  record: RecordOf<RecordKind>;
  version: number;
}

/** What a record is to be: its body as JSON, or `undefined` where it is to go. */
export interface RecordRow {
  kind: RecordKind;
  id: string;
  version: number;
  body: string | undefined;
}

export interface RecordStore {
  load(): Iterable<StoredRecord>;
  /** In the transaction that is open. */
  write(row: RecordRow): void;
  revision(): number;
  setRevision(revision: number): void;
  beginImport(): number;
  writeImported(id: number, row: RecordRow): void;
  /** From now on, in the transaction that is open. */
  applyImport(id: number): void;
  /** Takes away what an applied import has replaced or removed. */
  settleRow(id: number, row: Pick<RecordRow, 'kind' | 'id'>): void;
  settled(id: number): void;
  /** Takes back an import that was never applied; one that was is left alone. */
  dropImport(id: number): void;
}

/** Opens the tables; what an import left that a kill cut short is taken back, or brought to its end if it was applied. */
export function openRecordStore(store: Store): RecordStore {
  store.migrate('register', steps);
  const sql = prepare(store);
  const dropImport = (id: number) =>
    store.transaction(() => {
      if (sql.dropImport.run(id).changes > 0) sql.dropRows.run(id);
    });
  const settleAll = (id: number) =>
    store.transaction(() => {
      sql.settleReplaced.run(id, id);
      sql.settleRemoved.run(id);
      sql.settled.run(id);
    });
  /** An import that is in effect and whose rows are not the only ones yet. */
  let unsettled: number | undefined;
  for (const { id, state } of sql.imports.all() as { id: number; state: 'running' | 'applied' }[]) {
    if (state === 'running') dropImport(id);
    else settleAll(id);
  }
  return {
    load: () => load(sql.load),
    write: ({ kind, id, version, body }) => {
      // Where that failed half-way, an old row must not come to stand over this one later.
      if (unsettled !== undefined) {
        settleAll(unsettled);
        unsettled = undefined;
      }
      sql.remove.run(kind, id);
      if (body !== undefined) sql.write.run(kind, id, 0, version, body);
    },
    revision: () => (sql.revision.get() as { revision: number }).revision,
    setRevision: (revision) => void sql.setRevision.run(revision),
    beginImport: () => Number(sql.beginImport.run().lastInsertRowid),
    writeImported: (id, row) => void sql.write.run(row.kind, row.id, id, row.version, row.body ?? null),
    applyImport: (id) => {
      // Whoever has taken it back meanwhile has taken away rows, too: what is left is half an import.
      if (sql.applyImport.run(id).changes !== 1) throw new Error(`import ${id} was taken back while it was written`);
      store.afterCommit(() => {
        unsettled = id;
      });
    },
    settleRow: (id, row) => void sql.settleRow.run(row.kind, row.id, id),
    settled: (id) => {
      sql.settled.run(id);
      unsettled = undefined;
    },
    dropImport,
  };
}

function* load(statement: Statement): Generator<StoredRecord> {
  for (const row of statement.iterate() as Iterable<{ kind: RecordKind; version: number; body: string | null }>) {
    if (row.body === null) continue;
    const record = Object.freeze(JSON.parse(row.body)) as RecordOf<RecordKind>;
    yield { kind: row.kind, record, version: row.version };
  }
}

/** A row of a later import comes after the one that it replaces. */
const inEffect = `SELECT kind, version, body FROM records
  WHERE (import = 0 OR import IN (SELECT id FROM register_imports WHERE state <> 'running'))
  ORDER BY kind, id, import`;

/** What is in effect, without opening the tables for writing; nothing where there are none yet. */
export function readRecords(store: Store): Iterable<StoredRecord> | undefined {
  const table = store.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'records'").get();
  return table === undefined ? undefined : load(store.prepare(inEffect));
}

function prepare(store: Store) {
  return {
    load: store.prepare('SELECT kind, version, body FROM records'),
    write: store.prepare('INSERT OR REPLACE INTO records (kind, id, import, version, body) VALUES (?, ?, ?, ?, ?)'),
    remove: store.prepare('DELETE FROM records WHERE kind = ? AND id = ?'),
    revision: store.prepare('SELECT revision FROM register_revision'),
    setRevision: store.prepare('UPDATE register_revision SET revision = ?'),
    imports: store.prepare("SELECT id, state FROM register_imports WHERE state <> 'settled' ORDER BY id"),
    beginImport: store.prepare("INSERT INTO register_imports (state) VALUES ('running')"),
    applyImport: store.prepare("UPDATE register_imports SET state = 'applied' WHERE id = ? AND state = 'running'"),
    settled: store.prepare("UPDATE register_imports SET state = 'settled' WHERE id = ?"),
    settleRow: store.prepare('DELETE FROM records WHERE kind = ? AND id = ? AND (import <> ? OR body IS NULL)'),
    settleReplaced: store.prepare(
      'DELETE FROM records WHERE import <> ? AND (kind, id) IN (SELECT kind, id FROM records WHERE import = ?)',
    ),
    settleRemoved: store.prepare('DELETE FROM records WHERE import = ? AND body IS NULL'),
    dropImport: store.prepare("DELETE FROM register_imports WHERE id = ? AND state = 'running'"),
    dropRows: store.prepare('DELETE FROM records WHERE import = ?'),
  };
}
