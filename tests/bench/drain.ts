import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openStore, type Store } from '../../gateway/kernel/sqlite-store.ts';
import { createOutbox, type Outbox } from '../../gateway/outbox/sqlite-outbox.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { findPostgres, startPostgres } from '../fixtures/postgres-cluster.ts';
import { type BenchCloud, startBenchCloud } from './fleet/bench-cloud.ts';
import { issueFleet } from './fleet/issue-fleet.ts';
import { openOperatorEye } from './fleet/operator-eye.ts';
import { accessEvent, alarmEvent } from './fleet/outgoing.ts';
import { startSimulatedGateway } from './fleet/simulated-gateway.ts';

const alarmEveryMs = 200;
const givenUpMs = 15 * 60_000;

/**
 * A gateway that was cut off for long comes back with a backlog in its database, and alarms happen while it catches up: how
 * long the backlog takes, and how long each alarm takes from the gateway's database to an operator's open page. Gateway and
 * operator are in this process, the cloud is in another, on the same machine.
 * `npm run bench -- drain [--events 1000000] [--store sqlite|postgres]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const options = {
    events: { type: 'string', default: '1000000' },
    store: { type: 'string', default: 'sqlite' },
  } as const;
  const { values } = parseArgs({ args, options });
  const events = Number(values.events);
  if (!Number.isInteger(events) || events < 1 || events > 10_000_000) throw new Error('--events takes 1 to 10000000');
  if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store takes sqlite or postgres');
  if (values.store === 'postgres' && !findPostgres()) throw new Error('Debian’s postgresql is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'ringward-drain-'));
  const cluster = values.store === 'postgres' ? await startPostgres() : undefined;
  try {
    const address = await cluster?.createDatabase();
    const place = { data: join(folder, 'data'), ...(address ? { store: address } : {}) };
    const said = { bench: 'drain', cores: availableParallelism(), store: values.store, events };
    return { ...said, ...(await measure(folder, place, events)) };
  } finally {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, place: Parameters<typeof issueFleet>[0], events: number) {
  const { ca, members } = await issueFleet(place, 1);
  const member = members[0]!;
  const cloud = await startBenchCloud(folder, place);
  const store = openStore(join(folder, 'site.db'));
  let wake: () => void = () => undefined;
  const identity = { site: member.site, gateway: member.gateway, bootId: 'boot-0001', hasCloud: true };
  const outbox = createOutbox(store, identity, () => wake());
  try {
    fill(store, outbox, events);
    const simulated = startSimulatedGateway({ url: cloud.gatewayUrl, ca, member, outbox });
    wake = simulated.wake;
    const eye = await openOperatorEye(cloud);
    const drained = await drain(store, outbox, eye.seenAtMs);
    eye.close();
    await simulated.stop();
    return { ...drained, ...(await audit(cloud, member.gateway)) };
  } finally {
    store.close();
    await cloud.stop();
  }
}

function fill(store: Store, outbox: Outbox, events: number): void {
  process.stderr.write(`· writing ${events} events\n`);
  const together = 10_000;
  for (let done = 0; done < events; done += together)
    store.transaction(() => {
      for (let at = done; at < Math.min(done + together, events); at += 1) outbox.append(accessEvent(at));
    });
}

async function drain(store: Store, outbox: Outbox, seenAtMs: (alarm: string) => number | undefined) {
  const raised = new Map<string, number>();
  const beganMs = performance.now();
  const waiting = () => outbox.progress().event.issued - outbox.progress().event.acked;
  while (waiting() > 0 && performance.now() - beganMs < givenUpMs) {
    const alarm = `a${raised.size}`;
    raised.set(alarm, performance.now());
    store.transaction(() => outbox.append(alarmEvent(alarm)));
    if (raised.size % 50 === 0) process.stderr.write(`· ${waiting()} events wait\n`);
    await sleep(alarmEveryMs);
  }
  const drainedS = Math.round((performance.now() - beganMs) / 100) / 10;
  const left = waiting();
  const isSeen = (alarm: string) => seenAtMs(alarm) !== undefined;
  for (let wait = 0; wait < 300 && ![...raised.keys()].every(isSeen); wait += 1) await sleep(100);
  const tookMs = [...raised].flatMap(([alarm, atMs]) => (isSeen(alarm) ? [seenAtMs(alarm)! - atMs] : []));
  return {
    ...{ drainedS, left, alarms: raised.size, alarmsSeen: tookMs.length },
    alarmMsMedian: Math.round(percentile([...tookMs], 0.5)),
    alarmMsP99: Math.round(percentile(tookMs, 0.99)),
  };
}

/** Counted row by row in the cloud's store. */
async function audit(cloud: BenchCloud, gateway: string) {
  const { streams, duplicatesStored } = (await (await cloud.ask(`/v1/gateways/${gateway}/audit`)).json()) as {
    streams: { stored: number; missing: number }[];
    duplicatesStored: number;
  };
  const sum = (of: (stream: { stored: number; missing: number }) => number) =>
    streams.reduce((total, stream) => total + of(stream), 0);
  return { stored: sum(({ stored }) => stored), missing: sum(({ missing }) => missing), twice: duplicatesStored };
}
