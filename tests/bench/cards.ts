import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { claimPort } from '../../scripts/compound/free-ports.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { startPart } from '../../scripts/compound/part.ts';
import { connectDevice, type MqttClient } from '../fixtures/mqtt-hand.ts';
import { smallSite } from '../fixtures/small-site.ts';

/**
 * Card → door command: a resident's card is presented at the gate, and the time is taken until the door's controller has
 * the command, both over real MQTT, the gateway in a process of its own with its database on disk. `--load N`: beside it other
 * devices send N messages a second, one in five an event that has to be on disk before its PUBACK, the others reports of their
 * state.
 */
export async function run(args: string[]): Promise<Record<string, number>> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { load: { type: 'string', default: '0' } },
  });
  const rounds = Number(positionals[0] ?? 500);
  const load = Number(values.load);
  const dir = mkdtempSync(join(tmpdir(), 'ringward-cards-'));
  const site = loadedSite();
  const port = await claimPort(0, 'the broker');
  site.gateway.mqtt = { host: '127.0.0.1', port };
  const siteFile = join(dir, 'site.yaml');
  writeFileSync(siteFile, stringify(site), { mode: 0o600 });
  const gateway = startPart('gateway', 'gateway/main.ts', ['--config', siteFile], join(dir, 'gateway.log'));
  await gateway.next('listening', 30_000);
  const reader = await connectDevice(port, 'gate-reader', 'reader-secret-1');
  const controller = await connectDevice(port, 'gate-controller', 'gate-secret-1');
  await controller.subscribeAsync('sac/v1/linden/1/gate-controller/cmd', { qos: 1 });
  const birth = JSON.stringify({ session: 's1', state: 'online' });
  await controller.publishAsync('sac/v1/linden/1/gate-controller/availability', birth, { qos: 1 });

  const noise = load > 0 ? await makeNoise(port, load) : undefined;
  const startedAt = performance.now();
  const latencies = await presentCards(reader, controller, rounds);
  const seconds = (performance.now() - startedAt) / 1000;
  const others = await noise?.();
  reader.end(true);
  controller.end(true);
  await gateway.stop();
  const figure = (share: number) => Math.round(percentile(latencies, share) * 100) / 100;
  return {
    cards: rounds,
    ...(others === undefined ? {} : { otherMessagesPerSecond: Math.round(others / seconds) }),
    cardToDoorMsMedian: figure(0.5),
    cardToDoorMsP95: figure(0.95),
    cardToDoorMsP99: figure(0.99),
  };
}

const sensors = Array.from({ length: 10 }, (_, at) => ({ id: `fence-${at}`, secret: `fence-secret-${at}` }));

function loadedSite(): SiteFile {
  const site = smallSite();
  for (const { id, secret } of sensors) {
    site.devices.push({ id, secret, kind: 'vibration', ring: 1, zone: 'gate', name: { zh: id, en: id } });
  }
  return site;
}

async function presentCards(reader: MqttClient, controller: MqttClient, rounds: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let seq = 1; seq <= rounds; seq += 1) {
    const arrived = new Promise<void>((resolve) => {
      const heard = (_topic: string, payload: Buffer) => {
        if ((JSON.parse(payload.toString()) as { action: string }).action !== 'access') return;
        controller.off('message', heard);
        resolve();
      };
      controller.on('message', heard);
    });
    const startedAt = performance.now();
    const event = { boot: 'b1', seq, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } };
    void reader.publishAsync('sac/v1/linden/1/gate-reader/event', JSON.stringify(event), { qos: 1 });
    await arrived;
    latencies.push(performance.now() - startedAt);
    await sleep(5);
  }
  return latencies;
}

/** Starts the other devices; the returned function ends them and says how many of their messages were acknowledged. */
async function makeNoise(port: number, perSecond: number): Promise<() => Promise<number>> {
  const clients = await Promise.all(sensors.map(({ id, secret }) => connectDevice(port, id, secret)));
  let sent = 0;
  let acknowledged = 0;
  const send = () => {
    const at = sent % sensors.length;
    sent += 1;
    const topic = `sac/v1/linden/1/${sensors[at]!.id}`;
    const isEvent = sent % 5 === 0;
    const message = isEvent
      ? { boot: 'b1', seq: sent, type: 'battery-low', data: { percent: 12 } }
      : { boot: 'b1', values: { battery: 90 } };
    clients[at]!.publish(`${topic}/${isEvent ? 'event' : 'state'}`, JSON.stringify(message), { qos: 1 }, (error) => {
      if (!error) acknowledged += 1;
    });
  };
  const tickMs = 4;
  let owed = 0;
  let lastAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    owed += ((now - lastAt) / 1000) * perSecond;
    lastAt = now;
    for (; owed >= 1; owed -= 1) send();
  }, tickMs);
  return async () => {
    clearInterval(timer);
    await sleep(200);
    for (const client of clients) client.end(true);
    return acknowledged;
  };
}
