import { inflateRawSync } from 'node:zlib';
import { tableLimits } from './raw-table.ts';

/** Why it is refused; or else in which cells of the first sheet a formula came to nothing: readers pass over these. */
export type ZipCheck = { refused: 'not-a-table' | 'zip-suspicious' | 'too-many-columns' } | { errorCells: CellPlace[] };
export interface CellPlace {
  /** Both from 0. */
  row: number;
  column: number;
}

/**
 * Looks into a ZIP archive before anything unpacks it: its own directory says what each part holds, and each text part is unpacked
 * here once, with a hard limit, to see that this is true. Never throws.
 */
export function checkZip(bytes: Uint8Array): ZipCheck {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(view);
  if (typeof entries === 'string') return { refused: entries };
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > tableLimits.unpackedBytes) return { refused: 'zip-suspicious' };
  if (new Set(entries.map(({ name }) => name)).size !== entries.length) return { refused: 'zip-suspicious' };
  const sheets: { name: string; errorCells: CellPlace[] }[] = [];
  for (const entry of entries) {
    if (entry.size > 1024 * 1024 && entry.size > tableLimits.ratio * entry.packed) return { refused: 'zip-suspicious' };
    if (!/\.(xml|rels)$/.test(entry.name)) continue;
    const content = unpack(view, entry)?.toString('latin1');
    if (content === undefined) return { refused: 'zip-suspicious' };
    if (unendedTag.test(content)) return { refused: 'not-a-table' };
    if (!content.includes('sheetData')) continue;
    const checked = checkSheet(content);
    if ('refused' in checked) return checked;
    sheets.push({ name: entry.name, ...checked });
  }
  const first = sheets.length === 1 ? sheets[0] : sheets.find(({ name }) => name.endsWith('/sheet1.xml'));
  return { errorCells: first?.errorCells ?? [] };
}

interface Entry {
  name: string;
  method: number;
  packed: number;
  size: number;
  at: number;
}

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const zip64Mark = 0x07064b50;
const longestComment = 65_535;

/** APPNOTE 4.3.12 and 4.3.16. Encrypted archives and those of the 64-bit form are refused: no spreadsheet needs them. */
function readDirectory(view: Buffer): Entry[] | 'not-a-table' | 'zip-suspicious' {
  const end = findEnd(view);
  if (end === undefined) return 'not-a-table';
  const count = view.readUInt16LE(end + 10);
  const isZip64 = end >= 20 && view.readUInt32LE(end - 20) === zip64Mark;
  if (isZip64 || count > tableLimits.entries) return 'zip-suspicious';
  // Of several disks, or with two counts, of which the reader may believe the other one.
  if (view.readUInt32LE(end + 4) !== 0 || view.readUInt16LE(end + 8) !== count) return 'zip-suspicious';
  const entries: Entry[] = [];
  let at = view.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.readUInt32LE(at) !== entryMark) return 'zip-suspicious';
    const isEncrypted = (view.readUInt16LE(at + 8) & 1) !== 0;
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    if (isEncrypted || at + 46 + name > end) return 'zip-suspicious';
    entries.push({
      name: view.toString('utf8', at + 46, at + 46 + name),
      method: view.readUInt16LE(at + 10),
      packed: view.readUInt32LE(at + 20),
      size: view.readUInt32LE(at + 24),
      at: view.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

function findEnd(view: Buffer): number | undefined {
  const first = Math.max(0, view.length - 22 - longestComment);
  for (let at = view.length - 22; at >= first; at -= 1) if (view.readUInt32LE(at) === endMark) return at;
  return undefined;
}

/** The part itself, if it is exactly as large as the directory says. */
function unpack(view: Buffer, { method, packed, size, at }: Entry): Buffer | undefined {
  if (at + 30 > view.length || view.readUInt32LE(at) !== localMark) return undefined;
  const from = at + 30 + view.readUInt16LE(at + 26) + view.readUInt16LE(at + 28);
  const raw = view.subarray(from, from + packed);
  if (raw.length !== packed) return undefined;
  if (method === 0) return packed === size ? raw : undefined;
  if (method !== 8) return undefined;
  try {
    const content = inflateRawSync(raw, { maxOutputLength: Math.max(1, size) });
    return content.length === size ? content : undefined;
  } catch {
    // Broken, or larger than it says: both are refused.
    return undefined;
  }
}

/** No XML (2.4: a `<` stands for itself nowhere); readers take time for it that grows with its square. */
const unendedTag = /<[^!<>][^<>]*(?:<|$)/;
// A tag ends before the next one begins, and what is looked for stands near its start: without these bounds a file of nothing but
// beginnings takes time that grows with its square.
const cellWithContent = /<(?:\w{1,32}:)?c\s[^<>]{0,300}?\br\s*=\s*["']([^"'<]{0,32})["'](?:[^<>]*[^<>/])?>/g;
/** Written by a program that did not compute it. */
const formulaWithoutResult =
  /<(?:\w{1,32}:)?c\s[^<>]{0,300}?\br="([A-Z]{1,3})(\d{1,7})"[^<>]{0,300}>\s*<(?:\w{1,32}:)?f\b[^<>]*>[^<]*<\/(?:\w{1,32}:)?f>\s*(?:<(?:\w{1,32}:)?v\s*\/>|<v>\s*<\/v>)?\s*<\/(?:\w{1,32}:)?c>/g;
const rowNumber = /<(?:\w{1,32}:)?row\s[^<>]{0,300}?\br\s*=\s*["']([^"'<]{0,32})["']/g;
/** Of the file format. */
const lastRow = 1_048_576;

/** One cell far to the right or far below would make a reader fill up everything before it. */
function checkSheet(text: string): ZipCheck {
  for (const [, number] of text.matchAll(rowNumber)) {
    if (!/^\d{1,7}$/.test(number!) || Number(number) > lastRow) return { refused: 'zip-suspicious' };
  }
  const errorCells: CellPlace[] = [];
  for (const [tag, name] of text.matchAll(cellWithContent)) {
    const [, letters, row] = /^([A-Z]{1,3})(\d{1,7})$/.exec(name!) ?? [];
    if (letters === undefined || Number(row) > lastRow) return { refused: 'zip-suspicious' };
    const column = columnNumber(letters);
    if (column > tableLimits.columns) return { refused: 'too-many-columns' };
    if (/\st\s*=\s*["']e["']/.test(tag)) errorCells.push({ row: Number(row) - 1, column: column - 1 });
  }
  for (const [, letters, row] of text.matchAll(formulaWithoutResult)) {
    errorCells.push({ row: Number(row) - 1, column: columnNumber(letters!) - 1 });
  }
  return { errorCells };
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
