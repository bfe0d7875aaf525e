import type Database from 'better-sqlite3';
import { auditDownlink } from './sqlite-downlink.ts';
import type { Audit, StreamAudit, StreamRow } from './store.ts';

/** Events that are compared with each other for saying the same thing twice. */
const comparedEvents = 100_000;
const shownRanges = 20;

// every sequence that has a row, whichever table holds it
const kept = `SELECT seq FROM events WHERE stream = @stream
  UNION ALL SELECT seq FROM quarantine WHERE stream = @stream`;

const holes = `
  SELECT before + 1 AS "from", seq - 1 AS "to" FROM (
    SELECT seq, lag(seq, 1, 0) OVER (ORDER BY seq) AS before FROM (
      SELECT seq FROM (${kept}) WHERE seq <= @acked UNION ALL SELECT @acked + 1
    )
  ) WHERE seq > before + 1 ORDER BY seq`;

const repeats = `
  SELECT coalesce(sum(n - 1), 0) AS repeats, coalesce(sum(n), 0) AS compared FROM (
    SELECT count(*) AS n FROM (
      SELECT e.type, e.subject, e.time_ms, e.data FROM events e JOIN streams s ON s.id = e.stream
      WHERE s.gateway = @gateway ORDER BY e.position DESC LIMIT @limit
    ) GROUP BY type, subject, time_ms, data
  )`;

/** Counts what is really there, row by row; trusts none of the counters that intake keeps. */
export function auditGateway(prepare: (sql: string) => Database.Statement, gateway: string): Audit {
  const columns = 'id, gateway, epoch, lane, acked, stored, quarantined, duplicates, gaps';
  const rows = prepare(`SELECT ${columns} FROM streams WHERE gateway = ? ORDER BY id`).all(gateway);
  const streams = (rows as (StreamRow & { id: number })[]).map(({ id, ...stream }): StreamAudit => {
    const ranges = prepare(holes).all({ stream: id, acked: stream.acked }) as { from: number; to: number }[];
    const missing = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    return { ...stream, missing, missingRanges: ranges.slice(0, shownRanges) };
  });
  const found = prepare(repeats).get({ gateway, limit: comparedEvents }) as { repeats: number; compared: number };
  const downlink = auditDownlink(prepare, gateway);
  return { streams, duplicatesStored: found.repeats, comparedEvents: found.compared, downlink };
}
