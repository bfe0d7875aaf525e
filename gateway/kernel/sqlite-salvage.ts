import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Row, readDamagedTable, readShape } from './sqlite-table-reader.ts';
import { storeTrouble } from './store-trouble.ts';

/** What was taken over of a database that could not be read. */
export interface Salvage {
  atMs: number;
  /** As SQLite says it. */
  problem: string;
  /** Where the damaged files are. */
  quarantine: string;
  /** Rows taken over. */
  rows: number;
  /** Tables of which some could not be read, and how many rows were. */
  damaged: { table: string; rows: number }[];
  /** Nothing could be read at all, not even which tables there were. */
  all?: true;
}

export const salvageTable =
  'CREATE TABLE IF NOT EXISTS salvages (at_ms INTEGER PRIMARY KEY, report TEXT NOT NULL, starts INTEGER NOT NULL, told INTEGER NOT NULL) STRICT';

/** Small and dear ones first: should the disk become full on the way, these are through. */
const first = [
  ...['rooms', 'records', 'ledger', 'face_templates', 'site_modes', 'alarms', 'alarm_history'],
  ...['outbox_alarms', 'outbox'],
];
/** Within it a check costs less than half a second of the start; larger files are checked when a statement has met damage. */
const readTries = 4;
const affordableBytes = 128 * 1024 * 1024;

/** Why a database file cannot be trusted; undefined for one that is sound, and for trouble that is not the file's own. */
export function findDamage(file: string, options: { bytes: number; thorough: boolean }): string | undefined {
  for (let again = readTries; ; again -= 1) {
    const { problem, isRead } = look(file, options);
    if (!isRead || again === 0) return problem;
    // a disk that comes up, or is away for a moment, is not a damaged file
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
}

function look(
  file: string,
  options: { bytes: number; thorough: boolean },
): { problem: string | undefined; isRead?: boolean } {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { fileMustExist: true });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    if (!options.thorough && options.bytes > affordableBytes) return { problem: undefined };
    const found = database.pragma(options.thorough ? 'integrity_check(1)' : 'quick_check(1)', { simple: true });
    return { problem: found === 'ok' ? undefined : String(found) };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const isRead = /^SQLITE_IOERR_(READ|SHORT_READ)/.test(code ?? '');
    const isUnreadable = storeTrouble(error) === 'damaged' || isRead;
    return { problem: isUnreadable ? `${message} (${code})` : undefined, isRead };
  } finally {
    database?.close();
  }
}

/**
 * Copies into a new database what can be read of a damaged one, table by table and row by row. `leaveOut` names tables whose
 * content would be wrong in a new database. Throws when `from` cannot be read at all.
 */
export function salvageInto(from: string, to: string, leaveOut: readonly string[]): Pick<Salvage, 'rows' | 'damaged'> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    const schema = source
      .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
      .all() as { type: string; name: string; sql: string }[];
    const tables = schema.filter(({ type }) => type === 'table');
    if (!tables.some(({ name }) => name === 'rooms')) throw new Error('it does not say which tables it has');
    const target = newDatabase(to);
    try {
      for (const { sql } of tables) target.exec(sql);
      // before the rows: of two that cannot both be, one is passed over instead of all being refused at the end
      for (const { sql } of schema.filter(isUnique)) target.exec(sql);
      const rank = ({ name }: { name: string }) => (first.includes(name) ? first.indexOf(name) : first.length);
      const report: Pick<Salvage, 'rows' | 'damaged'> = { rows: 0, damaged: [] };
      for (const { name } of tables
        .filter((table) => !leaveOut.includes(table.name))
        .sort((a, b) => rank(a) - rank(b))) {
        const { rows, isWhole } = copyTable(source, target, name);
        report.rows += rows;
        if (!isWhole) report.damaged.push({ table: name, rows });
      }
      // what the rooms did not say of their versions would be made a second time
      if (report.damaged.some(({ table }) => table === 'rooms'))
        throw new Error('it does not say how old its tables are');
      for (const each of schema) if (each.type !== 'table' && !isUnique(each)) target.exec(each.sql);
      return report;
    } finally {
      target.close();
    }
  } finally {
    source.close();
  }
}

const isUnique = ({ type, sql }: { type: string; sql: string }) => type === 'index' && /^\s*CREATE\s+UNIQUE/i.test(sql);

/** A new database without anything in it but a note of what was lost or taken over. */
export function noteSalvage(file: string, salvage: Salvage): void {
  const database = existsSync(file) ? new Database(file) : newDatabase(file);
  try {
    database.exec('CREATE TABLE IF NOT EXISTS rooms (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT');
    database.exec(salvageTable);
    database.exec("INSERT OR IGNORE INTO rooms VALUES ('salvages', 1)");
    const note = database.prepare('INSERT OR REPLACE INTO salvages VALUES (?, ?, 0, 0)');
    note.run(Math.round(salvage.atMs), JSON.stringify(salvage));
  } finally {
    database.close();
  }
}

/**
 * Counts the starts since a salvage with which the gateway did not come as far as having read its tables: more than a few, and it is what
 * keeps it down. One that took nothing over is not given up again.
 */
export function countStart(file: string): number {
  const database = new Database(file);
  try {
    const known = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'salvages'").get();
    if (known === undefined) return 0;
    const counted = database
      .prepare("UPDATE salvages SET starts = starts + 1 WHERE told = 0 AND report ->> '$.rows' > 0 RETURNING starts")
      .all();
    return Math.max(0, ...(counted as { starts: number }[]).map(({ starts }) => starts));
  } catch (error) {
    if (storeTrouble(error) === undefined) throw error;
    return 0;
  } finally {
    database.close();
  }
}

function newDatabase(file: string): Database.Database {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  const database = new Database(file);
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = MEMORY');
  // flushed as a whole before it gets its name
  database.pragma('synchronous = OFF');
  database.pragma('foreign_keys = OFF');
  return database;
}

function copyTable(
  source: Database.Database,
  target: Database.Database,
  name: string,
): { rows: number; isWhole: boolean } {
  const shape = readShape(source, name);
  const isKeyed = shape.key.length === 1 && shape.key[0]!.name === 'rowid';
  const columns = isKeyed ? ['rowid', ...shape.columns] : shape.columns;
  const insert = target.prepare(
    `INSERT OR IGNORE INTO "${name}" (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let rows = 0;
  let unfit = 0;
  const take = (cells: Row) => {
    const values = isKeyed ? cells : cells.slice(shape.key.length);
    if (!values.every(isPlausible)) {
      unfit += 1;
      return;
    }
    try {
      rows += insert.run(...values).changes;
    } catch (error) {
      if (!String((error as { code?: string }).code).startsWith('SQLITE_CONSTRAINT')) throw error;
      unfit += 1;
    }
  };
  target.exec('BEGIN');
  const gaps = readDamagedTable(source, shape, take);
  target.exec('COMMIT');
  return { rows, isWhole: gaps === 0 && unfit === 0 };
}

/** What the rooms write as JSON is an object: a row whose text was half overwritten would end the start that reads it. */
function isPlausible(cell: unknown): boolean {
  if (typeof cell !== 'string' || !cell.startsWith('{')) return true;
  try {
    JSON.parse(cell);
    return true;
  } catch {
    return false;
  }
}
