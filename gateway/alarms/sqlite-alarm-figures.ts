import type { AlarmType, Disposition, Priority } from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { AlarmFigures } from './alarm.ts';
import { timesOf } from './rationale/rationale.ts';
import { createRecordingLog } from './sqlite-recording-log.ts';

const hourMs = 3_600_000;
const slotMs = 600_000;
/** EEMUA 191: so many in ten minutes are a flood. */
const floodOf = 10;
const priorities: readonly Priority[] = [1, 2, 3, 4];
const rings: readonly Ring[] = [1, 2, 3];
/** Those say nothing of whether the site's alarms can be relied on. */
const notCounted = ['test', 'duplicate'];

type Response = AlarmFigures['response'][number]['acknowledged'];
interface Waiting {
  ring: Ring;
  count: number;
  medianMs: number;
  p90Ms: number;
  p95Ms: number;
  within: number;
}

const real = 'raised_at_ms >= @fromMs AND raised_at_ms < @toMs AND drill = 0';
const seen = `${real} AND born_hidden = 0`;

/** What a span's alarms came to; real ones, without those of drills, and those that were never on the list apart. */
export function createAlarmFigures(store: Store): (fromMs: number, toMs: number) => AlarmFigures {
  const { recordedMs: recordedIn } = createRecordingLog(store);
  const byPriority = store.prepare(
    `SELECT priority, count(*) AS raised FROM alarms INDEXED BY alarms_by_time WHERE ${seen} GROUP BY priority`,
  );
  const byRing = store.prepare(
    `SELECT ring, count(*) AS raised FROM alarms INDEXED BY alarms_by_time WHERE ${seen} GROUP BY ring`,
  );
  const occurrences = store
    .prepare(`SELECT coalesce(sum(count), 0) FROM alarms INDEXED BY alarms_by_time WHERE ${seen}`)
    .pluck();
  const suppressed = store
    .prepare(`SELECT count(*) FROM alarms INDEXED BY alarms_by_time WHERE ${real} AND born_hidden = 1`)
    .pluck();
  const slots = store
    .prepare(
      `SELECT count(*) FROM (SELECT 1 FROM alarms INDEXED BY alarms_by_time WHERE ${seen}
         GROUP BY CAST((raised_at_ms - @fromMs) / ${slotMs} AS INTEGER) HAVING count(*) >= ${floodOf})`,
    )
    .pluck();
  const byHour = store.prepare(
    `SELECT raised_at_ms / ${hourMs} * ${hourMs} AS atMs, sum(priority = 1) AS p1, sum(priority = 2) AS p2,
       sum(priority = 3) AS p3, sum(priority = 4) AS p4
     FROM alarms INDEXED BY alarms_by_time WHERE ${seen} GROUP BY 1 ORDER BY 1`,
  );
  const byDisposition = store.prepare(
    `SELECT disposition, count(*) AS count FROM alarms INDEXED BY alarms_by_time
     WHERE ${seen} AND disposition IS NOT NULL GROUP BY 1 ORDER BY 2 DESC`,
  );
  const badActors = store.prepare(
    `SELECT source, type, sum(count) AS occurrences, sum(coalesce(disposition = 'no-cause-found', 0)) AS noCause
     FROM alarms INDEXED BY alarms_by_time WHERE ${seen} GROUP BY source, type ORDER BY 3 DESC, 1, 2 LIMIT 10`,
  );
  const answered = waitingFor(store, 'answered_at_ms');
  const arrived = waitingFor(store, 'arrived_at_ms');

  return (fromMs, toMs) => {
    const span = { fromMs, toMs };
    const mix = byPriority.all(span) as { priority: Priority; raised: number }[];
    const raised = mix.reduce((sum, each) => sum + each.raised, 0);
    const raisedIn = new Map(
      (byRing.all(span) as { ring: Ring; raised: number }[]).map((row) => [row.ring, row.raised]),
    );
    const acknowledgements = answered(span, (priority) => timesOf(priority).acknowledgeMs);
    const arrivals = arrived(span, (priority) => timesOf(priority).arriveMs);
    const recordedMs = recordedIn(fromMs, toMs);
    const dispositions = byDisposition.all(span) as { disposition: Disposition; count: number }[];
    return {
      ...{ fromMs, toMs, raised },
      occurrences: occurrences.get(span) as number,
      suppressed: suppressed.get(span) as number,
      recordedMs,
      perHour: recordedMs > 0 ? (raised * hourMs) / recordedMs : 0,
      floodSlots: slots.get(span) as number,
      byPriority: priorities.map((priority) => {
        const of = mix.find((each) => each.priority === priority)?.raised ?? 0;
        return { priority, raised: of, share: raised === 0 ? 0 : of / raised };
      }),
      byHour: byHour.all(span) as AlarmFigures['byHour'],
      byDisposition: dispositions,
      response: rings.map((ring) => ({
        ring,
        // What nobody took was not taken in time; nobody has to arrive at all of them.
        acknowledged: toResponse(acknowledgements.get(ring), raisedIn.get(ring) ?? 0),
        arrived: toResponse(arrivals.get(ring), arrivals.get(ring)?.count ?? 0),
      })),
      badActors: badActors.all(span) as { source: string; type: AlarmType; occurrences: number; noCause: number }[],
      reliability: reliabilityOf(dispositions),
    };
  };
}

/** By ring: how long those waited that were reached, and how many no longer than their priority allows. */
function waitingFor(store: Store, column: 'answered_at_ms' | 'arrived_at_ms') {
  const rank = (share: number) => `max(CASE WHEN k = CAST(ceil(n * ${share}) AS INTEGER) THEN ms END)`;
  const statement = store.prepare(
    `WITH waited AS (
       SELECT ring, max(0, ${column} - coalesce(shown_at_ms, raised_at_ms)) AS ms,
         max(0, ${column} - coalesce(shown_at_ms, raised_at_ms)) <= coalesce(@limits ->> ('$.p' || priority), 9e15) AS isWithin
       FROM alarms INDEXED BY alarms_by_time WHERE ${seen} AND ${column} IS NOT NULL
     ), ranked AS (
       SELECT ring, ms, isWithin, row_number() OVER (PARTITION BY ring ORDER BY ms) AS k,
         count(*) OVER (PARTITION BY ring) AS n
       FROM waited
     )
     SELECT ring, n AS count, ${rank(0.5)} AS medianMs, ${rank(0.9)} AS p90Ms, ${rank(0.95)} AS p95Ms,
       sum(isWithin) AS within FROM ranked GROUP BY ring`,
  );
  return (span: { fromMs: number; toMs: number }, limitOf: (priority: Priority) => number | undefined) => {
    const limits = Object.fromEntries(priorities.map((priority) => [`p${priority}`, limitOf(priority) ?? null]));
    const rows = statement.all({ ...span, limits: JSON.stringify(limits) }) as Waiting[];
    return new Map(rows.map((row) => [row.ring, row]));
  };
}

function toResponse(waited: Waiting | undefined, of: number): Response {
  const { count = 0, medianMs = 0, p90Ms = 0, p95Ms = 0, within = 0 } = waited ?? {};
  return { count, medianMs, p90Ms, p95Ms, withinShare: of === 0 ? 0 : within / of };
}

function reliabilityOf(dispositions: readonly { disposition: Disposition; count: number }[]): number | undefined {
  const counted = dispositions.filter(({ disposition }) => !notCounted.includes(disposition));
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return undefined;
  const vain = counted.filter(({ disposition }) => disposition === 'nuisance' || disposition === 'no-cause-found');
  return 1 - vain.reduce((sum, { count }) => sum + count, 0) / all;
}
