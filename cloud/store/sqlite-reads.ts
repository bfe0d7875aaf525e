import type Database from 'better-sqlite3';
import type { Priority } from '../../devices/contracts/alarms.ts';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import { auditGateway } from './sqlite-audit.ts';
import {
  type AlarmRecordRow,
  type EventRow,
  type GatewayRecordRow,
  toAlarmRow,
  toGatewayRow,
  toStoredEvent,
} from './sqlite-rows.ts';
import type { AlarmQuery, AnchorRow, GatewayTallies, Misfit, ReadStore, StreamRow } from './store.ts';

const stateConditions: Record<NonNullable<AlarmQuery['state']>, string> = {
  open: 'cleared_ms IS NULL',
  raised: 'cleared_ms IS NULL AND acknowledged_ms IS NULL',
  acknowledged: 'cleared_ms IS NULL AND acknowledged_ms IS NOT NULL',
  cleared: 'cleared_ms IS NOT NULL',
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
    query.before !== undefined && '(raised_ms, id) < (@beforeMs, @beforeId)',
  ]);
  const statement = prepare(`SELECT * FROM alarms ${where} ORDER BY raised_ms DESC, id DESC LIMIT @limit`);
  const rows = statement.all({
    limit: query.limit,
    ...(query.gateway === undefined ? {} : { gateway: query.gateway }),
    ...(query.before === undefined ? {} : { beforeMs: query.before.raisedAtMs, beforeId: query.before.id }),
  }) as (AlarmRecordRow & { id: number })[];
  return rows.map((row) => ({ id: row.id, alarm: toAlarmRow(row) }));
}

function readTallies(prepare: (sql: string) => Database.Statement, sinceMs: number): GatewayTallies {
  const tallies: GatewayTallies = { openAlarms: new Map(), access: new Map() };
  const open = prepare(
    'SELECT gateway, priority, count(*) AS n FROM alarms WHERE cleared_ms IS NULL GROUP BY gateway, priority',
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
