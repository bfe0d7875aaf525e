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
    'a gateway without its cloud for 72 hours of simulated time; afterwards every alarm is there, ahead of the backlog of events',
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
    link.restore();
    await until(() => {
      found = reconcile(evidence);
      return found.problems.length === 0;
    }, 120_000);
    const overtaken = overtakenAt(cloud.database);
    const { missing, duplicate, reordered, atCloud, problems } = found!;
    // each lane has one batch under way at a time, so that some events come in between, never most of them
    const isLate = overtaken > queued.event / 2;
    const late = isLate ? [`${overtaken} of ${queued.event} events came before the last alarm that had waited`] : [];
    const figures = { hours, alarmEvents: queued.alarm, otherEvents: queued.event, eventsBeforeLastAlarm: overtaken };
    return reportOf({ ...figures, missing, duplicate, reordered, atCloud }, [...problems, ...late]);
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
  for (let hour = 0; hour < hours; hour += 1) {
    for (let card = 1; card <= cardsAnHour; card += 1)
      await reader.event(hour * cardsAnHour + card, 'card-presented', { card: 'uid:0A1B2C3D' });
    await button.event(2 * hour + 1, 'help-pressed');
    await button.event(2 * hour + 2, 'help-reset');
    hourIsOver();
  }
}

function backlogOf(database: string): Record<'alarm' | 'event', number> {
  const store = openStoreToRead(database);
  const count = store.prepare('SELECT count(*) AS count FROM outbox WHERE lane = ?');
  const of = (lane: string) => (count.get(lane) as { count: number }).count;
  const backlog = { alarm: of('alarm'), event: of('event') };
  store.close();
  return backlog;
}
