import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { claimPort } from '../../scripts/compound/free-ports.ts';
import { type Part, startPart } from '../../scripts/compound/part.ts';
import { hasProgram } from '../fixtures/programs.ts';
import { smallSite } from '../fixtures/small-site.ts';
import type { Published, PublishOrder } from './durable/publishers.ts';

const bays = Array.from({ length: 600 }, (_, at) => ({ id: `bay-${at}`, secret: `bay-secret-${at}-0000` }));
const devices = bays.map((bay) => ({ ...bay, topic: `sac/v1/linden/1/${bay.id}/event` }));
const busy = devices.slice(0, 60);

/**
 * `npm run bench -- durable [--seconds 10] [--rate 2000] [--rounds 3]`: how many events of devices a gateway acknowledges, each on disk
 * before its PUBACK, at an even pace and as fast as it goes, and what Mosquitto without persistence acknowledges of the same load from the
 * same publishers, one after the other. `oneInFlight`: all 600 devices, each with one event on its way, as sensors speak.
 * Gateway, or Mosquitto, and publishers are processes of this machine.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '10' },
      rate: { type: 'string', default: '2000' },
      rounds: { type: 'string', default: '3' },
      window: { type: 'string', default: '20' },
      keep: { type: 'boolean', default: false },
    },
  });
  const forMs = Number(values.seconds) * 1000;
  const dir = mkdtempSync(join(tmpdir(), 'ringward-durable-'));
  const publishers = startPart('publishers', 'tests/bench/durable/publishers.ts', [], join(dir, 'publishers.log'));
  await publishers.next('ready', 30_000);
  const measure = async (port: number) => {
    const order = { kind: 'publish', port, devices: busy, forMs, window: Number(values.window) } as const;
    const paced = await publish(publishers, { ...order, perSecond: Number(values.rate) });
    const full: Published[] = [];
    const oneInFlight: Published[] = [];
    for (let round = 0; round < Number(values.rounds); round += 1) {
      full.push(await publish(publishers, order));
      oneInFlight.push(await publish(publishers, { ...order, devices, window: 1 }));
    }
    return { paced, full, oneInFlight };
  };
  try {
    const ours = await onGateway(dir, measure);
    const theirs = hasProgram('mosquitto') ? await onMosquitto(dir, measure) : undefined;
    return {
      ...{
        bench: 'durable',
        cores: availableParallelism(),
        devices: busy.length,
        devicesOneInFlight: devices.length,
        ratePerSecond: Number(values.rate),
      },
      gateway: figuresOf(ours),
      lost: ours.acknowledged - ours.kept,
      ...(theirs && {
        mosquittoInMemory: figuresOf(theirs),
        ratioPaced: ratio(ours.paced.acknowledged, theirs.paced.acknowledged),
        ratioFullSpeed: ratio(figuresOf(ours).fullSpeedPerSecond, figuresOf(theirs).fullSpeedPerSecond),
        ratioOneInFlight: ratio(figuresOf(ours).oneInFlightPerSecond, figuresOf(theirs).oneInFlightPerSecond),
      }),
    };
  } finally {
    await publishers.kill();
    if (!values.keep) rmSync(dir, { recursive: true, force: true });
  }
}

type Measured = { paced: Published; full: Published[]; oneInFlight: Published[] };
const ratio = (ours: number, theirs: number) => Math.round((ours / theirs) * 100) / 100;

function medianPerSecond(rounds: readonly Published[]): number {
  const perSecond = rounds.map(({ acknowledged, tookMs }) => Math.round((acknowledged * 1000) / tookMs));
  return perSecond.sort((one, other) => one - other)[Math.floor(perSecond.length / 2)] ?? 0;
}

function figuresOf({ paced, full, oneInFlight }: Measured) {
  return {
    ...{ pacedSent: paced.sent, pacedAcknowledged: paced.acknowledged },
    ...{ pubackMsMedian: paced.pubackMsMedian, pubackMsP99: paced.pubackMsP99, pubackMsMax: paced.pubackMsMax },
    fullSpeedPerSecond: medianPerSecond(full),
    oneInFlightPerSecond: medianPerSecond(oneInFlight),
  };
}

async function publish(publishers: Part, order: PublishOrder): Promise<Published> {
  publishers.send(order);
  return publishers.next<Published>('published', order.forMs + 60_000);
}

async function onGateway(dir: string, measure: (port: number) => Promise<Measured>) {
  const site: SiteFile = smallSite();
  for (const { id, secret } of bays)
    site.devices.push({ id, secret, kind: 'parking-bay', ring: 1, zone: 'gate', name: { zh: id, en: id } });
  const port = await claimPort(0, 'the broker');
  site.gateway.mqtt = { host: '127.0.0.1', port };
  const siteFile = join(dir, 'site.yaml');
  writeFileSync(siteFile, stringify(site), { mode: 0o600 });
  const gateway = startPart('gateway', 'gateway/main.ts', ['--config', siteFile], join(dir, 'gateway.log'));
  let measured: Measured;
  try {
    await gateway.next('listening', 60_000);
    measured = await measure(port);
  } finally {
    // what is acknowledged must be on disk now, without any time to tidy up
    await gateway.kill();
  }
  const store = openStoreToRead(join(dir, 'data', 'site.db'));
  const { kept } = store.prepare('SELECT count(*) AS kept FROM device_events').get() as { kept: number };
  store.close();
  const acknowledged = [measured.paced, ...measured.full, ...measured.oneInFlight].reduce(
    (sum, one) => sum + one.acknowledged,
    0,
  );
  return { ...measured, acknowledged, kept };
}

/** As quick as it can be: nothing on disk, no passwords, no rules, nobody who listens. */
async function onMosquitto(dir: string, measure: (port: number) => Promise<Measured>): Promise<Measured> {
  const port = await claimPort(0, 'mosquitto');
  const config = join(dir, 'mosquitto.conf');
  writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\nset_tcp_nodelay true\n`);
  const broker = spawn('mosquitto', ['-c', config], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const ended = once(broker, 'exit');
  try {
    await sleep(1000);
    return await measure(port);
  } finally {
    broker.kill('SIGTERM');
    await ended;
  }
}
