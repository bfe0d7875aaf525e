import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { findPostgres, startPostgres } from '../fixtures/postgres-cluster.ts';
import { type BenchCloud, startBenchCloud } from './fleet/bench-cloud.ts';
import { issueFleet } from './fleet/issue-fleet.ts';
import { openOperatorEye } from './fleet/operator-eye.ts';
import { accessEvent, alarmEvent } from './fleet/outgoing.ts';
import { type SimulatedGateway, startSimulatedGateway } from './fleet/simulated-gateway.ts';

/** So many begin a second; after a cut of the cloud the gateways' own jitter spreads them. */
const startsPerS = 100;
/**
 * Events of the whole fleet a second while it is watched, and alarms: each is a request of its own, as no gateway has two at a time. With more,
 * ten thousand gateways in one process have no processor time left (`cloud-ingest` asks how many events a cloud takes).
 */
const eventsPerS = 200;
const alarmsPerS = 5;
/** Gateways whose settings are changed together. */
const changedTogether = 1000;
const givenUpMs = 15 * 60_000;

/**
 * Gateways with certificates on one cloud process: how long until all are connected (downlink open, status and a first event
 * acknowledged), what the cloud needs for it, how fast alarms are on an operator's page meanwhile, and how long a change of
 * settings takes to be in force at a thousand of them. The gateways are the product's own code over queues in memory, all in
 * this process, on the same machine. `npm run bench -- cloud-fleet [--gateways 10000] [--seconds 20] [--store sqlite|postgres]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const options = {
    gateways: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '20' },
    store: { type: 'string', default: 'sqlite' },
  } as const;
  const { values } = parseArgs({ args, options });
  const [count, seconds] = [Number(values.gateways), Number(values.seconds)];
  if (!Number.isInteger(count) || count < 1 || count > 20_000) throw new Error('--gateways takes 1 to 20000');
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 3600) throw new Error('--seconds takes 1 to 3600');
  if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store takes sqlite or postgres');
  if (values.store === 'postgres' && !findPostgres()) throw new Error('Debian’s postgresql is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'ringward-fleet-'));
  const cluster = values.store === 'postgres' ? await startPostgres() : undefined;
  try {
    const address = await cluster?.createDatabase();
    const place = { data: join(folder, 'data'), ...(address ? { store: address } : {}) };
    const said = { bench: 'cloud-fleet', cores: availableParallelism(), store: values.store, gateways: count };
    return { ...said, ...(await measure(folder, place, count, seconds)) };
  } finally {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, place: Parameters<typeof issueFleet>[0], count: number, seconds: number) {
  progress(`issuing ${count} certificates`);
  const { ca, members } = await issueQuickly(place, count);
  const cloud = await startBenchCloud(folder, place);
  const fleet: SimulatedGateway[] = [];
  const applied = new Map<string, number>();
  try {
    const startedMs = performance.now();
    for (const [index, member] of members.entries()) {
      const reported = () => applied.set(member.gateway, performance.now());
      const simulated = startSimulatedGateway({ url: cloud.gatewayUrl, ca, member, reported });
      fleet.push(simulated);
      simulated.outbox.append(accessEvent(index));
      if (index % 10 === 9) await sleep(10_000 / startsPerS);
    }
    const connected = await untilConnected(fleet, startedMs);
    const atRest = cloud.cost();
    progress(
      `${connected.count} connected after ${round(connected.tookMs / 1000)} s, the cloud has ${atRest.rssMiB} MiB`,
    );
    const live = await watchLive(cloud, fleet, seconds);
    const settings = await orUnanswered('settings', changeSettings(cloud, fleet, applied));
    return {
      ...{ connectedS: round(connected.tookMs / 1000), connected: connected.count },
      ...{ rssMiB: atRest.rssMiB, ...live, ...settings, peakMiB: cloud.cost().peakMiB },
      ...(await orUnanswered('stored', countStored(cloud, fleet))),
    };
  } finally {
    progress('stopping');
    await Promise.all(fleet.map((each) => each.stop()));
    await cloud.stop();
  }
}

/** Where the fleet leaves its own machine no processor, a request of the operator comes to no end: the bench says so, and ends. */
async function orUnanswered<Found extends object>(what: string, work: Promise<Found>) {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
    return { [`${what}Unanswered`]: true };
  }
}

/** Thirty thousand small transactions are not what is measured: the embedded store is made in memory and copied to the disk. */
async function issueQuickly(place: Parameters<typeof issueFleet>[0], count: number) {
  if (place.store) return issueFleet(place, count);
  const memory = mkdtempSync('/dev/shm/ringward-fleet-');
  try {
    const issued = await issueFleet({ data: memory }, count);
    cpSync(memory, place.data, { recursive: true });
    return issued;
  } finally {
    rmSync(memory, { recursive: true, force: true });
  }
}

function progress(text: string): void {
  process.stderr.write(`· ${text}\n`);
}

const round = (value: number) => Math.round(value * 10) / 10;

async function untilConnected(fleet: readonly SimulatedGateway[], startedMs: number) {
  let count = 0;
  for (let second = 0; performance.now() - startedMs < givenUpMs; second += 1) {
    count = fleet.filter((each) => each.isConnected()).length;
    if (count === fleet.length) break;
    if (second % 50 === 0) progress(`${count} of ${fleet.length} connected`);
    await sleep(200);
  }
  return { count, tookMs: performance.now() - startedMs };
}

/** Events from everywhere, and alarms whose way to an operator's open page is timed. */
async function watchLive(cloud: BenchCloud, fleet: readonly SimulatedGateway[], seconds: number) {
  progress(`watching for ${seconds} s`);
  const eye = await openOperatorEye(cloud);
  const raised = new Map<string, number>();
  const before = cloud.cost().cpuS;
  const beganMs = performance.now();
  let [events, alarms] = [0, 0];
  while (performance.now() - beganMs < seconds * 1000) {
    const elapsedS = (performance.now() - beganMs) / 1000;
    for (; events < elapsedS * eventsPerS; events += 1) pick(fleet).outbox.append(accessEvent(events));
    for (; alarms < elapsedS * alarmsPerS; alarms += 1) raised.set(raiseAlarm(pick(fleet), alarms), performance.now());
    await sleep(20);
  }
  const cpuShare = (cloud.cost().cpuS - before) / ((performance.now() - beganMs) / 1000);
  const isSeen = (alarm: string) => eye.seenAtMs(alarm) !== undefined;
  for (let wait = 0; wait < 300 && ![...raised.keys()].every(isSeen); wait += 1) await sleep(100);
  eye.close();
  const tookMs = [...raised].flatMap(([alarm, atMs]) => (isSeen(alarm) ? [eye.seenAtMs(alarm)! - atMs] : []));
  return {
    ...{
      seconds,
      events,
      alarms: raised.size,
      alarmsSeen: tookMs.length,
      cloudCores: round(cpuShare),
      pageLost: eye.lost(),
    },
    alarmMsMedian: Math.round(percentile([...tookMs], 0.5)),
    alarmMsP99: Math.round(percentile(tookMs, 0.99)),
  };
}

const pick = (fleet: readonly SimulatedGateway[]) => fleet[Math.floor(Math.random() * fleet.length)]!;

function raiseAlarm({ gateway, outbox }: SimulatedGateway, number: number): string {
  const alarm = `${gateway}-a${number}`;
  outbox.append(alarmEvent(alarm));
  return alarm;
}

/** One layer for a thousand gateways: from the operator's request to the last of them running with it. */
async function changeSettings(cloud: BenchCloud, fleet: readonly SimulatedGateway[], applied: Map<string, number>) {
  progress('changing settings');
  const members = fleet.slice(0, changedTogether).map(({ gateway }) => gateway);
  applied.clear();
  const beganMs = performance.now();
  await cloud.ask('/v1/layers/group:bench', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '"0"' },
    body: JSON.stringify({ content: { log: { level: 'debug' } }, members, why: 'bench' }),
  });
  const savedMs = performance.now() - beganMs;
  for (let wait = 0; wait < 600 && applied.size < members.length; wait += 1) await sleep(100);
  const tookMs = [...applied.values()].map((atMs) => atMs - beganMs);
  return {
    ...{ settingsGateways: applied.size, settingsSavedMs: Math.round(savedMs) },
    settingsAllMs: Math.round(Math.max(0, ...tookMs)),
  };
}

/** Everything that a gateway was told is stored has to be in the store. */
async function countStored(cloud: BenchCloud, fleet: readonly SimulatedGateway[]) {
  const acked = fleet
    .map(({ outbox }) => outbox.progress())
    .reduce((sum, { alarm, event }) => sum + alarm.acked + event.acked, 0);
  const { gateways } = (await (await cloud.ask('/v1/gateways')).json()) as {
    gateways: { totals: { stored: number; missing: number } }[];
  };
  const stored = gateways.reduce((sum, { totals }) => sum + totals.stored, 0);
  const missing = gateways.reduce((sum, { totals }) => sum + totals.missing, 0);
  if (stored < acked || missing > 0) throw new Error(`${acked} events were acknowledged, ${stored} are stored`);
  return { acked, stored, missing };
}
