import { setTimeout as sleep } from 'node:timers/promises';
import type { SiteDevices } from '../../firmware-sims/compound/site-devices.ts';
import { dayMs } from '../../gateway/kernel/clock.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { until } from '../fault/parts/until.ts';
import { type HandFedCameras, openHandFedCameras } from './hand-fed-cameras.ts';
import { type Judgement, judgeMost } from './judge.ts';
import { judgeSoak } from './judge-soak.ts';
import { createLatencyBook, type LatencyBook, type LatencyKind } from './latency-book.ts';
import { type Play, playCompound } from './play-compound.ts';
import { openSoakCompound, type SoakCompound } from './soak-compound.ts';
import { drawSoakCourt, keptDays, type SoakCourt } from './soak-court.ts';
import { startSoakDevices } from './soak-devices.ts';
import type { SoakSample } from './soak-sample.ts';

export interface SoakOptions {
  minutes: number;
  /** How many hours of the compound's life pass in an hour: of its traffic, not of the gateway's clocks. */
  speed: number;
  seed: number;
  /** Only the first of the 23. */
  buildings?: number;
  say(line: string): void;
}

export interface SoakResult {
  /** Counts and times, with the unit in the name. */
  figures: Record<string, number>;
  samples: SoakSample[];
  judgements: Judgement[];
  /** What did not hold, whatever the judgements say; each a sentence. */
  problems: string[];
}

/** The day begins before its first peak, so that thirty hours see two mornings and one evening. */
const fromHour = 5;
const windows = 45;
const shortestWindowMs = 1000;
/** The line to the cloud is away for a twentieth of the run. */
const cut = { from: 0.4, to: 0.45 };
/** Of the run, with the clock ahead, while what was kept for long enough is swept. */
const afterwards = 0.1;
const patienceMs = 300_000;
/** Whose reader was away, as readers are now and then; their controller answers them. Per cent. */
const mostUnanswered = 1;

interface Stage {
  options: SoakOptions;
  compound: SoakCompound;
  court: SoakCourt;
  devices: SiteDevices;
  cameras: HandFedCameras;
  latencies: LatencyBook;
}

export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const court = drawSoakCourt(options.seed, options.buildings);
  const compound = await openSoakCompound(court.site);
  const latencies = createLatencyBook();
  const devices = startSoakDevices(compound, latencies);
  const identity = { site: compound.site.site.id, node: court.node.id, secret: court.node.secret };
  const cameras = openHandFedCameras(identity, compound.site.gateway.mqtt!.port);
  try {
    const stage: Stage = { options, compound, court, devices, cameras, latencies };
    await whenOnline(stage);
    options.say(`${devices.all.size} devices and ${court.site.cameras.length} cameras are there`);
    latencies.window();
    const { samples, play } = await liveOn(stage);
    const problems = await problemsAtCloud(compound);
    // what half an hour has found is not to go with a last step that fails
    const swept = await sweepAfter(stage).catch((error: Error) => ({ figures: {}, problems: [error.message] }));
    problems.push(...swept.problems);
    const figures = { ...figuresOf(stage, samples, play), ...swept.figures };
    const unanswered = (100 * play.unanswered) / Math.max(1, play.opened + play.unanswered);
    const answers = judgeMost('people whom the gateway did not answer, %', [[0, unanswered]], mostUnanswered);
    return { figures, samples, judgements: [...judgeSoak(samples), answers], problems };
  } finally {
    // neither keeps the other, nor the programs, from their end
    await Promise.allSettled([cameras.close(), devices.stop()]);
    await compound.close();
  }
}

async function whenOnline({ devices, cameras }: Stage): Promise<void> {
  const missing = await devices.whenOnline(patienceMs);
  if (missing.length > 0) throw new Error(`${missing.length} devices did not come, ${missing[0]} among them`);
  await cameras.ready;
}

/** The days themselves. */
async function liveOn(stage: Stage): Promise<{ samples: SoakSample[]; play: ReturnType<Play['counts']> }> {
  const { options, compound } = stage;
  const totalMs = options.minutes * 60_000;
  const play = playCompound({ ...stage, ...options, fromHour, wallMs: Date.now });
  const samples: SoakSample[] = [];
  const beganMs = performance.now();
  const windowMs = Math.max(shortestWindowMs, totalMs / windows);
  try {
    for (let next = windowMs; next <= totalMs; next += windowMs) {
      await sleep(Math.max(0, beganMs + next - performance.now()));
      const passed = (performance.now() - beganMs) / totalMs;
      if (passed >= cut.from && passed < cut.to) compound.uplink.cut();
      else compound.uplink.restore();
      const sample = await takeSample(stage, (performance.now() - beganMs) / 1000);
      samples.push(sample);
      options.say(describe(sample, play));
    }
  } finally {
    compound.uplink.restore();
    await play.stop();
  }
  return { samples, play: play.counts() };
}

const acknowledged = (devices: SiteDevices) =>
  [...devices.all.values()].reduce((sum, device) => sum + device.stats().acknowledged, 0);

async function takeSample({ compound, devices, latencies }: Stage, atS: number): Promise<SoakSample> {
  const window = latencies.window();
  const [gateway, cloud] = await Promise.all([compound.gateway.sample(), compound.cloud.sample()]);
  return { atS, events: acknowledged(devices), gateway, cloud, latencies: window };
}

const mib = (bytes: number) => Math.round(bytes / 1024 / 1024);

function describe({ atS, events, gateway, cloud, latencies }: SoakSample, play: Play): string {
  const card = latencies['card-to-door'];
  const memory = [gateway, cloud].map(({ rssBytes, heapBytes }) => `${mib(rssBytes)}/${mib(heapBytes)} MiB`).join(', ');
  const { opened, unanswered } = play.counts();
  return `${Math.round(atS)} s: ${events} events, ${opened} passages, ${unanswered} unanswered; rss/heap ${memory}; fds ${gateway.descriptors}, ${cloud.descriptors}; card p99 ${card?.p99Ms.toFixed(0) ?? '–'} ms`;
}

interface Lane {
  lane: string;
  issued: number;
  acked: number;
}

/** Once all is sent: each lane's numbers stand at the cloud, each once, without a gap. */
async function problemsAtCloud({ databases }: SoakCompound): Promise<string[]> {
  const lanes = () => readRows<Lane>(databases.gateway, 'SELECT lane, issued, acked FROM outbox_lanes');
  const isSent = await until(() => lanes().every(({ issued, acked }) => issued === acked), patienceMs);
  const stored = readRows<{ lane: string; count: number; last: number; gaps: number }>(
    databases.cloud,
    `SELECT s.lane, count(e.seq) AS count, max(e.seq) AS last, max(s.gaps) AS gaps
     FROM streams s LEFT JOIN events e ON s.id = e.stream GROUP BY s.lane`,
  );
  const wrong = lanes().flatMap(({ lane, issued }) => {
    const found = stored.find((one) => one.lane === lane);
    const isWhole = found ? found.count === issued && found.last === issued && found.gaps === 0 : issued === 0;
    return isWhole ? [] : [`of lane ${lane} ${issued} were issued, the cloud has ${JSON.stringify(found)}`];
  });
  return [...(isSent ? [] : ['the cloud had not acknowledged everything after five minutes']), ...wrong];
}

/** Three weeks later, and people come and go while what they left is swept. */
async function sweepAfter(stage: Stage): Promise<Pick<SoakResult, 'figures' | 'problems'>> {
  const { options, compound, devices, latencies } = stage;
  const aheadMs = (keptDays + 1) * dayMs;
  const endedMs = Date.now();
  const before = rowsBefore(compound.databases.gateway, endedMs);
  const isClean = async () => {
    await sleep(200);
    return !isAnyBefore(compound.databases.gateway, endedMs);
  };
  for (const device of devices.all.values()) device.setClock(aheadMs);
  await compound.restartGateway(keptDays + 1);
  await whenOnline(stage);
  latencies.window();
  const databaseBytes = (await compound.gateway.sample()).databaseBytes;
  const startedMs = performance.now();
  const wallMs = () => Date.now() + aheadMs;
  const play = playCompound({ ...stage, ...options, seed: options.seed + 1, fromHour: 7, wallMs });
  const whileSwept = async () => {
    const isSwept = await until(isClean, patienceMs);
    const tookMs = performance.now() - startedMs;
    await sleep(Math.max(0, options.minutes * 60_000 * afterwards - tookMs));
    return { isSwept, tookMs };
  };
  // whatever fails, nobody goes on in a compound that is closed
  const { isSwept, tookMs } = await whileSwept().finally(() => play.stop());
  const window = latencies.window()['card-to-door'];
  const after = await compound.gateway.sample();
  options.say(
    `swept ${before} rows in ${Math.round(tookMs / 1000)} s, card p99 meanwhile ${window?.p99Ms.toFixed(0)} ms`,
  );
  const grown = after.databaseBytes / databaseBytes;
  const problems = [
    ...(before > 0 ? [] : ['there was nothing to sweep']),
    ...(isSwept ? [] : ['rows whose time is over are still kept after five minutes']),
    // what is freed is used again
    ...(grown <= 1.05 ? [] : [`the database grew to ${grown.toFixed(2)} of its size while it was swept`]),
  ];
  const figures = {
    ...{ sweptRows: before, sweptInS: Math.round(tookMs / 1000), databaseAfterSweepShare: round(grown) },
    ...{ passagesMeanwhile: play.counts().opened, cardP99MsMeanwhile: round(window?.p99Ms ?? 0) },
  };
  return { figures, problems };
}

const round = (value: number) => Math.round(value * 100) / 100;

function rowsBefore(database: string, ms: number): number {
  const sql = `SELECT (SELECT count(*) FROM device_events WHERE received_at_ms < ${ms})
    + (SELECT count(*) FROM decisions WHERE at_ms < ${ms}) AS count`;
  return readRows<{ count: number }>(database, sql)[0]!.count;
}

function isAnyBefore(database: string, ms: number): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM device_events WHERE received_at_ms < ${ms})
    OR EXISTS (SELECT 1 FROM decisions WHERE at_ms < ${ms}) AS found`;
  return readRows<{ found: number }>(database, sql)[0]!.found === 1;
}

function readRows<T>(database: string, sql: string): T[] {
  const store = openStoreToRead(database);
  try {
    return store.prepare(sql).all() as T[];
  } finally {
    store.close();
  }
}

function figuresOf(
  { options, court, devices }: Stage,
  samples: readonly SoakSample[],
  play: ReturnType<Play['counts']>,
): Record<string, number> {
  const last = samples.at(-1)!;
  const p99 = (kind: LatencyKind) => {
    const values = samples.flatMap(({ latencies }) => latencies[kind]?.p99Ms ?? []);
    return values.length === 0 ? 0 : round(percentile(values, 0.5));
  };
  return {
    ...{ minutes: options.minutes, compoundHours: round((options.minutes * options.speed) / 60) },
    ...{ residents: court.residents.length, devices: devices.all.size, cameras: court.site.cameras.length },
    ...{ events: last.events, eventsPerSecond: round(last.events / last.atS), ...play },
    ...{ decidedAlone: [...devices.doors.values()].reduce((sum, door) => sum + door.decidedAlone, 0) },
    ...{ cardToDoorP99Ms: p99('card-to-door'), plateToBarrierP99Ms: p99('plate-to-barrier') },
    ...{ eventToPubackP99Ms: p99('event-to-puback') },
    ...{ gatewayMib: mib(last.gateway.rssBytes), gatewayHeapMib: mib(last.gateway.heapBytes) },
    ...{ cloudMib: mib(last.cloud.rssBytes), cloudHeapMib: mib(last.cloud.heapBytes) },
    ...{ gatewayDatabaseMib: mib(last.gateway.databaseBytes), cloudDatabaseMib: mib(last.cloud.databaseBytes) },
  };
}
