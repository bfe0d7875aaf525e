import { columnOfFigure, figureNames } from '../health/health-figures.ts';
import type { EpochRow, HealthStore, SamplePoint, SealRow, SequenceSpan, SpanCount } from '../health/health-store.ts';
import { createAlertStore } from './alert-deeds.ts';
import type { Engine } from './engine.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

const shownRanges = 20;
/** Rows that one deed deletes at most: nobody waits long behind it. */
const pruneSlice = 5000;

const kept = `SELECT seq FROM events WHERE stream = @stream AND seq > @from AND seq <= @to
  UNION ALL SELECT seq FROM quarantine WHERE stream = @stream AND seq > @from AND seq <= @to`;

function* countSpan({ gateway, epoch, lane, from, to }: SequenceSpan): Deed<SpanCount> {
  if (to <= from) return { received: 0, duplicate: 0, missingRanges: [] };
  const stream = yield* rowOf<{ id: number; swept: number }>(
    'SELECT id, swept FROM streams WHERE gateway = @gateway AND epoch = @epoch AND lane = @lane',
    { gateway, epoch, lane },
  );
  if (!stream) return { received: 0, duplicate: 0, missingRanges: [{ from: from + 1, to }] };
  // what was let go for its age had come, but for what was missing then
  const swept = Math.min(to, Math.max(from, stream.swept));
  const lost = yield* missingOfSwept(stream.id, from, swept);
  const there = yield* countKept(stream.id, swept, to);
  const missed = lost.reduce((sum, range) => sum + range.to - range.from + 1, 0);
  return {
    received: swept - from - missed + there.received,
    duplicate: there.duplicate,
    missingRanges: [...lost, ...there.missingRanges].slice(0, shownRanges),
  };
}

/** Of the places after `from` up to `to`, all of which were let go. */
function* missingOfSwept(stream: number, from: number, to: number): Deed<SpanCount['missingRanges']> {
  const sql = `SELECT from_seq AS "from", to_seq AS "to" FROM swept_holes
    WHERE stream = @stream AND to_seq > @from AND from_seq <= @to ORDER BY from_seq`;
  const holes = yield* rowsOf<{ from: number; to: number }>(sql, { stream, from, to });
  return holes.map((hole) => ({ from: Math.max(hole.from, from + 1), to: Math.min(hole.to, to) }));
}

function* countKept(stream: number, from: number, to: number): Deed<SpanCount> {
  const values = { stream, from, to };
  const counted = yield* rowOf<{ rows: number; places: number }>(
    `SELECT count(*) AS rows, count(DISTINCT seq) AS places FROM (${kept}) AS kept`,
    values,
  );
  const repeats = yield* rowOf<{ repeats: number }>(
    `SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) AS repeats FROM (
       SELECT count(DISTINCT seq) AS n FROM events WHERE stream = @stream AND seq > @from AND seq <= @to
       GROUP BY type, subject, time_ms, data
     ) AS counts`,
    values,
  );
  const missingRanges = yield* rowsOf<{ from: number; to: number }>(
    `SELECT before + 1 AS "from", seq - 1 AS "to" FROM (
       SELECT seq, lag(seq, 1, CAST(@from AS BIGINT)) OVER (ORDER BY seq) AS before FROM (
         SELECT DISTINCT seq FROM (${kept}) AS kept UNION ALL SELECT CAST(@to AS BIGINT) + 1
       ) AS places
     ) AS steps WHERE seq > before + 1 ORDER BY seq LIMIT ${shownRanges}`,
    values,
  );
  const { rows, places } = counted!;
  return { received: places, duplicate: rows - places + repeats!.repeats, missingRanges };
}

interface SealRecord {
  gateway: string;
  epoch: string;
  day: string;
  alarm_from: number;
  alarm_to: number;
  event_from: number;
  event_to: number;
  ledger_seq: number;
  ledger_hash: string;
  at_ms: number;
  signature: string;
  received_ms: number;
}

const sealColumns = `gateway, epoch, day, alarm_from, alarm_to, event_from, event_to, ledger_seq, ledger_hash, at_ms,
  signature, received_ms`;
const toSeal = (row: SealRecord): SealRow => ({
  ...{ gateway: row.gateway, epoch: row.epoch, day: row.day, atMs: row.at_ms, signature: row.signature },
  from: { alarm: row.alarm_from, event: row.event_from },
  to: { alarm: row.alarm_to, event: row.event_to },
  ledger: { seq: row.ledger_seq, hash: row.ledger_hash },
  receivedAtMs: row.received_ms,
});

function* readSeries(gateway: string, fromMs: number, toMs: number): Deed<SamplePoint[]> {
  const columns = figureNames.map((name) => `${columnOfFigure(name)} AS "${name}"`);
  return yield* rowsOf<SamplePoint>(
    `SELECT at_ms AS "atMs", ${columns.join(', ')} FROM health_samples
     WHERE gateway = @gateway AND at_ms >= @fromMs AND at_ms < @toMs ORDER BY at_ms`,
    { gateway, fromMs, toMs },
  );
}

function* pruneSamples(beforeMs: number): Deed<number> {
  const gone = yield* rowsOf<{ gateway: string }>(
    `DELETE FROM health_samples WHERE (gateway, at_ms) IN
       (SELECT gateway, at_ms FROM health_samples WHERE at_ms < @beforeMs LIMIT ${pruneSlice}) RETURNING gateway`,
    { beforeMs },
  );
  return gone.length;
}

/** The port of health over either engine. */
export function createHealthStore(engine: Engine): HealthStore {
  const { read, write } = engine;
  return {
    ...createAlertStore(engine),
    series: (gateway, fromMs, toMs) => read(readSeries(gateway, fromMs, toMs)),
    pruneSamples: (beforeMs) => write(pruneSamples(beforeMs)),
    async seals(gateway, limit) {
      const sql = `SELECT ${sealColumns} FROM day_seals WHERE gateway = @gateway ORDER BY received_ms DESC, day DESC LIMIT @limit`;
      return (await read(rowsOf<SealRecord>(sql, { gateway, limit }))).map(toSeal);
    },
    epochs: (gateway) =>
      read(
        rowsOf<EpochRow>(
          `SELECT gateway, epoch, alarm, event, first_ms AS "firstMs", last_ms AS "lastMs" FROM gateway_epochs
           WHERE gateway = @gateway ORDER BY first_ms, epoch`,
          { gateway },
        ),
      ),
    countSpan: (span) => read(countSpan(span)),
    async uncheckedSeals(checkedBeforeMs, limit) {
      const sql = `SELECT ${sealColumns} FROM day_seals WHERE checked_ms < @checkedBeforeMs ORDER BY checked_ms LIMIT @limit`;
      return (await read(rowsOf<SealRecord>(sql, { checkedBeforeMs, limit }))).map(toSeal);
    },
    noteChecked: ({ gateway, epoch, day }, missing, nowMs) =>
      write(
        run(
          `UPDATE day_seals SET missing = @missing, checked_ms = @nowMs
           WHERE gateway = @gateway AND epoch = @epoch AND day = @day`,
          { gateway, epoch, day, missing, nowMs },
        ),
      ),
    async missingBySeals() {
      const sql = `SELECT gateway, CAST(sum(missing) AS BIGINT) AS missing FROM day_seals WHERE missing > 0 GROUP BY gateway`;
      const rows = await read(rowsOf<{ gateway: string; missing: number }>(sql));
      return new Map(rows.map(({ gateway, missing }) => [gateway, missing]));
    },
  };
}
