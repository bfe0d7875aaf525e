import type { GatewaySlice, OrderToKeep, RetentionStore, SweptKind, SweptSlice } from '../retention/retention-store.ts';
import { type RetentionKind, retentionKinds } from '../retention/retention-terms.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { keepAct } from './audit-log-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run, type StatementValue } from './statement.ts';

/** Rows of one table or stream that one transaction takes at most: nobody waits long behind it. */
const sliceRows = 500;
const dayMs = 86_400_000;

type Before = Readonly<Record<RetentionKind, number>>;

interface Stream {
  id: number;
  lane: 'alarm' | 'event';
  swept: number;
  sweptMs: number;
}

interface Kept {
  seq: number;
  receivedMs: number;
  position: number;
}

/** What went of one kind, each by its time. */
interface Taken {
  kind: RetentionKind;
  times: number[];
}

/** The next rows of a stream, wherever they stand, that came in a span of time. */
function* keptAfter(stream: number, swept: number, sinceMs: number, untilMs: number): Deed<Kept[]> {
  const where = 'stream = @stream AND seq > @swept AND received_ms >= @sinceMs AND received_ms < @untilMs';
  const sql = `SELECT seq, received_ms AS "receivedMs", position FROM events WHERE ${where}
    UNION ALL SELECT seq, received_ms, 0 FROM quarantine WHERE ${where} ORDER BY seq LIMIT ${sliceRows}`;
  return yield* rowsOf<Kept>(sql, { stream, swept, sinceMs, untilMs });
}

/**
 * Lets the oldest of a stream go, from its beginning on and never past what is young: a stream has its order of arrival, so that
 * one number says what went, and what was missing among it goes on being known. The time only narrows which days are looked at.
 */
function* sweepStream({ id: stream, swept, sweptMs }: Stream, beforeMs: number, below: number): Deed<number[]> {
  let rows = yield* keptAfter(stream, swept, sweptMs - dayMs, beforeMs);
  // something never came, or came when the clock was set back: then everything counts
  if (rows.some(({ seq }, index) => seq !== swept + 1 + index))
    rows = yield* keptAfter(stream, swept, 0, Number.MAX_SAFE_INTEGER);
  const young = rows.findIndex(({ receivedMs, position }) => receivedMs >= beforeMs || position >= below);
  const due = young < 0 ? rows : rows.slice(0, young);
  const last = due.at(-1);
  if (!last) return [];
  const times = due.map(({ receivedMs }) => receivedMs);
  const [firstMs, lastMs] = [Math.min(...times), Math.max(...times)];
  const values = { stream, swept, upTo: last.seq };
  yield* run(
    `DELETE FROM events WHERE stream = @stream AND seq > @swept AND seq <= @upTo
       AND received_ms >= @firstMs AND received_ms <= @lastMs`,
    { ...values, firstMs, lastMs },
  );
  yield* run('DELETE FROM quarantine WHERE stream = @stream AND seq > @swept AND seq <= @upTo', values);
  for (const [index, { seq }] of due.entries()) {
    const from = (due[index - 1]?.seq ?? swept) + 1;
    if (from === seq) continue;
    const sql = 'INSERT INTO swept_holes (stream, from_seq, to_seq) VALUES (@stream, @from, @to)';
    yield* run(sql, { stream, from, to: seq - 1 });
  }
  yield* run('UPDATE streams SET swept = @upTo, swept_ms = @sweptMs WHERE id = @stream', {
    ...{ stream, upTo: last.seq, sweptMs: Math.max(sweptMs, lastMs) },
  });
  return times;
}

/** Of what came before `sweptMs` nothing is left, but for what came by a clock that was set back. */
function* oldestOfStream(stream: number, sweptMs: number): Deed<number | undefined> {
  const sql = `SELECT received_ms AS "atMs" FROM events WHERE stream = @stream AND received_ms >= @sinceMs
    ORDER BY seq LIMIT 1`;
  return (yield* rowOf<{ atMs: number }>(sql, { stream, sinceMs: sweptMs - dayMs }))?.atMs;
}

interface SweptTable {
  kind: RetentionKind;
  table: string;
  key: string;
  /** The column of its age. */
  at: string;
  /** Which rows may go. */
  where?: string;
}

/** Of one gateway each, whose rows an index finds. */
const ofGateway: readonly SweptTable[] = [
  { kind: 'command', table: 'commands', key: 'id', at: 'asked_ms', where: "state NOT IN ('asked', 'sent')" },
  { kind: 'figures', table: 'access_counts', key: 'gateway, hour_ms, ring, method, outcome', at: 'hour_ms' },
  { kind: 'proof', table: 'ledger_anchors', key: 'id', at: 'received_ms' },
  { kind: 'proof', table: 'day_seals', key: 'gateway, epoch, day', at: 'received_ms' },
];
const ofCloud: readonly SweptTable[] = [
  { kind: 'figures', table: 'alert_conditions', key: 'id', at: 'closed_ms', where: 'closed_ms IS NOT NULL' },
  {
    kind: 'claim',
    table: 'claims',
    key: 'id',
    at: 'decided_ms',
    where: "decided_ms IS NOT NULL AND state <> 'waiting'",
  },
  { kind: 'delivery', table: 'share_deliveries', key: 'position', at: 'at_ms' },
  { kind: 'delivery', table: 'share_aside', key: 'share, place', at: 'at_ms' },
];

const whereOf = ({ where = 'true' }: SweptTable, of: string) => `${of} AND ${where}`;

function* sweepTable(swept: SweptTable, of: string, values: Record<string, StatementValue>): Deed<number[]> {
  const { table, key, at } = swept;
  const rows = yield* rowsOf<{ atMs: number }>(
    `DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table}
       WHERE ${whereOf(swept, of)} AND ${at} < @beforeMs ORDER BY ${at} LIMIT ${sliceRows}) RETURNING ${at} AS "atMs"`,
    values,
  );
  return rows.map(({ atMs }) => atMs);
}

function* oldestOf(swept: SweptTable, of: string, values: Record<string, StatementValue>): Deed<number | null> {
  const sql = `SELECT min(${swept.at}) AS "atMs" FROM ${swept.table} WHERE ${whereOf(swept, of)}`;
  return (yield* rowOf<{ atMs: number | null }>(sql, values))!.atMs;
}

/** Closed alarms with what operators did about them and how they climbed. The newest of all stays: revisions are counted on from it. */
function* sweepAlarms(dialect: Dialect, gateway: string, beforeMs: number): Deed<number[]> {
  const gone = yield* rowsOf<{ alarm: string; atMs: number }>(
    `DELETE FROM alarms WHERE id IN (SELECT id FROM alarms WHERE gateway = @gateway AND state = 'closed'
       AND received_ms < @beforeMs AND revision < (SELECT max(revision) FROM alarms) LIMIT ${sliceRows})
     RETURNING alarm, received_ms AS "atMs"`,
    { gateway, beforeMs },
  );
  if (gone.length === 0) return [];
  const alarms = JSON.stringify(gone.map(({ alarm }) => alarm));
  for (const table of ['acts', 'desk_steps', 'desk_rounds'])
    yield* run(
      `DELETE FROM ${table} WHERE gateway = @gateway
         AND alarm IN (SELECT ${dialect.textOfEach} FROM ${dialect.each('@alarms')})`,
      { gateway, alarms },
    );
  return gone.map(({ atMs }) => atMs);
}

const whole = "JOIN streams s ON s.id = q.stream WHERE s.gateway = @gateway AND q.body <> ''";

/** Of what did not match the text goes; its place in the stream, and why it was kept aside, stay with the stream. */
function* sweepAside(gateway: string, beforeMs: number): Deed<number[]> {
  const rows = yield* rowsOf<{ atMs: number }>(
    `UPDATE quarantine SET body = '' WHERE position IN (SELECT q.position FROM quarantine q ${whole}
       AND q.received_ms < @beforeMs LIMIT ${sliceRows}) RETURNING received_ms AS "atMs"`,
    { gateway, beforeMs },
  );
  return rows.map(({ atMs }) => atMs);
}

function* oldestAside(gateway: string): Deed<number | null> {
  const sql = `SELECT min(q.received_ms) AS "atMs" FROM quarantine q ${whole}`;
  return (yield* rowOf<{ atMs: number | null }>(sql, { gateway }))!.atMs;
}

/** Counted where it is taken, in the same transaction. */
function* noteTaken(taken: readonly Taken[]): Deed<void> {
  const sql = `INSERT INTO retention_kinds (kind, pending, up_to_ms) VALUES (@kind, @count, @upToMs)
    ON CONFLICT (kind) DO UPDATE SET pending = retention_kinds.pending + excluded.pending,
      up_to_ms = CASE WHEN retention_kinds.up_to_ms > excluded.up_to_ms THEN retention_kinds.up_to_ms
        ELSE excluded.up_to_ms END`;
  for (const { kind, times } of taken)
    if (times.length > 0) yield* run(sql, { kind, count: times.length, upToMs: Math.max(...times) });
}

function createGathering() {
  const taken: Taken[] = [];
  const oldest: SweptSlice['oldest'] = {};
  const days = new Set<number>();
  return {
    taken,
    took: (kind: RetentionKind, times: number[]) => void taken.push({ kind, times }),
    stays(kind: RetentionKind, atMs: number | null | undefined) {
      if (typeof atMs === 'number') oldest[kind] = Math.min(oldest[kind] ?? atMs, atMs);
    },
    /** Only days of which all is old: the others are come back to. */
    emptied(times: readonly number[], beforeMs: number) {
      for (const day of times.map((atMs) => Math.floor(atMs / dayMs))) if ((day + 1) * dayMs <= beforeMs) days.add(day);
    },
    slice: (): SweptSlice => ({
      taken: taken.flatMap(({ kind, times }) => (times.length > 0 ? [{ kind, count: times.length }] : [])),
      oldest,
      more: taken.some(({ times }) => times.length === sliceRows),
      days: [...days],
    }),
  };
}

const counts = 'ended_ms IS NULL AND until_ms > @nowMs';

/** What an order keeps is never old: of each kind nothing goes that came since the earliest one begins. */
function* withoutKept({ gateway, site, before, nowMs }: GatewaySlice): Deed<Before> {
  const sql = `SELECT min(from_ms) AS "fromMs" FROM orders_to_keep WHERE place IN (@gateway, @site) AND ${counts}`;
  const values = { gateway: `gateway:${gateway}`, site: `site:${site ?? ''}`, nowMs };
  const { fromMs } = (yield* rowOf<{ fromMs: number | null }>(sql, values))!;
  if (fromMs === null) return before;
  const entries = retentionKinds.map((kind) => [kind, Math.min(before[kind], fromMs)]);
  return Object.fromEntries(entries) as Before;
}

function* sweepGateway(dialect: Dialect, asked: GatewaySlice): Deed<SweptSlice> {
  const { gateway, below } = asked;
  yield* dialect.holdGateways([gateway]);
  const before = yield* withoutKept(asked);
  const { took, stays, emptied, taken, slice } = createGathering();
  const streams = yield* rowsOf<Stream>(
    `SELECT id, lane, swept, swept_ms AS "sweptMs" FROM streams WHERE gateway = @gateway AND swept < acked ORDER BY id`,
    { gateway },
  );
  for (const stream of streams) {
    const times = yield* sweepStream(stream, before[stream.lane], below);
    took(stream.lane, times);
    emptied(times, before[stream.lane]);
    stays(stream.lane, yield* oldestOfStream(stream.id, Math.max(stream.sweptMs, ...times)));
  }
  took('alarm', yield* sweepAlarms(dialect, gateway, before.alarm));
  took('aside', yield* sweepAside(gateway, before.aside));
  stays('aside', yield* oldestAside(gateway));
  for (const table of ofGateway) {
    const [of, values] = ['gateway = @gateway', { gateway }] as const;
    took(table.kind, yield* sweepTable(table, of, { ...values, beforeMs: before[table.kind] }));
    stays(table.kind, yield* oldestOf(table, of, values));
  }
  yield* noteTaken(taken);
  return slice();
}

function* sweepRest(before: Before): Deed<SweptSlice> {
  const { took, stays, taken, slice } = createGathering();
  for (const table of ofCloud) {
    took(table.kind, yield* sweepTable(table, 'true', { beforeMs: before[table.kind] }));
    stays(table.kind, yield* oldestOf(table, 'true', {}));
  }
  yield* noteTaken(taken);
  return slice();
}

function* begin(): Deed<{ gateways: string[]; below: number }> {
  const rows = yield* rowsOf<{ gateway: string }>(
    'SELECT gateway FROM gateways UNION SELECT gateway FROM commands ORDER BY gateway',
  );
  // SQLite gives places on from the greatest that there is
  const last = yield* rowOf<{ place: number | null }>('SELECT max(position) AS place FROM events');
  return { gateways: rows.map(({ gateway }) => gateway), below: last!.place ?? Number.MAX_SAFE_INTEGER };
}

const readKinds = (): Deed<SweptKind[]> =>
  rowsOf<SweptKind>(
    `SELECT kind, swept_ms AS "sweptMs", deleted, up_to_ms AS "upToMs", oldest_ms AS "oldestMs" FROM retention_kinds
     WHERE swept_ms IS NOT NULL ORDER BY kind`,
  );

function* end(oldest: SweptSlice['oldest'], nowMs: number): Deed<SweptKind[]> {
  const sql = `INSERT INTO retention_kinds (kind, swept_ms, oldest_ms) VALUES (@kind, @nowMs, @oldestMs)
    ON CONFLICT (kind) DO UPDATE SET swept_ms = excluded.swept_ms, oldest_ms = excluded.oldest_ms,
      deleted = retention_kinds.pending, pending = 0`;
  for (const kind of retentionKinds) yield* run(sql, { kind, nowMs, oldestMs: oldest[kind] ?? null });
  const kinds = yield* readKinds();
  for (const { kind, deleted, upToMs } of kinds) {
    if (deleted === 0) continue;
    const reason = `${deleted}, up to ${new Date(upToMs!).toISOString()}`;
    yield* keepAct({ by: 'cloud', atMs: nowMs, deed: 'retention.sweep', place: 'cloud', subject: kind, reason });
  }
  return kinds;
}

function* readLastHeard(): Deed<number> {
  const sql = 'SELECT coalesce(max(last_seen_ms), 0) AS "atMs" FROM gateways';
  return (yield* rowOf<{ atMs: number }>(sql))!.atMs;
}

const readOrders = (nowMs: number): Deed<OrderToKeep[]> =>
  rowsOf<OrderToKeep>(
    `SELECT id, place, from_ms AS "fromMs", until_ms AS "untilMs", reason, by, at_ms AS "atMs" FROM orders_to_keep
     WHERE ${counts} ORDER BY at_ms DESC, id`,
    { nowMs },
  );

function* addOrder(order: OrderToKeep, act: AuditAct): Deed<void> {
  yield* run(
    `INSERT INTO orders_to_keep (id, place, from_ms, until_ms, reason, by, at_ms)
     VALUES (@id, @place, @fromMs, @untilMs, @reason, @by, @atMs)`,
    { ...order },
  );
  yield* keepAct(act);
}

function* endOrder(id: string, act: AuditAct): Deed<void> {
  const sql = 'UPDATE orders_to_keep SET ended_ms = @atMs WHERE id = @id AND ended_ms IS NULL RETURNING id';
  // of two who end it one did
  if (yield* rowOf(sql, { id, atMs: act.atMs })) yield* keepAct(act);
}

/** The port of what is kept for a time, over either engine; who is alone and how room is given back is each engine's own. */
export function createRetentionStore(
  { dialect, read, write }: Engine,
  own: Pick<RetentionStore, 'alone' | 'giveBack'>,
): RetentionStore {
  return {
    ...own,
    begin: () => read(begin()),
    sweepGateway: (slice) => write(sweepGateway(dialect, slice)),
    sweepRest: (before) => write(sweepRest(before)),
    end: (oldest, nowMs) => write(end(oldest, nowMs)),
    kinds: () => read(readKinds()),
    lastHeardMs: () => read(readLastHeard()),
    orders: (nowMs) => read(readOrders(nowMs)),
    addOrder: (order, act) => write(addOrder(order, act)),
    endOrder: (id, act) => write(endOrder(id, act)),
  };
}
