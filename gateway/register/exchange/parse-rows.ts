import type { CardText } from '../../../devices/contracts/cards.ts';
import type { PlateColour } from '../../../devices/contracts/plates.ts';
import { withoutUndefined } from '../../kernel/without-undefined.ts';
import { fitsColour } from '../plate-text.ts';
import type { Residency } from '../records.ts';
import { type ImportProblem, type ImportProblemCode, isError } from './import-problem.ts';
import { type ColumnKey, columnOf } from './people-columns.ts';
import { type Cell, headingRows } from './raw-table.ts';
import * as cells from './read-cells.ts';

/** One row as it is understood, before the register is asked. `null` clears; what is left out says nothing. */
export interface PersonRow {
  row: number;
  address: Partial<Record<'building' | 'unit' | 'floor' | 'room' | 'code' | 'grid', string>>;
  person?: string;
  /** Always there, but where the person's id is. */
  name?: string;
  born?: string | null;
  phone?: string | null;
  relation?: Residency['relation'];
  /** A day, or day and time, at the site. */
  from?: string;
  /** The last day, or the moment at which it ends. */
  to?: string | null;
  cards: CardText[];
  plates: { plate: string; colour?: PlateColour }[];
  household?: string;
  extendedTimes?: boolean | null;
}

export interface ParsedRows {
  rows: PersonRow[];
  problems: ImportProblem[];
  /** Rows with something in them, bad ones too. */
  count: number;
}

/** Rows of cells → people, with everything that is wrong with them by themselves. `today` is the site's day, YYYY-MM-DD. */
export function parseRows(table: readonly (readonly Cell[])[], today: string): ParsedRows {
  const problems: ImportProblem[] = [];
  const headings = findHeadings(table, problems);
  if (!headings || problems.some(isError)) return { rows: [], problems, count: 0 };
  const rows: PersonRow[] = [];
  let count = 0;
  for (const [at, line] of table.entries()) {
    if (at <= headings.at || line.every(isEmpty)) continue;
    count += 1;
    const reader = createReader(line, headings.columns, at + 1);
    const row = readRow(reader, today);
    for (const problem of reader.problems) problems.push(problem);
    if (!reader.problems.some(isError)) rows.push(row);
  }
  if (count === 0) problems.push({ row: headings.at + 1, code: 'no-rows' });
  return { rows, problems, count };
}

const isEmpty = (cell: Cell) => cell === null || (typeof cell === 'string' && cell.trim() === '');

/** The first row that names people and one thing more. */
function findHeadings(table: readonly (readonly Cell[])[], problems: ImportProblem[]) {
  for (const [at, line] of table.slice(0, headingRows).entries()) {
    const columns = new Map<ColumnKey, number>();
    const found: ImportProblem[] = [];
    for (const [place, cell] of line.entries()) {
      if (isEmpty(cell)) continue;
      const key = columnOf(String(cell));
      if (key === undefined) found.push({ row: at + 1, code: 'heading-unknown' });
      else if (columns.has(key)) found.push({ row: at + 1, column: key, code: 'heading-twice' });
      else columns.set(key, place);
    }
    if (!columns.has('name') || columns.size < 2) continue;
    problems.push(...found);
    return { at, columns };
  }
  problems.push({ row: 0, code: 'no-headings' });
  return undefined;
}

/** Reads the cells of one row and keeps what is wrong with them. */
function createReader(line: readonly Cell[], columns: ReadonlyMap<ColumnKey, number>, row: number) {
  const problems: ImportProblem[] = [];
  const complain = (column: ColumnKey, code: ImportProblemCode) => problems.push({ row, column, code });
  return {
    row,
    problems,
    complain,
    read: <T>(column: ColumnKey, parse: (cell: Cell | undefined) => cells.CellReading<T>): T | null | undefined => {
      const place = columns.get(column);
      const reading = parse(place === undefined ? undefined : line[place]);
      if (reading.ok) return reading.value;
      complain(column, reading.code);
      return undefined;
    },
  };
}
type Reader = ReturnType<typeof createReader>;

const words = (maxChars: number) => (cell: Cell | undefined) => cells.readText(cell, maxChars);

function readRow(reader: Reader, today: string): PersonRow {
  const { read, complain, row } = reader;
  const person = read('person', words(64)) ?? undefined;
  const name = read('name', words(100)) ?? undefined;
  if (!name && !person && !reader.problems.some(({ column }) => column === 'name')) complain('name', 'missing');
  const born = read('born', cells.readDate);
  if (born && (born.slice(0, 10) > today || born < '1900')) complain('born', 'born-unlikely');
  const [from, to] = [read('from', cells.readDate), read('to', cells.readDate)];
  if (from && to && to < from && to.slice(0, 10) !== from) complain('to', 'ends-before-it-begins');
  const format = read('cardFormat', cells.readCardFormat) ?? undefined;
  const cards = read('cards', (cell) => cells.readCards(cell, format)) ?? [];
  return {
    row,
    address: readAddress(reader),
    cards,
    plates: readPlates(reader),
    ...withoutUndefined({
      person,
      name,
      born: born?.slice(0, 10) ?? born,
      phone: read('phone', cells.readPhone),
      relation: read('relation', cells.readRelation) ?? undefined,
      from: from ?? undefined,
      to,
      household: read('household', words(64)) ?? undefined,
      extendedTimes: read('extendedTimes', cells.readYesNo),
    }),
  };
}

function readAddress({ read }: Reader): PersonRow['address'] {
  return withoutUndefined({
    building: read('building', words(100)) ?? undefined,
    unit: read('unit', words(100)) ?? undefined,
    floor: read('floor', words(40)) ?? undefined,
    room: read('room', words(40)) ?? undefined,
    code: read('code', cells.readCode) ?? undefined,
    grid: read('grid', words(64)) ?? undefined,
  });
}

function readPlates({ read, complain }: Reader): PersonRow['plates'] {
  const plates = read('plates', cells.readPlates) ?? [];
  const colours = read('colours', cells.readColours) ?? [];
  if (colours.length > plates.length && plates.length > 0) complain('colours', 'colours-too-many');
  // With a colour that it cannot have, a barrier would never open for it.
  if (plates.some((plate, at) => colours[at] && !fitsColour(plate, colours[at])))
    complain('colours', 'colour-does-not-fit');
  return plates.map((plate, at) => ({ plate, ...(colours[at] && { colour: colours[at] }) }));
}
