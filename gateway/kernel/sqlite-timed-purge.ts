import type { Store } from './sqlite-store.ts';

/** Which records: of a span of time, and of some places or of all but some. */
export interface PurgeSpan {
  fromMs: number;
  /** Not included. */
  toMs: number;
  places?: PlaceFilter;
}
export type PlaceFilter = { only: readonly string[] } | { except: readonly string[] };

export function isAmong(place: string, places: PlaceFilter | undefined): boolean {
  if (places === undefined) return true;
  return 'only' in places ? places.only.includes(place) : !places.except.includes(place);
}

/** Takes records away whose time is over; what stands where and in which table, its room knows. */
export interface TimedPurge {
  /**
   * Looks at about `limit` records from `fromMs` on, so that nothing else waits long, and deletes those of the span. Go on from
   * `nextMs`; `undefined` when the span is done.
   */
  slice(span: PurgeSpan, limit: number): { deleted: number; nextMs: number | undefined };
  /** Of the oldest record that is kept; not known where the thousands of oldest ones are all of other places. */
  oldestMs(places?: PlaceFilter): number | undefined;
}

/** Names in SQL: of the room's own code, never of anybody's input. */
export interface TimedTable {
  table: string;
  /** Epoch milliseconds; indexed. */
  time: string;
  place: string;
  /** Further condition on what may go. */
  where?: string;
  /** With `key`: a record for which it says true stays, whatever its age. */
  key?: string;
  stays?(key: string): boolean;
}

const oldestLookedAt = 5000;

export function createTimedPurge(store: Store, { table, time, place, where, key, stays }: TimedTable): TimedPurge {
  const from = `FROM ${table} INDEXED BY ${table}_by_time`;
  const isOf = `(@places IS NULL OR (coalesce(${place}, '') IN (SELECT value FROM json_each(@places))) = @only)`;
  const may = where === undefined ? isOf : `${isOf} AND ${where}`;
  const within = `${time} >= @fromMs AND ${time} < @toMs`;
  const edge = store.prepare(`SELECT ${time} AS ms ${from} WHERE ${within} ORDER BY ${time} LIMIT 1 OFFSET @limit`);
  const remove = store.prepare(`DELETE ${from} WHERE ${within} AND ${may}`);
  const first = `SELECT ${time} AS ms, ${place} ${from} ORDER BY ${time} LIMIT ${oldestLookedAt}`;
  const oldest = store.prepare(`SELECT ms FROM (${first}) WHERE ${isOf} LIMIT 1`);
  const keys = key && store.prepare(`SELECT ${key} AS key ${from} WHERE ${within} AND ${may}`);
  const removeOne = key && store.prepare(`DELETE FROM ${table} WHERE ${key} = ?`);
  const removeIn = (window: Record<string, unknown>): number => {
    if (!keys || !removeOne || !stays) return remove.run(window).changes;
    const gone = (keys.all(window) as { key: string }[]).filter((row) => !stays(row.key));
    for (const row of gone) removeOne.run(row.key);
    return gone.length;
  };
  return {
    slice: ({ fromMs, toMs, places }, limit) =>
      store.transaction(() => {
        const next = (edge.get({ fromMs, toMs, limit }) as { ms: number } | undefined)?.ms;
        // A moment with more records than that is one slice of its own.
        const untilMs = next === undefined ? toMs : Math.max(next, fromMs + 1);
        const deleted = removeIn({ fromMs, toMs: untilMs, ...toParameters(places) });
        return { deleted, nextMs: untilMs < toMs ? untilMs : undefined };
      }),
    oldestMs: (places) => (oldest.get(toParameters(places)) as { ms: number } | undefined)?.ms,
  };
}

function toParameters(places: PlaceFilter | undefined): { places: string | null; only: number } {
  if (places === undefined) return { places: null, only: 0 };
  const list = 'only' in places ? places.only : places.except;
  return { places: JSON.stringify(list), only: Number('only' in places) };
}
