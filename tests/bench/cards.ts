import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { claimPort } from '../../scripts/compound/free-ports.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { startPart } from '../../scripts/compound/part.ts';
import { connectDevice } from '../fixtures/mqtt-hand.ts';
import { smallSite } from '../fixtures/small-site.ts';

/**
 * Card → door command: a resident's card is presented at the gate, and the time is taken until the door's controller has
 * the command, both over real MQTT, the gateway in a process of its own with its database on disk.
 */
export async function run(args: string[]): Promise<Record<string, number>> {
  const rounds = Number(args[0] ?? 500);
  const dir = mkdtempSync(join(tmpdir(), 'ringward-cards-'));
  const site = smallSite();
  site.gateway.mqtt.port = await claimPort(0, 'the broker');
  const siteFile = join(dir, 'site.yaml');
  writeFileSync(siteFile, stringify(site), { mode: 0o600 });
  const gateway = startPart('gateway', 'gateway/main.ts', ['--config', siteFile], join(dir, 'gateway.log'));
  await gateway.next('listening', 30_000);
  const { port } = site.gateway.mqtt;
  const reader = await connectDevice(port, 'gate-reader', 'reader-secret-1');
  const controller = await connectDevice(port, 'gate-controller', 'gate-secret-1');
  await controller.subscribeAsync('sac/v1/linden/1/gate-controller/cmd', { qos: 1 });
  const birth = JSON.stringify({ session: 's1', state: 'online' });
  await controller.publishAsync('sac/v1/linden/1/gate-controller/availability', birth, { qos: 1 });

  const latencies: number[] = [];
  for (let seq = 1; seq <= rounds; seq += 1) {
    const arrived = new Promise<void>((resolve) => controller.once('message', () => resolve()));
    const startedAt = performance.now();
    const event = { boot: 'b1', seq, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } };
    void reader.publishAsync('sac/v1/linden/1/gate-reader/event', JSON.stringify(event), { qos: 1 });
    await arrived;
    latencies.push(performance.now() - startedAt);
    await sleep(5);
  }
  reader.end(true);
  controller.end(true);
  await gateway.stop();
  const figure = (share: number) => Math.round(percentile(latencies, share) * 100) / 100;
  return {
    cards: rounds,
    cardToDoorMsMedian: figure(0.5),
    cardToDoorMsP95: figure(0.95),
    cardToDoorMsP99: figure(0.99),
  };
}
