import { auditDownlink } from './downlink-deeds.ts';
import { type Deed, rowOf, rowsOf } from './statement.ts';
import type { Audit, StreamAudit, StreamRow } from './store.ts';

/** Events that are compared with each other for saying the same thing twice. */
const comparedEvents = 100_000;
const shownRanges = 20;

// every sequence that has a row, whichever table holds it
const kept = `SELECT seq FROM events WHERE stream = @stream
  UNION ALL SELECT seq FROM quarantine WHERE stream = @stream`;

// what was missing when the rows around it were let go for their age stays missing
const holes = `
  SELECT from_seq AS "from", to_seq AS "to" FROM swept_holes WHERE stream = @stream UNION ALL
  SELECT before + 1, seq - 1 FROM (
    SELECT seq, lag(seq, 1, CAST(@swept AS BIGINT)) OVER (ORDER BY seq) AS before FROM (
      SELECT seq FROM (${kept}) AS kept WHERE seq > @swept AND seq <= @acked UNION ALL SELECT CAST(@acked AS BIGINT) + 1
    ) AS places
  ) AS steps WHERE seq > before + 1 ORDER BY 1`;

const repeats = `
  SELECT CAST(coalesce(sum(n - 1), 0) AS BIGINT) AS repeats, CAST(coalesce(sum(n), 0) AS BIGINT) AS compared FROM (
    SELECT count(*) AS n FROM (
      SELECT e.type, e.subject, e.time_ms, e.data FROM events e JOIN streams s ON s.id = e.stream
      WHERE s.gateway = @gateway ORDER BY e.position DESC LIMIT @limit
    ) AS latest GROUP BY type, subject, time_ms, data
  ) AS counts`;

/** Counts what is really there, or was when it was let go, row by row; trusts none of the counters that intake keeps. */
export function* auditGateway(gateway: string): Deed<Audit> {
  const columns = 'id, gateway, epoch, lane, acked, stored, quarantined, duplicates, gaps, swept';
  const rows = yield* rowsOf<StreamRow & Pick<StreamAudit, 'swept'> & { id: number }>(
    `SELECT ${columns} FROM streams WHERE gateway = @gateway ORDER BY id`,
    { gateway },
  );
  const streams: StreamAudit[] = [];
  for (const { id, ...stream } of rows) {
    const ranges = yield* rowsOf<{ from: number; to: number }>(holes, {
      ...{ stream: id, acked: stream.acked, swept: stream.swept },
    });
    const missing = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    streams.push({ ...stream, missing, missingRanges: ranges.slice(0, shownRanges) });
  }
  const found = yield* rowOf<{ repeats: number }>(repeats, { gateway, limit: comparedEvents });
  const downlink = yield* auditDownlink(gateway);
  return { streams, duplicatesStored: found!.repeats, comparedEvents, downlink };
}
