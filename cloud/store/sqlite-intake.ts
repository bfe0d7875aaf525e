import type Database from 'better-sqlite3';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { decideBatch } from '../intake/decide-batch.ts';
import { projectAlarm } from './project-alarm.ts';
import type { AlarmRecordRow } from './sqlite-rows.ts';
import { toAlarmRow } from './sqlite-rows.ts';
import type { AlarmChange, AlarmRow, ReadBatch, ReadEvent, Work, WorkResult } from './store.ts';

const hourMs = 3_600_000;

interface Stream {
  id: number;
  acked: number;
}

function prepareStatements(database: Database.Database) {
  return {
    seen: database.prepare(`
      INSERT INTO gateways (gateway, last_seen_ms) VALUES (?, ?)
      ON CONFLICT (gateway) DO UPDATE SET last_seen_ms = excluded.last_seen_ms`),
    status: database.prepare(`
      INSERT INTO gateways (gateway, last_seen_ms, status_ms, status) VALUES (@gateway, @nowMs, @nowMs, @status)
      ON CONFLICT (gateway) DO UPDATE
      SET last_seen_ms = excluded.last_seen_ms, status_ms = excluded.status_ms, status = excluded.status`),
    newStream: database.prepare('INSERT INTO streams (gateway, epoch, lane) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    stream: database.prepare('SELECT id, acked FROM streams WHERE gateway = ? AND epoch = ? AND lane = ?'),
    gap: database.prepare('UPDATE streams SET gaps = gaps + 1 WHERE id = ?'),
    advance: database.prepare(`
      UPDATE streams SET acked = @acked, stored = stored + @stored, quarantined = quarantined + @quarantined,
        duplicates = duplicates + @duplicates WHERE id = @id`),
    event: database.prepare(`
      INSERT INTO events (stream, seq, site, type, subject, time_ms, bootid, replayed, data, received_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    misfit: database.prepare('INSERT INTO quarantine (stream, seq, reason, body, received_ms) VALUES (?, ?, ?, ?, ?)'),
    revision: database.prepare('SELECT coalesce(max(revision), 0) AS revision FROM alarms'),
    alarm: database.prepare('SELECT * FROM alarms WHERE gateway = ? AND alarm = ?'),
    saveAlarm: database.prepare(`
      INSERT INTO alarms (gateway, alarm, revision, type, priority, ring, source, site, raised_ms, acknowledged_ms,
        cleared_ms, last_ms, count, received_ms)
      VALUES (@gateway, @alarm, @revision, @type, @priority, @ring, @source, @site, @raised_ms, @acknowledged_ms,
        @cleared_ms, @last_ms, @count, @received_ms)
      ON CONFLICT (gateway, alarm) DO UPDATE SET revision = excluded.revision, type = excluded.type,
        priority = excluded.priority, ring = excluded.ring, source = excluded.source, site = excluded.site,
        raised_ms = excluded.raised_ms, acknowledged_ms = excluded.acknowledged_ms, cleared_ms = excluded.cleared_ms,
        last_ms = excluded.last_ms, count = excluded.count, received_ms = excluded.received_ms`),
    access: database.prepare(`
      INSERT INTO access_counts (gateway, hour_ms, ring, method, outcome, count) VALUES (?, ?, ?, ?, ?, 1)
      ON CONFLICT DO UPDATE SET count = count + 1`),
    anchor: database.prepare(`
      INSERT INTO ledger_anchors (gateway, epoch, seq, hash, at_ms, signature, received_ms)
      VALUES (@gateway, @epoch, @seq, @hash, @atMs, @signature, @nowMs)`),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

function applyAlarm(sql: Statements, gateway: string, site: string, change: AlarmChange, nowMs: number): AlarmRow {
  const { record } = change;
  const before = sql.alarm.get(gateway, record.alarm) as AlarmRecordRow | undefined;
  const after = projectAlarm(before && toAlarmRow(before), change);
  const { revision } = sql.revision.get() as { revision: number };
  const row = {
    gateway,
    alarm: record.alarm,
    revision: revision + 1,
    type: record.type,
    priority: record.priority,
    ring: record.ring,
    source: record.source,
    site,
    raised_ms: after.raisedAtMs,
    acknowledged_ms: after.acknowledgedAtMs,
    cleared_ms: after.clearedAtMs,
    last_ms: after.lastAtMs,
    count: after.count,
    received_ms: nowMs,
  };
  sql.saveAlarm.run(row);
  return toAlarmRow(row);
}

function countAccess(sql: Statements, gateway: string, { atMs, ring, method, outcome }: AccessRecord): void {
  sql.access.run(gateway, Math.floor(atMs / hourMs) * hourMs, ring, method, outcome);
}

/** Stores one event, or keeps a misfit aside; returns the alarm that it moved. */
function applyEvent(
  sql: Statements,
  place: { gateway: string; stream: number; seq: number },
  read: ReadEvent,
  nowMs: number,
): AlarmRow | undefined {
  const { gateway, stream, seq } = place;
  if (read.kind === 'misfit') {
    sql.misfit.run(stream, seq, read.reason, read.body, nowMs);
    return undefined;
  }
  const { type, subject = null, bootid, replayed } = read.event;
  sql.event.run(stream, seq, read.site, type, subject, read.timeMs, bootid, replayed ? 1 : 0, read.data, nowMs);
  if (read.effect.kind === 'anchor') sql.anchor.run({ gateway, epoch: read.event.epoch, nowMs, ...read.effect.record });
  if (read.effect.kind === 'access') countAccess(sql, gateway, read.effect.record);
  if (read.effect.kind !== 'alarm') return undefined;
  return applyAlarm(sql, gateway, read.site, read.effect.change, nowMs);
}

function applyBatch(sql: Statements, batch: ReadBatch, nowMs: number): WorkResult {
  const { gateway, epoch, lane, first } = batch;
  sql.seen.run(gateway, nowMs);
  sql.newStream.run(gateway, epoch, lane);
  const stream = sql.stream.get(gateway, epoch, lane) as Stream;
  const decision = decideBatch(stream.acked, first, batch.events.length, batch.oldest);
  const result: WorkResult = {
    gateway,
    acked: stream.acked,
    stored: 0,
    quarantined: 0,
    duplicates: 0,
    gap: decision.kind === 'gap',
    alarms: [],
  };
  if (decision.kind === 'gap') {
    sql.gap.run(stream.id);
    return result;
  }
  const alarms = new Map<string, AlarmRow>();
  result.duplicates = decision.skip;
  result.acked += decision.lost;
  for (const read of batch.events.slice(decision.skip)) {
    result.acked += 1;
    const alarm = applyEvent(sql, { gateway, stream: stream.id, seq: result.acked }, read, nowMs);
    if (alarm) alarms.set(alarm.alarm, alarm);
    if (read.kind === 'event') result.stored += 1;
    else result.quarantined += 1;
  }
  const { acked, stored, quarantined, duplicates } = result;
  sql.advance.run({ id: stream.id, acked, stored, quarantined, duplicates });
  result.alarms = [...alarms.values()];
  return result;
}

function applyStatus(sql: Statements, status: UplinkStatus, nowMs: number): WorkResult {
  const { gateway } = status;
  sql.status.run({ gateway, nowMs, status: JSON.stringify(status) });
  return { gateway, acked: 0, stored: 0, quarantined: 0, duplicates: 0, gap: false, alarms: [] };
}

/** Works of gateways in, in one transaction: on disk when it returns (WAL, synchronous=FULL). */
export function createSqliteIntake(database: Database.Database) {
  const sql = prepareStatements(database);
  const commit = database.transaction((works: readonly Work[], nowMs: number): WorkResult[] =>
    works.map((work) =>
      work.kind === 'status' ? applyStatus(sql, work.status, nowMs) : applyBatch(sql, work.batch, nowMs),
    ),
  );
  // immediate: takes the write lock at once, so that what it reads cannot change under it in another process
  return (works: readonly Work[], nowMs: number): WorkResult[] => commit.immediate(works, nowMs);
}
