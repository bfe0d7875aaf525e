import { setImmediate as afterIo } from 'node:timers/promises';
import type { Store } from './sqlite-store.ts';

/** Names and texts in SQL: of the room's own code, never of anybody's input. */
export interface SearchedTable {
  table: string;
  /** Epoch milliseconds. */
  time: string;
  /** What is selected; the time has to be in it as `atMs`. */
  columns: string;
  /** What tells one record from all others: columns that every index has. */
  key: string;
  /** Order of records of one moment, by the key. */
  tie: string;
}

export interface TimedSearch {
  /**
   * `TABLE_by_time`, a partial one by time whose condition stands in `where`, or an index with a column before the time: where
   * that is one value, `where` calls it `@key`; where it is several, their few records are looked at all at once.
   */
  index: string;
  /** Conditions with named parameters. */
  where: readonly string[];
  values: Record<string, string | number>;
  fromMs: number;
  /** Not included. */
  toMs: number;
  limit: number;
  /** Where the page before ended. */
  after?: PageEnd | undefined;
}

/** A moment, and how many of its records were given already. */
export interface PageEnd {
  atMs: number;
  given: number;
}

export interface FoundPage<Row> {
  rows: Row[];
  /** Left out when there is nothing more to look at. The page may be short, even empty, where little was found in much. */
  next?: PageEnd;
}

/** As many records as are looked at before doors get their turn: about 10 ms. */
const atOnce = 40_000;
/** As many times for one page. */
const mostSlices = 50;

/** Searches a large table from the newest record back, in slices, so that no door waits for somebody's search. */
export function createNewestFirst<Row extends { atMs: number }>(store: Store, of: SearchedTable) {
  const { table, time, columns, key, tie } = of;
  const statementsOf = (index: string, where: readonly string[]) => {
    const from = `FROM ${table} INDEXED BY ${index} WHERE`;
    const fixed = where.filter((part) => part.endsWith('= @key') || !part.includes('@'));
    const isSliced = fixed.length > 0 || index === `${table}_by_time`;
    const edge = [...fixed, `${time} >= @fromMs`, `${time} <= @newestMs`].join(' AND ');
    const all = [...where, `${time} >= @fromMs`, `${time} <= @newestMs`].join(' AND ');
    return {
      edge: isSliced
        ? store.prepare(`SELECT ${time} AS ms ${from} ${edge} ORDER BY ${time} DESC LIMIT 1 OFFSET ${atOnce}`)
        : undefined,
      // What is wanted is found in the index alone; then the records themselves are read.
      rows: store.prepare(
        `SELECT ${columns} FROM ${table} WHERE ${key} IN (SELECT ${key.replace(/[()]/g, '')} ${from} ${all}
         ORDER BY ${time} DESC, ${tie} LIMIT @limit OFFSET @offset) ORDER BY ${time} DESC, ${tie}`,
      ),
    };
  };
  return async (search: TimedSearch): Promise<FoundPage<Row>> => {
    const { index, where, values, fromMs, toMs, limit, after } = search;
    const { edge, rows } = statementsOf(index, where);
    const keyed = 'key' in values ? { key: values.key } : {};
    const found: Row[] = [];
    let newestMs = Math.min(toMs - 1, after?.atMs ?? Number.MAX_SAFE_INTEGER);
    let offset = after && after.atMs === newestMs ? after.given : 0;
    for (let slice = 0; newestMs >= fromMs; slice += 1) {
      if (slice === mostSlices) return { rows: found, next: { atMs: newestMs, given: offset } };
      if (slice > 0) await afterIo();
      const oldest = edge?.get({ ...keyed, fromMs, newestMs }) as { ms: number } | undefined;
      const sliceFromMs = oldest?.ms ?? fromMs;
      const wanted = limit - found.length;
      const got = rows.all({ ...values, fromMs: sliceFromMs, newestMs, limit: wanted + 1, offset }) as Row[];
      if (got.length > wanted) {
        const page = [...found, ...got.slice(0, wanted)];
        return { rows: page, next: endOf(page, after) };
      }
      found.push(...got);
      if (!oldest) return { rows: found };
      newestMs = sliceFromMs - 1;
      offset = 0;
    }
    return { rows: found };
  };
}

function endOf(page: readonly { atMs: number }[], after: PageEnd | undefined): PageEnd {
  const { atMs } = page.at(-1)!;
  const before = after?.atMs === atMs ? after.given : 0;
  return { atMs, given: before + page.filter((row) => row.atMs === atMs).length };
}

/** For a request: `1790000000000.2`. */
export const pageEndText = ({ atMs, given }: PageEnd): string => `${atMs}.${given}`;

/** `undefined` for what is none. */
export function parsePageEnd(text: string): PageEnd | undefined {
  const [, atMs, given] = /^(\d{1,15})\.(\d{1,6})$/.exec(text) ?? [];
  return atMs === undefined ? undefined : { atMs: Number(atMs), given: Number(given) };
}
