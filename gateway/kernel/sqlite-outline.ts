import { closeSync, copyFileSync, existsSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import type Database from 'better-sqlite3';
import Type from 'typebox';
import { createParser, parseJsonBytes } from '../../devices/contracts/parse.ts';
import { replaceFile } from '../../devices/files/synced-files.ts';

/**
 * Copies of the pages without which nothing of a database can be found: its head, its list of tables and the tables' versions. They
 * change only with the program.
 */
const Outline = Type.Object(
  {
    version: Type.Integer(),
    pageBytes: Type.Integer({ minimum: 512, maximum: 65536 }),
    pages: Type.Record(Type.String({ pattern: '^[0-9]+$' }), Type.String()),
  },
  { additionalProperties: false },
);
const parseOutline = createParser(Outline);
const maxBytes = 8 * 1024 * 1024;

const outlineOf = (file: string) => `${file}-outline`;

function readOutline(file: string) {
  const path = outlineOf(file);
  if (!existsSync(path)) return undefined;
  const parsed = parseJsonBytes(readFileSync(path), parseOutline, maxBytes);
  return parsed.ok ? parsed.value : undefined;
}

/** Once the tables are as the program wants them; does nothing where they were so before. */
export function keepOutline(database: Database.Database, file: string): void {
  const version = database.pragma('schema_version', { simple: true }) as number;
  if (readOutline(file)?.version === version) return;
  database.pragma('wal_checkpoint(FULL)');
  const numbers = database
    .prepare("SELECT pageno FROM dbstat WHERE name IN ('sqlite_schema', 'rooms', 'sqlite_autoindex_rooms_1')")
    .pluck()
    .all() as number[];
  const pageBytes = database.pragma('page_size', { simple: true }) as number;
  const pages: Record<string, string> = {};
  const from = openSync(file, 'r');
  try {
    for (const number of numbers) {
      const page = Buffer.alloc(pageBytes);
      readSync(from, page, 0, pageBytes, (number - 1) * pageBytes);
      pages[String(number)] = page.toString('base64');
    }
  } finally {
    closeSync(from);
  }
  replaceFile(outlineOf(file), JSON.stringify({ version, pageBytes, pages }));
}

/** Makes at `to` a copy of a damaged database with those pages as they once were; false where they were not kept. */
export function copyWithOutline(damaged: string, to: string, file: string): boolean {
  const outline = readOutline(file);
  if (!outline) return false;
  for (const end of ['', '-wal']) if (existsSync(`${damaged}${end}`)) copyFileSync(`${damaged}${end}`, `${to}${end}`);
  const target = openSync(to, 'r+');
  try {
    for (const [number, text] of Object.entries(outline.pages)) {
      const page = Buffer.from(text, 'base64');
      // its size as of then must not hide what was added since: a head that doubts itself makes SQLite look at the file
      if (number === '1') page.writeUInt32BE(0, 28);
      writeSync(target, page, 0, outline.pageBytes, (Number(number) - 1) * outline.pageBytes);
    }
  } finally {
    closeSync(target);
  }
  return true;
}
