import { createNewestFirst, type FoundPage, type PageEnd } from '../kernel/sqlite-newest-first.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Method } from './decision.ts';

/** What must be true of a passage; each may be left out. */
export interface PassageFilter {
  /** Whose: a person's id. */
  holder?: string | undefined;
  /** By permits' ids: exact and fuzzy readings of a plate alike. */
  permits?: readonly string[] | undefined;
  /** Any of these doors and barriers. */
  places?: readonly string[] | undefined;
  method?: Method | undefined;
  outcome?: 'granted' | 'denied' | 'ask-guard' | undefined;
  /** `granted` or a denial's reason. */
  reason?: string | undefined;
  fromMs: number;
  /** Not included. */
  toMs: number;
  limit: number;
  after?: PageEnd | undefined;
}

export interface FoundPassage {
  id: string;
  atMs: number;
  place: string;
  method: Method;
  outcome: 'granted' | 'denied' | 'ask-guard';
  reason: string;
  side: 'entry' | 'exit';
  alone: boolean;
  /** Whether the way was used, where that is known. */
  taken?: boolean;
}

export interface PassageFinder {
  /** Newest first; without who or what it was. */
  find(filter: PassageFilter): Promise<FoundPage<FoundPassage>>;
  /** The last way that somebody was granted and did not leave unused. */
  lastTaken(holder: string): Pick<FoundPassage, 'atMs' | 'place' | 'side'> | undefined;
}

interface Row extends Omit<FoundPassage, 'side' | 'alone' | 'taken'> {
  side: 'entry' | 'exit' | null;
  alone: number;
  taken: number | null;
}

// A room of its own in the database: the table is that of sqlite-decisions.ts and is there before. What is filtered by stands in
// the indexes, so that a row is fetched only where it is wanted.
const steps = [
  `DROP INDEX decisions_by_time;
   CREATE INDEX decisions_by_time ON decisions (at_ms, place, method, outcome, reason);
   CREATE INDEX decisions_refused ON decisions (at_ms, place, method, outcome, reason) WHERE outcome <> 'granted';
   CREATE INDEX decisions_by_place ON decisions (place, at_ms, method, outcome, reason);`,
];

/** Open it after the log of decisions. */
export function createPassageFinder(store: Store): PassageFinder {
  store.migrate('decision-search', steps);
  const search = createNewestFirst<Row>(store, {
    table: 'decisions',
    time: 'at_ms',
    columns: 'id, at_ms AS atMs, place, method, outcome, reason, side, alone, taken',
    key: 'rowid',
    tie: 'rowid DESC',
  });
  const last = store.prepare(
    `SELECT at_ms AS atMs, place, COALESCE(side, 'entry') AS side FROM decisions
     WHERE holder = ? AND outcome = 'granted' AND taken IS NOT 0 ORDER BY at_ms DESC LIMIT 1`,
  );
  return {
    lastTaken: (holder) => last.get(holder) as Pick<FoundPassage, 'atMs' | 'place' | 'side'> | undefined,
    find: async ({ fromMs, toMs, limit, after, ...filter }) => {
      const { rows, ...page } = await search({ ...planOf(filter), fromMs, toMs, limit, after });
      return { ...page, rows: rows.map(fromRow) };
    },
  };
}

type Conditions = Omit<PassageFilter, 'fromMs' | 'toMs' | 'limit' | 'after'>;

/** The most selective index that fits, and the conditions. */
function planOf({ holder, permits, places, method, outcome, reason }: Conditions) {
  const where: string[] = [];
  const values: Record<string, string> = {};
  const be = (name: string, value: string | undefined) => {
    if (value === undefined) return;
    where.push(`${name} = @${name}`);
    values[name] = value;
  };
  const among = (column: string, name: string, list: readonly string[]) => {
    where.push(`${column} IN (SELECT value FROM json_each(@${name}))`);
    values[name] = JSON.stringify(list);
  };
  // Refusals are few, and what is looked for most.
  const isRefused = (outcome ?? 'granted') !== 'granted' || !['granted', 'fire-release'].includes(reason ?? 'granted');
  let index = isRefused ? 'decisions_refused' : 'decisions_by_time';

  const key = (name: string, of: string, value: string) => {
    index = of;
    where.push(`${name} = @key`);
    values.key = value;
  };
  const isOnePlace = places?.length === 1 && holder === undefined && !permits;
  if (holder !== undefined) key('holder', 'decisions_by_holder', holder);
  if (permits) {
    if (holder === undefined) index = 'decisions_by_vehicle';
    among('vehicle', 'permits', permits);
  }
  if (isOnePlace) key('place', 'decisions_by_place', places[0]!);
  else if (places) among('place', 'places', places);
  if (index === 'decisions_refused') where.push("outcome <> 'granted'");
  be('method', method);
  be('outcome', outcome);
  be('reason', reason);
  return { index, where, values };
}

function fromRow({ side, alone, taken, ...row }: Row): FoundPassage {
  return { ...row, side: side ?? 'entry', alone: alone === 1, ...(taken !== null && { taken: taken === 1 }) };
}
