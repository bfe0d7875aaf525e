import type { Priority } from '../../devices/contracts/alarms.ts';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import type { Dialect } from './dialect.ts';
import { type Deed, rowOf, rowsOf, type StatementValue } from './statement.ts';
import type {
  ActRow,
  AlarmPlace,
  AlarmQuery,
  AlarmRow,
  AlarmStepRow,
  AnchorRow,
  GatewayTallies,
  Misfit,
  ReadStore,
  StoredEvent,
} from './store.ts';
import { type AlarmRecordRow, type EventRow, toAlarmRow, toAlarmStep, toStoredEvent } from './store-rows.ts';

const stateConditions: Record<NonNullable<AlarmQuery['state']>, string> = {
  open: 'open = 1',
  raised: "open = 1 AND state = 'raised'",
  acknowledged: "open = 1 AND state <> 'raised'",
  hidden: "state <> 'closed' AND hidden IS NOT NULL",
  closed: "state = 'closed'",
  duty: 'open = 1 AND escalation = 3 AND drill = 0',
};

/** How each list is sorted, and what stands after a place in it. */
const alarmOrders: Record<AlarmQuery['order'], { sort: string; after: string }> = {
  newest: { sort: 'raised_ms DESC, id DESC', after: '(raised_ms, id) < (@raisedAtMs, @id)' },
  urgency: { sort: 'urgency, raised_ms, id', after: '(urgency, raised_ms, id) > (@urgency, @raisedAtMs, @id)' },
};

export const eventColumns = `e.position, s.gateway, s.epoch, s.lane, e.seq, e.site, e.type, e.subject, e.time_ms, e.bootid,
  e.replayed, e.data, e.received_ms`;

function whereAll(conditions: readonly (string | false | undefined)[]): string {
  const kept = conditions.filter((condition) => typeof condition === 'string');
  return kept.length > 0 ? `WHERE ${kept.join(' AND ')}` : '';
}

/** What a query asks for, as parameters; what it leaves out has none. */
function given(query: object): Record<string, StatementValue> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** That a row is of one of the gateways that are named as `@only`. */
const isOfOnly = (dialect: Dialect, column: string, only: readonly string[] | undefined) =>
  only && `${column} IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@only')})`;
const listed = (only: readonly string[] | undefined): Record<string, StatementValue> =>
  only ? { only: JSON.stringify(only) } : {};

export function* readAlarms(
  dialect: Dialect,
  { state, order, after, only, ...rest }: AlarmQuery,
): Deed<{ place: AlarmPlace; alarm: AlarmRow }[]> {
  const { sort, after: isAfter } = alarmOrders[order];
  const where = whereAll([
    state && stateConditions[state],
    rest.gateway !== undefined && 'gateway = @gateway',
    isOfOnly(dialect, 'gateway', only),
    rest.site !== undefined && 'site = @site',
    rest.priority !== undefined && 'priority = @priority',
    after !== undefined && isAfter,
  ]);
  const sql = `SELECT * FROM alarms ${where} ORDER BY ${sort} LIMIT @limit`;
  const values = { ...given(rest), ...listed(only), ...(after === undefined ? {} : given(after)) };
  const rows = yield* rowsOf<AlarmRecordRow & { id: number; urgency: number }>(sql, values);
  return rows.map((row) => {
    const { urgency, id, raised_ms: raisedAtMs } = row;
    return { place: { urgency, raisedAtMs, id }, alarm: toAlarmRow(row) };
  });
}

export function* readSteps(dialect: Dialect, gateway: string, alarm: string, limit: number): Deed<AlarmStepRow[]> {
  const sql = `
    SELECT * FROM (
      SELECT e.stream, e.seq, e.type, e.time_ms, e.data, e.received_ms
      FROM events e JOIN streams s ON s.id = e.stream
      WHERE ${dialect.tellsOfAlarm} AND s.gateway = @gateway
      ORDER BY e.stream DESC, e.seq DESC LIMIT @limit
    ) AS latest ORDER BY stream, seq`;
  const rows = yield* rowsOf<Pick<EventRow, 'type' | 'time_ms' | 'data' | 'received_ms'>>(sql, {
    gateway,
    alarm,
    limit,
  });
  return rows.map(toAlarmStep);
}

export function* readActs(dialect: Dialect, { only, ...query }: Parameters<ReadStore['acts']>[0]): Deed<ActRow[]> {
  const where = whereAll([
    query.gateway !== undefined && 'gateway = @gateway',
    query.alarm !== undefined && 'alarm = @alarm',
    query.before !== undefined && 'position < @before',
    isOfOnly(dialect, 'gateway', only),
  ]);
  const select = 'position, gateway, alarm, kind, by, at_ms AS "atMs", note, seq, heard_ms AS "heardMs"';
  const sql = `SELECT ${select} FROM acts ${where} ORDER BY position DESC LIMIT @limit`;
  return yield* rowsOf<ActRow>(sql, { ...given(query), ...listed(only) });
}

export function* readTallies(sinceMs: number): Deed<GatewayTallies> {
  const tallies: GatewayTallies = { openAlarms: new Map(), access: new Map() };
  const open = yield* rowsOf<{ gateway: string; priority: Priority; n: number }>(
    'SELECT gateway, priority, count(*) AS n FROM alarms WHERE open = 1 AND drill = 0 GROUP BY gateway, priority',
  );
  for (const { gateway, priority, n } of open) {
    const counts = tallies.openAlarms.get(gateway) ?? { 1: 0, 2: 0, 3: 0, 4: 0 };
    counts[priority] = n;
    tallies.openAlarms.set(gateway, counts);
  }
  const access = yield* rowsOf<{ gateway: string; outcome: AccessRecord['outcome']; n: number }>(
    `SELECT gateway, outcome, CAST(sum(count) AS BIGINT) AS n FROM access_counts WHERE hour_ms >= @sinceMs
      GROUP BY gateway, outcome`,
    { sinceMs },
  );
  for (const { gateway, outcome, n } of access) {
    const counts = tallies.access.get(gateway) ?? { granted: 0, denied: 0, 'ask-guard': 0 };
    counts[outcome] = n;
    tallies.access.set(gateway, counts);
  }
  return tallies;
}

/** Rows of all gateways, or of those named. */
export function* readOf<Row>(
  dialect: Dialect,
  select: string,
  order: string,
  only: readonly string[] | undefined,
): Deed<Row[]> {
  if (only === undefined) return yield* rowsOf<Row>(`${select} ORDER BY ${order}`);
  const named = `${select} WHERE gateway IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@only')}) ORDER BY ${order}`;
  return yield* rowsOf<Row>(named, { only: JSON.stringify(only) });
}

export function* readAlarm(gateway: string, alarm: string): Deed<AlarmRow | undefined> {
  const sql = 'SELECT * FROM alarms WHERE gateway = @gateway AND alarm = @alarm';
  const row = yield* rowOf<AlarmRecordRow>(sql, { gateway, alarm });
  return row && toAlarmRow(row);
}

export function* readEvents(
  dialect: Dialect,
  { only, ...query }: Parameters<ReadStore['events']>[0],
): Deed<StoredEvent[]> {
  const where = whereAll([
    'e.position > @after',
    query.gateway !== undefined && 's.gateway = @gateway',
    isOfOnly(dialect, 's.gateway', only),
  ]);
  const sql = `SELECT ${eventColumns} FROM events e JOIN streams s ON s.id = e.stream ${where}
    ORDER BY e.position LIMIT @limit`;
  return (yield* rowsOf<EventRow>(sql, { ...given(query), ...listed(only) })).map(toStoredEvent);
}

/** Of each stream only its end is looked at, however long it is. */
export function* readLatestEvents(gateway: string, limit: number): Deed<StoredEvent[]> {
  const sql = `SELECT ${eventColumns} FROM events e JOIN streams s ON s.id = e.stream
    WHERE s.gateway = @gateway AND e.seq > s.acked - @limit ORDER BY e.position DESC LIMIT @limit`;
  return (yield* rowsOf<EventRow>(sql, { gateway, limit })).map(toStoredEvent);
}

export function* readMisfits(
  dialect: Dialect,
  { only, ...query }: Parameters<ReadStore['misfits']>[0],
): Deed<Misfit[]> {
  const where = whereAll([query.gateway !== undefined && 's.gateway = @gateway', isOfOnly(dialect, 's.gateway', only)]);
  const sql = `SELECT s.gateway, s.epoch, s.lane, q.seq AS sequence, q.reason, q.body, q.received_ms AS "receivedAtMs"
    FROM quarantine q JOIN streams s ON s.id = q.stream ${where} ORDER BY q.position DESC LIMIT @limit`;
  return yield* rowsOf<Misfit>(sql, { ...given(query), ...listed(only) });
}

export function* readAnchors(gateway: string, limit: number): Deed<AnchorRow[]> {
  const sql = `SELECT seq, hash, at_ms AS "atMs", signature, epoch, received_ms AS "receivedAtMs"
    FROM ledger_anchors WHERE gateway = @gateway ORDER BY id DESC LIMIT @limit`;
  return yield* rowsOf<AnchorRow>(sql, { gateway, limit });
}
