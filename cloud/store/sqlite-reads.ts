import type Database from 'better-sqlite3';
import type { Priority } from '../../devices/contracts/alarms.ts';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import { auditGateway } from './sqlite-audit.ts';
import {
  type AlarmRecordRow,
  type EventRow,
  type GatewayRecordRow,
  toAlarmRow,
  toAlarmStep,
  toGatewayRow,
  toStoredEvent,
} from './sqlite-rows.ts';
import type { ActRow, AlarmQuery, AnchorRow, GatewayTallies, Misfit, ReadStore, StreamRow } from './store.ts';

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

const eventColumns = `e.position, s.gateway, s.epoch, s.lane, e.seq, e.site, e.type, e.subject, e.time_ms, e.bootid,
  e.replayed, e.data, e.received_ms`;

/** Statements of conditions that come and go, prepared once for each text. */
function createStatementCache(database: Database.Database) {
  const statements = new Map<string, Database.Statement>();
  return (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
}

function whereAll(conditions: readonly (string | false | undefined)[]): string {
  const kept = conditions.filter((condition) => typeof condition === 'string');
  return kept.length > 0 ? `WHERE ${kept.join(' AND ')}` : '';
}

function readAlarms(prepare: (sql: string) => Database.Statement, query: AlarmQuery) {
  const where = whereAll([
    query.state && stateConditions[query.state],
    query.gateway !== undefined && 'gateway = @gateway',
    query.after !== undefined && alarmOrders[query.order].after,
  ]);
  const statement = prepare(`SELECT * FROM alarms ${where} ORDER BY ${alarmOrders[query.order].sort} LIMIT @limit`);
  const rows = statement.all({
    limit: query.limit,
    ...(query.gateway === undefined ? {} : { gateway: query.gateway }),
    ...query.after,
  }) as (AlarmRecordRow & { id: number; urgency: number })[];
  return rows.map((row) => {
    const { urgency, id, raised_ms: raisedAtMs } = row;
    return { place: { urgency, raisedAtMs, id }, alarm: toAlarmRow(row) };
  });
}

function readSteps(prepare: (sql: string) => Database.Statement, gateway: string, alarm: string, limit: number) {
  const statement = prepare(`
    SELECT * FROM (
      SELECT e.stream, e.seq, e.type, e.time_ms, e.data, e.received_ms
      FROM events e JOIN streams s ON s.id = e.stream
      WHERE e.type GLOB 'ringward.alarm.*' AND json_extract(e.data, '$.alarm') = @alarm AND s.gateway = @gateway
      ORDER BY e.stream DESC, e.seq DESC LIMIT @limit
    ) ORDER BY stream, seq`);
  const rows = statement.all({ gateway, alarm, limit }) as Pick<
    EventRow,
    'type' | 'time_ms' | 'data' | 'received_ms'
  >[];
  return rows.map(toAlarmStep);
}

function readActs(prepare: (sql: string) => Database.Statement, query: Parameters<ReadStore['acts']>[0]): ActRow[] {
  const where = whereAll([
    query.gateway !== undefined && 'gateway = @gateway',
    query.alarm !== undefined && 'alarm = @alarm',
    query.before !== undefined && 'position < @before',
  ]);
  const select = 'position, gateway, alarm, kind, by, at_ms AS atMs, note, seq, heard_ms AS heardMs';
  return prepare(`SELECT ${select} FROM acts ${where} ORDER BY position DESC LIMIT @limit`).all(query) as ActRow[];
}

function readTallies(prepare: (sql: string) => Database.Statement, sinceMs: number): GatewayTallies {
  const tallies: GatewayTallies = { openAlarms: new Map(), access: new Map() };
  const open = prepare(
    'SELECT gateway, priority, count(*) AS n FROM alarms WHERE open = 1 AND drill = 0 GROUP BY gateway, priority',
  ).all() as { gateway: string; priority: Priority; n: number }[];
  for (const { gateway, priority, n } of open) {
    const counts = tallies.openAlarms.get(gateway) ?? { 1: 0, 2: 0, 3: 0, 4: 0 };
    counts[priority] = n;
    tallies.openAlarms.set(gateway, counts);
  }
  const access = prepare(
    'SELECT gateway, outcome, sum(count) AS n FROM access_counts WHERE hour_ms >= ? GROUP BY gateway, outcome',
  ).all(sinceMs) as { gateway: string; outcome: AccessRecord['outcome']; n: number }[];
  for (const { gateway, outcome, n } of access) {
    const counts = tallies.access.get(gateway) ?? { granted: 0, denied: 0, 'ask-guard': 0 };
    counts[outcome] = n;
    tallies.access.set(gateway, counts);
  }
  return tallies;
}

/** Rows of all gateways, or of those named. */
function readOf<Row>(
  prepare: (sql: string) => Database.Statement,
  select: string,
  order: string,
  only: readonly string[] | undefined,
): Row[] {
  if (only === undefined) return prepare(`${select} ORDER BY ${order}`).all() as Row[];
  const some = prepare(`${select} WHERE gateway IN (SELECT value FROM json_each(?)) ORDER BY ${order}`);
  return some.all(JSON.stringify(only)) as Row[];
}

/** What operators read from SQLite. */
export function createSqliteReads(database: Database.Database): ReadStore {
  const prepare = createStatementCache(database);
  const streamColumns = 'gateway, epoch, lane, acked, stored, quarantined, duplicates, gaps';
  return {
    async gateways(only) {
      const select = 'SELECT gateway, last_seen_ms, status_ms, status FROM gateways';
      return readOf<GatewayRecordRow>(prepare, select, 'gateway', only).map(toGatewayRow);
    },
    async streams(only) {
      return readOf<StreamRow>(prepare, `SELECT ${streamColumns} FROM streams`, 'id', only);
    },
    async tallies(sinceMs) {
      return readTallies(prepare, sinceMs);
    },
    async alarms(query) {
      return readAlarms(prepare, query);
    },
    async alarm(gateway, alarm) {
      const row = prepare('SELECT * FROM alarms WHERE gateway = ? AND alarm = ?').get(gateway, alarm);
      return row === undefined ? undefined : toAlarmRow(row as AlarmRecordRow);
    },
    async alarmSteps(gateway, alarm, limit) {
      return readSteps(prepare, gateway, alarm, limit);
    },
    async acts(query) {
      return readActs(prepare, query);
    },
    async events({ gateway, after, limit }) {
      const where = whereAll(['e.position > @after', gateway !== undefined && 's.gateway = @gateway']);
      const sql = `SELECT ${eventColumns} FROM events e JOIN streams s ON s.id = e.stream ${where}
        ORDER BY e.position LIMIT @limit`;
      const rows = prepare(sql).all({ after, limit, ...(gateway === undefined ? {} : { gateway }) }) as EventRow[];
      return rows.map(toStoredEvent);
    },
    async misfits({ gateway, limit }) {
      const where = whereAll([gateway !== undefined && 's.gateway = @gateway']);
      const sql = `SELECT s.gateway, s.epoch, s.lane, q.seq AS sequence, q.reason, q.body, q.received_ms AS receivedAtMs
        FROM quarantine q JOIN streams s ON s.id = q.stream ${where} ORDER BY q.position DESC LIMIT @limit`;
      return prepare(sql).all({ limit, ...(gateway === undefined ? {} : { gateway }) }) as Misfit[];
    },
    async audit(gateway) {
      return auditGateway(prepare, gateway);
    },
    async anchors(gateway, limit) {
      const sql = `SELECT seq, hash, at_ms AS atMs, signature, epoch, received_ms AS receivedAtMs
        FROM ledger_anchors WHERE gateway = @gateway ORDER BY id DESC LIMIT @limit`;
      return prepare(sql).all({ gateway, limit }) as AnchorRow[];
    },
    async ping() {
      prepare('SELECT user_version FROM pragma_user_version').get();
    },
  };
}
