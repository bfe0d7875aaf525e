import type { Store } from '../kernel/sqlite-store.ts';
import type { Alarm, AlarmQuery } from './alarm.ts';
import { type AlarmRow, toAlarm } from './sqlite-alarms.ts';

interface Condition {
  sql: string;
  values: Record<string, string | number>;
  /** The index that finds what meets it, if there is one; it is in the order of time if it is of one value. */
  index?: string;
  isOne?: boolean;
}

/** Beyond so many, rows in the order of time are better than rows that have to be sorted: a page is full soon. */
const manyRows = 20_000;

/** Alarms of any time, newest first. Which index leads is found by counting: none of them suits every question. */
export function createAlarmSearch(store: Store): (query: AlarmQuery) => { alarms: Alarm[]; next?: string } {
  return (query) => {
    const conditions = conditionsOf(query);
    const where = conditions.map(({ sql }) => sql).join(' AND ') || '1';
    const values = Object.assign({ limit: query.limit + 1 }, ...conditions.map((condition) => condition.values));
    const sql = `SELECT * FROM alarms INDEXED BY ${chooseIndex(store, conditions)} WHERE ${where}
      ORDER BY raised_at_ms DESC, id DESC LIMIT @limit`;
    const alarms = (store.prepare(sql).all(values) as AlarmRow[]).map(toAlarm);
    const page = alarms.slice(0, query.limit);
    const last = page.at(-1);
    return alarms.length > page.length && last
      ? { alarms: page, next: `${last.raisedAtMs}:${last.id}` }
      : { alarms: page };
  };
}

function chooseIndex(store: Store, conditions: readonly Condition[]): string {
  const span = conditions.filter(({ sql }) => sql.startsWith('raised_at_ms'));
  const count = (index: string, of: readonly Condition[]) => {
    const where = of.map(({ sql }) => sql).join(' AND ');
    const sql = `SELECT count(*) FROM (SELECT 1 FROM alarms INDEXED BY ${index} WHERE ${where} LIMIT ${manyRows})`;
    return store
      .prepare(sql)
      .pluck()
      .get(Object.assign({}, ...of.map(({ values }) => values))) as number;
  };
  const byTime = {
    index: 'alarms_by_time',
    isOne: true,
    rows: span.length > 0 ? count('alarms_by_time', span) : manyRows,
  };
  const counted = conditions.flatMap(({ index, isOne = false, ...condition }) =>
    index === undefined ? [] : [{ index, isOne, rows: count(index, [condition, ...span]) }],
  );
  const [best = byTime] = [...counted, byTime].toSorted((a, b) => a.rows - b.rows);
  if (best.rows < manyRows) return best.index;
  return (counted.find(({ isOne }) => isOne) ?? byTime).index;
}

function conditionsOf(query: AlarmQuery): Condition[] {
  const { fromMs, toMs, types, priorities, rings, zone, source, state, disposition, hidden, drill, before } = query;
  const conditions: Condition[] = [];
  const add = (sql: string, values: Condition['values'], index?: string, isOne = true) =>
    conditions.push({ sql, values, isOne, ...(index === undefined ? {} : { index }) });
  const oneOf = (column: string, name: string, list: readonly (string | number)[] | undefined, index?: string) => {
    const [first] = list ?? [];
    if (first === undefined) return;
    if (list?.length === 1) add(`${column} = @${name}`, { [name]: first }, index);
    else add(`${column} IN (SELECT value FROM json_each(@${name}))`, { [name]: JSON.stringify(list) }, index, false);
  };
  const cursor = before === undefined ? undefined : cursorOf(before);
  if (fromMs !== undefined) add('raised_at_ms >= @fromMs', { fromMs });
  const untilMs = Math.min(toMs ?? Number.MAX_SAFE_INTEGER, cursor ? cursor.ms + 1 : Number.MAX_SAFE_INTEGER);
  if (untilMs !== Number.MAX_SAFE_INTEGER) add('raised_at_ms < @untilMs', { untilMs });
  if (cursor) add('(raised_at_ms, id) < (@cursorMs, @cursorId)', { cursorMs: cursor.ms, cursorId: cursor.id });
  oneOf('type', 'types', types, 'alarms_by_type');
  oneOf('priority', 'priorities', priorities, 'alarms_by_priority');
  oneOf('ring', 'rings', rings);
  if (zone !== undefined) add('zone = @zone', { zone }, 'alarms_by_zone');
  if (source !== undefined) add('source = @source', { source }, 'alarms_by_source');
  if (disposition !== undefined) {
    add('disposition IS NOT NULL AND disposition = @disposition', { disposition }, 'alarms_by_disposition');
  }
  if (state === 'open') add('closed = 0', {}, 'alarms_queue', false);
  else if (state === 'closed') add('closed = 1', {});
  else if (state !== undefined) add('closed = 0 AND state = @state', { state }, 'alarms_queue', false);
  if (hidden !== undefined)
    add(`hidden_kind IS ${hidden ? 'NOT ' : ''}NULL`, {}, hidden ? 'alarms_hidden' : undefined, false);
  if (drill !== undefined) add(`drill = ${Number(drill)}`, {}, drill ? 'alarms_by_drill' : undefined);
  return conditions;
}

function cursorOf(before: string): { ms: number; id: string } {
  const [ms = '', id = ''] = before.split(':');
  return { ms: Number(ms), id };
}
