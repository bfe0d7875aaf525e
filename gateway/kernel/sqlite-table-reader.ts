import type Database from 'better-sqlite3';

type Cell = string | bigint | number | Buffer | null;
export type Row = readonly Cell[];

/** Told of each row that could be read; `key` are its first cells. */
export type TakeRow = (cells: Row) => void;

export interface TableShape {
  name: string;
  columns: readonly string[];
  /** What its rows stand in the order of: `rowid`, or the columns of its primary key. */
  key: readonly { name: string; isText: boolean }[];
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

export function readShape(database: Database.Database, name: string): TableShape {
  const info = database.pragma(`table_info(${quote(name)})`) as { name: string; type: string; pk: number }[];
  const list = database.pragma(`table_list(${quote(name)})`) as { wr: number }[];
  const primary = info.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const isOrdered = list[0]?.wr === 1;
  const key = isOrdered
    ? primary.map((column) => ({ name: quote(column.name), isText: column.type === 'TEXT' }))
    : [{ name: 'rowid', isText: false }];
  return { name, columns: info.map((column) => quote(column.name)), key };
}

/**
 * Reads every row of a damaged table that can be reached: forward until a page is unreadable, then from the nearest key behind it
 * that can be found, backwards to the damage and forward again. Returns in how many places it could not be read.
 */
export function readDamagedTable(database: Database.Database, shape: TableShape, take: TakeRow): number {
  const width = shape.key.length;
  const names = shape.key.map(({ name }) => name);
  const all = [...names, ...shape.columns].join(', ');
  const keys = (count: number) => `(${names.slice(0, count).join(', ')})`;
  const marks = (count: number) => `(${Array.from({ length: count }, () => '?').join(', ')})`;
  const select = (where: string, order: 'ASC' | 'DESC', values: Row, limit = '') =>
    database
      .prepare(
        `SELECT ${all} FROM ${quote(shape.name)} ${where && `WHERE ${where}`}
         ORDER BY ${names.map((name) => `${name} ${order}`).join(', ')} ${limit}`,
      )
      .raw(true)
      .safeIntegers(true)
      .iterate(...values) as Iterable<Row>;
  const after = (count: number) => `${keys(count)} > ${marks(count)}`;
  const before = `${keys(width)} < ${marks(width)}`;

  /** True if it came to the end. */
  const walk = (rows: () => Iterable<Row>, seen: (key: Row) => void): boolean => {
    let last: Row | undefined;
    let sense = 0;
    try {
      for (const row of rows()) {
        const key = row.slice(0, width);
        const step = last ? compareKeys(key, last) : sense;
        // pages that lead in a circle, or to another table's rows
        if (last && (step === 0 || (sense !== 0 && step !== sense))) return false;
        [last, sense] = [key, step];
        take(row);
        seen(key);
      }
      return true;
    } catch (error) {
      if (isDamage(error)) return false;
      throw error;
    }
  };

  let from: Row | undefined;
  for (let gaps = 0; ; gaps += 1) {
    const start = from;
    const forward = () => (start ? select(after(width), 'ASC', start) : select('', 'ASC', []));
    const isDone = walk(forward, (key) => {
      from = key;
    });
    if (isDone) return gaps;
    const reached = from;
    const beyond = firstBeyond(shape, reached, (prefix) => [...select(after(prefix.length), 'ASC', prefix, 'LIMIT 1')]);
    const low = reached ? after(width) : '';
    const back = () =>
      beyond
        ? select([low, before].filter(Boolean).join(' AND '), 'DESC', [...(reached ?? []), ...beyond.slice(0, width)])
        : select(low, 'DESC', reached ?? []);
    walk(back, () => {});
    if (!beyond) return gaps + 1;
    take(beyond);
    from = beyond.slice(0, width);
  }
}

/** The first row behind the damage that some key leads to; keys are tried at growing distance. */
function firstBeyond(shape: TableShape, last: Row | undefined, seek: (prefix: Row) => Row[]): Row | undefined {
  for (let column = shape.key.length - 1; column >= 0; column -= 1) {
    // without a last key the columns before it are not known
    if (!last && column > 0) continue;
    const fixed = last?.slice(0, column) ?? [];
    const value = last?.[column];
    const tries = shape.key[column]!.isText ? textLadder(String(value ?? '')) : numberLadder(value);
    for (const next of tries) {
      try {
        const row = seek([...fixed, next])[0];
        if (row && (!last || compareKeys(row.slice(0, shape.key.length), last) > 0)) return row;
        break;
      } catch (error) {
        if (!isDamage(error)) throw error;
      }
    }
  }
  return undefined;
}

function* numberLadder(value: Cell | undefined): Generator<bigint> {
  const from = typeof value === 'bigint' ? value : 0n;
  for (let power = 0n; power < 62n; power += 1n) yield from + (1n << power);
}

const letters = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

function* textLadder(value: string): Generator<string> {
  for (let length = value.length; length >= 0; length -= 1) {
    const [head, at = ''] = [value.slice(0, length), value.slice(length, length + 1)];
    for (const letter of letters) if (letter > at) yield head + letter;
  }
}

function compareKeys(a: Row, b: Row): -1 | 0 | 1 {
  for (const [index, left] of a.entries()) {
    const order = compareCells(left, b[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** As SQLite orders them in columns of one type. */
function compareCells(a: Cell, b: Cell): -1 | 0 | 1 {
  if (typeof a === 'string' && typeof b === 'string')
    return Buffer.compare(Buffer.from(a), Buffer.from(b)) as -1 | 0 | 1;
  if (a === b || a === null || b === null) return 0;
  return a < b ? -1 : 1;
}

function isDamage(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_READ|IOERR_SHORT_READ)/.test(code);
}
