import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCloudStore } from '../../cloud/store/open-store.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { findPostgres, type PostgresCluster, startPostgres } from '../fixtures/postgres-cluster.ts';
import { quietLog } from '../fixtures/quiet.ts';
import { type LoadBatch, prepareLoad, rowsOf, runLoad, tokenOf } from './cloud-ingest/load.ts';
import { copyBare } from './cloud-ingest/postgres-bare.ts';
import { insertBare } from './cloud-ingest/sqlite-bare.ts';

/** Gateways that speak at the same time, and events of a batch; a lane sends one batch at a time. */
const gateways = Array.from({ length: 16 }, (_, index) => `gw-${index + 1}`);
const batchEvents = 250;
const warmUpS = 3;
/** Prepared before the clock starts; a cloud that takes more than this is measured for a shorter time. */
const mostEventsPerS = 40_000;
/** Rows that the bare insert is measured with, at most. */
const bareRows = 200_000;

/**
 * How many events a second one cloud process takes through its HTTP intake, with the gateways' side on the same machine, against
 * a bare bulk insert of the same rows. `npm run bench -- cloud-ingest [--store sqlite|postgres] [--seconds 20]`
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const options = { store: { type: 'string', default: 'sqlite' }, seconds: { type: 'string', default: '20' } } as const;
  const { values } = parseArgs({ args, options });
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 600) throw new Error('--seconds takes 1 to 600');
  if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store takes sqlite or postgres');
  if (values.store === 'postgres' && !findPostgres()) throw new Error('Debian’s postgresql is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'ringward-ingest-'));
  const cluster = values.store === 'postgres' ? await startPostgres() : undefined;
  try {
    return { store: values.store, ...(await measure(folder, cluster, seconds)) };
  } finally {
    await cluster?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, cluster: PostgresCluster | undefined, seconds: number) {
  const address = await cluster?.createDatabase();
  const place = { data: join(folder, 'data'), ...(address ? { store: address } : {}) };
  const perGateway = Math.ceil((mostEventsPerS * (seconds + warmUpS)) / gateways.length / batchEvents);
  const loads = gateways.map((gateway) => prepareLoad(gateway, perGateway, batchEvents));
  const { url, child } = await startCloud(folder, place);
  try {
    const warmUp = await runLoad(url, loads, warmUpS);
    const done = new Set(warmUp.sent);
    // what was under way when the warm-up ended is acknowledged too; it comes again as a duplicate at most
    const rest = loads.map((batches) => batches.slice(batches.findLastIndex((batch) => done.has(batch)) + 1));
    const load = await runLoad(url, rest, seconds);
    child.kill('SIGTERM');
    await once(child, 'exit');
    await checkStored(place, [...warmUp.sent, ...load.sent]);
    const rows = load.sent.slice(0, Math.ceil((bareRows / batchEvents) * 2)).flatMap(rowsOf);
    const bare = address ? await copyBare(address, rows) : insertBare(folder, rows);
    return { ...summarise(load.perSecond, load.tookMs), ...bare, ...ratios(load.perSecond, bare) };
  } finally {
    child.kill('SIGKILL');
  }
}

async function startCloud(
  folder: string,
  place: Parameters<typeof openCloudStore>[0],
): Promise<{ url: string; child: ChildProcess }> {
  const tokens = gateways.map((id) => ({ id, token: tokenOf(id) }));
  const file = { data: place.data, port: 0, requestsPerSecond: 10_000, gateways: tokens };
  const store = place.store ? { store: place.store.url } : {};
  writeFileSync(join(folder, 'cloud.yaml'), JSON.stringify({ ...file, ...store }));
  const env = { ...process.env, RINGWARD_CLOUD_STORE_PASSWORD: place.store?.password ?? '', RINGWARD_LOG: 'error' };
  const main = new URL('../../cloud/main.ts', import.meta.url).pathname;
  const child = fork(main, ['--config', join(folder, 'cloud.yaml')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { url, child };
}

/** What was acknowledged has to be there, each once. */
async function checkStored(place: Parameters<typeof openCloudStore>[0], sent: readonly LoadBatch[]): Promise<void> {
  const store = await openCloudStore(place, quietLog);
  try {
    const stored = (await store.streams()).reduce((sum, stream) => sum + stream.stored, 0);
    const acknowledged = sent.reduce((sum, { size }) => sum + size, 0);
    if (stored < acknowledged) throw new Error(`${acknowledged} events were acknowledged and ${stored} are stored`);
    const { streams, duplicatesStored } = await store.audit('gw-1');
    if (duplicatesStored > 0 || streams.some(({ missing }) => missing > 0)) throw new Error('the audit found a fault');
  } finally {
    await store.close();
  }
}

const median = (values: readonly number[]) => percentile([...values], 0.5);

function summarise(perSecond: readonly number[], tookMs: number[]) {
  return {
    seconds: perSecond.length,
    events: perSecond.reduce((sum, events) => sum + events, 0),
    eventsPerS: Math.round(perSecond.reduce((sum, events) => sum + events, 0) / perSecond.length),
    eventsPerSMedian: median(perSecond),
    eventsPerSLeast: Math.min(...perSecond),
    batchMsMedian: Math.round(median(tookMs)),
    batchMsP99: Math.round(percentile(tookMs, 0.99)),
  };
}

function ratios(perSecond: readonly number[], bare: { bareRowsPerS: number; bareIndexedRowsPerS: number }) {
  const rate = median(perSecond);
  const ratio = (rows: number) => Number((rate / rows).toFixed(3));
  return { ratioToBare: ratio(bare.bareRowsPerS), ratioToBareIndexed: ratio(bare.bareIndexedRowsPerS) };
}
