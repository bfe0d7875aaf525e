import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import { createMetrics, type Metrics } from '../../../gateway/kernel/metrics.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const patient = { timeout: 30_000, interval: 20 };
let broker: SiteBroker;
let metrics: Metrics;
let admits: () => boolean;
const clients: MqttClient[] = [];
const sockets: Socket[] = [];

beforeEach(async () => {
  metrics = createMetrics();
  admits = () => true;
  const { devices } = smallSite();
  const parts = { devices, log: quietLog, metrics, receive: async () => {}, admits: () => admits() };
  broker = await createBroker({ ...parts, site: 'linden', host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  for (const socket of sockets.splice(0)) socket.destroy();
  await broker.close();
});

/** From another address of this machine. */
function connectFrom(localAddress: string, id: string, password: string): MqttClient {
  const options = { clientId: id, username: id, password, protocolVersion: 4 as const, reconnectPeriod: 0 };
  const client = new MqttClient(() => connect({ host: '127.0.0.1', port: broker.port, localAddress }), options);
  client.on('error', () => {});
  clients.push(client);
  return client;
}

test('guessing a device’s secret becomes slow, and neither the device nor its neighbours are kept out by it', async () => {
  const guesses = Array.from({ length: 40 }, (_, n) => connectDevice(broker.port, 'smoke-1', `a-wrong-guess-${n}`));
  const answers = await Promise.allSettled(guesses);
  expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
  const unseen = async () => (await metrics.totals()).mqtt_refused;
  expect(await unseen()).toBe(40);
  const text = await metrics.text();
  expect(Number(/reason="wrong-password"[^\n]*} (\d+)/.exec(text)?.[1])).toBeLessThan(15);
  expect(Number(/reason="too-many-tries"[^\n]*} (\d+)/.exec(text)?.[1])).toBeGreaterThan(25);
  clients.push(await connectDevice(broker.port, 'gate-reader', 'reader-secret-1'));
  const owner = connectFrom('127.0.0.2', 'smoke-1', 'smoke-secret-1');
  await expect.poll(() => owner.connected, patient).toBe(true);
});

test('while it cannot be read whether a device counts it is told to come again, and the broker goes on', async () => {
  admits = () => {
    throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' });
  };
  await expect(connectDevice(broker.port, 'smoke-1', 'smoke-secret-1')).rejects.toThrow(/unavailable/i);
  admits = () => true;
  clients.push(await connectDevice(broker.port, 'smoke-1', 'smoke-secret-1'));
});

test('one address that connects and says nothing does not take the places of the site’s devices', async () => {
  for (let n = 0; n < 100; n += 1) {
    const socket = connect({ host: '127.0.0.1', port: broker.port });
    socket.on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
  }
  await expect.poll(async () => (await metrics.totals()).mqtt_refused ?? 0, patient).toBeGreaterThan(30);
  const device = connectFrom('127.0.0.2', 'gate-controller', 'gate-secret-1');
  await expect.poll(() => device.connected, patient).toBe(true);
});
