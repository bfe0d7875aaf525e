import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../gateway/kernel/clock.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { createCuttableLink } from '../../scripts/compound/cuttable-link.ts';
import { openCloudProcess } from '../fixtures/cloud-process.ts';
import { type RunningGateway, runGateway } from '../fixtures/run-gateway.ts';
import { type FaultOptions, type FaultReport, type FaultSuite, reportOf } from './fault-suite.ts';
import { busySite } from './parts/busy-site.ts';
import { type Reconciled, reconcile } from './parts/reconcile.ts';
import { until } from './parts/until.ts';

const hourMs = 3_600_000;
const promisedHours = 72;
const cardsAnHour = 30;
const token = 'a-token-of-this-gateway-0001';

export const fault: FaultSuite = {
  name: 'offline',
  about:
    'a gateway without its cloud for 72 hours of simulated time; afterwards every alarm is there, by priority and ahead of the backlog of events',
  run,
};

/** `runs` is the number of hours. */
async function run({ runs: hours = promisedHours, say }: FaultOptions): Promise<FaultReport> {
  const cloud = await openCloudProcess([{ id: 'gw-1', token }]);
  await cloud.start();
  const link = await createCuttableLink(cloud.port);
  const dir = mkdtempSync(join(tmpdir(), 'ringward-offline-'));
  let aheadMs = -hours * hourMs;
  const clock: Clock = {
    wallMs: () => systemClock.wallMs() + aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + aheadMs,
  };
  const site = { ...busySite(1, 2), cloud: { url: `http://127.0.0.1:${link.port}`, token } };
  const evidence = { diaries: [], gateway: join(dir, 'data', 'site.db'), cloud: cloud.database, settled: true };
  link.cut();
  const running = await runGateway(site, { dir, clock });
  let found: Reconciled | undefined;
  try {
    await live(running, hours, () => {
      aheadMs += hourMs;
    });
    const queued = backlogOf(evidence.gateway);
    say(`${hours} hours: ${queued.alarm} alarm events and ${queued.event} others wait`);
    const backAtMs = clock.wallMs();
    link.restore();
    await until(() => {
      found = reconcile(evidence);
      return found.problems.length === 0;
    }, 120_000);
    const overtaken = overtakenAt(cloud.database);
    const { missing, duplicate, reordered, atCloud, problems } = found!;
    const { priorities, unordered } = checkPriorities(cloud.database, queued.numbered, backAtMs);
    // each lane has one batch under way at a time, so that some events come in between, never most of them
    const isLate = overtaken > queued.event / 2;
    const late = isLate ? [`${overtaken} of ${queued.event} events came before the last alarm that had waited`] : [];
    const figures = {
      hours,
      alarmEvents: queued.alarm,
      otherEvents: queued.event,
      eventsBeforeLastAlarm: overtaken,
      priorities,
    };
    return reportOf({ ...figures, missing, duplicate, reordered, atCloud }, [...problems, ...late, ...unordered]);
  } finally {
    await running.stop();
    await Promise.all([link.close(), cloud.remove()]);
    rmSync(dir, { recursive: true, force: true });
  }

  function overtakenAt(database: string): number {
    const store = openStoreToRead(database);
    const sql = `SELECT count(*) AS count FROM events e JOIN streams s ON s.id = e.stream WHERE s.lane = 'event'
      AND e.position < (SELECT max(a.position) FROM events a JOIN streams l ON l.id = a.stream
        WHERE l.lane = 'alarm' AND a.time_ms < ?)`;
    const { count } = store.prepare(sql).get(clock.wallMs() - hourMs / 2) as { count: number };
    store.close();
    return count;
  }
}

/** Each hour people come home, and something happens that is an alarm, and ends. */
async function live(running: RunningGateway, hours: number, hourIsOver: () => void): Promise<void> {
  const reader = await running.device('d1-r');
  const button = await running.device('s1');
  const detector = await running.device('s2');
  for (let hour = 0; hour < hours; hour += 1) {
    // from priority 4 up to 1, as they must not be sent
    const told = [
      ...[['battery-low', { percent: 9 }] as const, ['fault', { code: 'E1' }] as const, ['tamper', {}] as const],
      ...[['battery-restored', {}] as const, ['fault-ended', {}] as const, ['tamper-ended', {}] as const],
    ];
    for (const [index, [type, data]] of told.entries())
      await detector.event(hour * told.length + index + 1, type, data);
    for (let card = 1; card <= cardsAnHour; card += 1)
      await reader.event(hour * cardsAnHour + card, 'card-presented', { card: 'uid:0A1B2C3D' });
    await button.event(2 * hour + 1, 'help-pressed');
    await button.event(2 * hour + 2, 'help-reset');
    hourIsOver();
  }
}

/** `numbered`: alarm events that were taken for sending before, and so go first whatever they are. */
function backlogOf(database: string): Record<'alarm' | 'event' | 'numbered', number> {
  const store = openStoreToRead(database);
  const count = (sql: string) => store.prepare(`SELECT count(*) FROM ${sql}`).pluck().get() as number;
  const numbered = count("outbox WHERE lane = 'alarm'");
  const backlog = { alarm: numbered + count('outbox_alarms'), event: count("outbox WHERE lane = 'event'"), numbered };
  store.close();
  return backlog;
}

interface SentAlarm {
  seq: number;
  alarm: string;
  priority: number;
  atMs: number;
}

/** Of the alarm events that had waited: the most urgent first, the oldest first within one priority, each alarm in its own order. */
function checkPriorities(database: string, numbered: number, backAtMs: number) {
  const store = openStoreToRead(database);
  const sql = `SELECT e.seq, e.data ->> '$.alarm' AS alarm, e.data ->> '$.priority' AS priority, e.time_ms AS atMs
    FROM events e JOIN streams s ON s.id = e.stream WHERE s.lane = 'alarm' AND e.type LIKE 'ringward.alarm.%'
    AND e.seq > ? ORDER BY e.seq`;
  const all = store.prepare(sql).all(numbered) as SentAlarm[];
  store.close();
  const sent = all.filter(({ atMs }) => atMs < backAtMs);
  const urgency = (of: SentAlarm) =>
    Math.min(...sent.filter(({ alarm, seq }) => alarm === of.alarm && seq >= of.seq).map(({ priority }) => priority));
  const ranked = sent.map((each) => ({ ...each, urgency: urgency(each) }));
  const unordered = ranked.flatMap((each, index) => {
    const before = ranked[index - 1];
    if (!before || before.urgency < each.urgency) return [];
    if (before.urgency === each.urgency && before.atMs <= each.atMs) return [];
    return [`reordered: P${before.urgency} of ${before.atMs} was sent before P${each.urgency} of ${each.atMs}`];
  });
  const priorities = new Set(ranked.map((each) => each.urgency)).size;
  const few = priorities < 4 ? [`alarms of ${priorities} priorities waited instead of four`] : [];
  return { priorities, unordered: [...unordered.slice(0, 20), ...few] };
}
