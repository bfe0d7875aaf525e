import type Database from 'better-sqlite3';
import type { AccessRecord } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { decideBatch } from '../intake/decide-batch.ts';
import { createAlarmTable } from './sqlite-alarms.ts';
import type { AlarmRow, ReadBatch, ReadEvent, Work, WorkResult } from './store.ts';

const hourMs = 3_600_000;
/** Streams are numbered in the order in which they began, and no lane of alarms ever gets so far. */
const placesOfStream = 1e10;

interface Stream {
  id: number;
  acked: number;
}

function prepareStatements(database: Database.Database) {
  return {
    alarms: createAlarmTable(database),
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
    access: database.prepare(`
      INSERT INTO access_counts (gateway, hour_ms, ring, method, outcome, count) VALUES (?, ?, ?, ?, ?, 1)
      ON CONFLICT DO UPDATE SET count = count + 1`),
    anchor: database.prepare(`
      INSERT INTO ledger_anchors (gateway, epoch, seq, hash, at_ms, signature, received_ms)
      VALUES (@gateway, @epoch, @seq, @hash, @atMs, @signature, @nowMs)`),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

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
  const change = { ...read.effect.change, place: stream * placesOfStream + seq };
  return sql.alarms.apply({ gateway, site: read.site, nowMs }, change);
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
