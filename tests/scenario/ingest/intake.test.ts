import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBroker } from '../../../gateway/ingest/aedes-broker.ts';
import type { SiteBroker } from '../../../gateway/ingest/broker.ts';
import { createDeviceIntake, type Observation } from '../../../gateway/ingest/device-intake.ts';
import { usualBurst } from '../../../gateway/ingest/message-pace.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics, type Metrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { connectDevice, type MqttClient } from '../../fixtures/mqtt-hand.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const site = smallSite();
const smokeTopic = 'sac/v1/linden/3/smoke-1';
let store: Store;
let broker: SiteBroker;
let metrics: Metrics;
let seen: Observation[];
let observe: (observation: Observation) => void;
const clients: MqttClient[] = [];

async function device(id: string, secret: string, options = {}): Promise<MqttClient> {
  const client = await connectDevice(broker.port, id, secret, options);
  clients.push(client);
  return client;
}
const smokeDevice = (options = {}) => device('smoke-1', 'smoke-secret-1', options);
const smokeEvent = (seq: number) => JSON.stringify({ boot: 'b1', seq, type: 'smoke-detected', data: {} });
const closed = (client: MqttClient) => new Promise<void>((resolve) => client.once('close', () => resolve()));

function startBroker(): Promise<SiteBroker> {
  store = openStore(':memory:');
  metrics = createMetrics();
  seen = [];
  observe = (observation) => seen.push(observation);
  const shared = { store, clock: systemClock, log: quietLog, metrics };
  const intake = createDeviceIntake({
    ...shared,
    devices: site.devices,
    observe: (observation) => observe(observation),
  });
  return createBroker({
    site: 'linden',
    host: '127.0.0.1',
    port: 0,
    devices: site.devices,
    receive: intake.receive,
    log: quietLog,
    metrics,
  });
}

beforeEach(async () => {
  broker = await startBroker();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.end(true);
  await broker.close();
  store.close();
});

test('an event is on disk when the device gets its PUBACK', async () => {
  const client = await smokeDevice();
  await client.publishAsync(`${smokeTopic}/event`, smokeEvent(1), { qos: 1 });
  expect(store.prepare('SELECT device, boot, seq FROM device_events').all()).toEqual([
    { device: 'smoke-1', boot: 'b1', seq: 1 },
  ]);
});

test('an event that comes twice has one effect', async () => {
  const client = await smokeDevice();
  for (let time = 0; time < 3; time += 1) await client.publishAsync(`${smokeTopic}/event`, smokeEvent(7), { qos: 1 });
  await client.publishAsync(`${smokeTopic}/event`, smokeEvent(8), { qos: 1 });
  expect(seen.map((entry) => (entry.kind === 'event' ? entry.event.seq : entry.kind))).toEqual([7, 8]);
});

test('while the disk refuses to write, the PUBACK is withheld, and the event counts once when it is sent again', async () => {
  const client = await smokeDevice();
  store
    .prepare("CREATE TEMP TRIGGER full BEFORE INSERT ON device_events BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    .run();
  const gone = closed(client);
  client.publish(`${smokeTopic}/event`, smokeEvent(1), { qos: 1 });
  await gone;
  expect(seen).toEqual([]);
  store.prepare('DROP TRIGGER full').run();
  const again = await smokeDevice();
  await again.publishAsync(`${smokeTopic}/event`, smokeEvent(1), { qos: 1 });
  expect(seen).toHaveLength(1);
});

test('a fault in what follows from an event loses neither the event nor its neighbours', async () => {
  observe = (observation) => {
    if (observation.kind === 'event' && observation.event.seq === 2) throw new Error('a bug');
    seen.push(observation);
  };
  const client = await smokeDevice();
  await Promise.all([1, 2, 3].map((seq) => client.publishAsync(`${smokeTopic}/event`, smokeEvent(seq), { qos: 1 })));
  expect(store.prepare('SELECT count(*) AS n FROM device_events').get()).toEqual({ n: 3 });
  expect(seen).toHaveLength(2);
  expect(await metrics.totals()).toMatchObject({ device_events_faulted: 1 });
});

test.each([
  ['quick to handle share a commit', 0, [600]],
  ['slow to handle make a commit no longer than one turn of them', 11, [256, 256, 88]],
])('600 events that are %s', async (_what, eachTakesMs, commits) => {
  const clock = fakeClock();
  const shared: number[] = [];
  let open = 0;
  const intake = createDeviceIntake({
    ...{ store, clock, log: quietLog, metrics, devices: site.devices },
    observe: () => {
      clock.advance(eachTakesMs);
      open += 1;
      store.afterCommit(() => {
        if (open > 0) shared.push(open);
        open = 0;
      });
    },
  });
  const hear = (seq: number) =>
    intake.receive({ device: 'smoke-1', channel: 'event', payload: Buffer.from(smokeEvent(seq)) });
  await Promise.all(Array.from({ length: 600 }, (_, at) => hear(at + 1)));
  expect(shared).toEqual(commits);
});

describe('what does not fit is refused, counted and acknowledged, and stops nothing', () => {
  const bad: [string, string | Buffer][] = [
    ['no JSON', '{'],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
    ['a missing field', JSON.stringify({ boot: 'b1', type: 'smoke-detected', data: {} })],
    ['an event of another kind of device', JSON.stringify({ boot: 'b1', seq: 1, type: 'card-presented', data: {} })],
    ['an unknown event', JSON.stringify({ boot: 'b1', seq: 1, type: 'dances', data: {} })],
    ['data of the wrong shape', JSON.stringify({ boot: 'b1', seq: 1, type: 'battery-low', data: { percent: 'low' } })],
    ['a prototype in the data', '{"boot":"b1","seq":1,"type":"constructor","data":{}}'],
  ];
  test.each(bad)('%s', async (_what, payload) => {
    const client = await smokeDevice();
    await client.publishAsync(`${smokeTopic}/event`, payload, { qos: 1 });
    expect(await metrics.totals()).toMatchObject({ device_messages_refused: 1 });
    await client.publishAsync(`${smokeTopic}/event`, smokeEvent(9), { qos: 1 });
    expect(seen).toHaveLength(1);
  });

  test('a packet that announces megabytes ends its connection before it is read', async () => {
    const socket = connect(broker.port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => {});
    socket.write(Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]));
    await ended;
    expect(await metrics.totals()).toMatchObject({ mqtt_refused: 1 });
    expect((await smokeDevice()).connected).toBe(true);
  });

  test('bytes that are not MQTT end their connection only', async () => {
    const socket = connect(broker.port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => {});
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await ended;
    expect((await smokeDevice()).connected).toBe(true);
  });
});

describe('a device speaks only as itself', () => {
  test('an unknown device, a wrong password and a borrowed client id are refused', async () => {
    await expect(device('smoke-9', 'smoke-secret-1')).rejects.toThrow(/bad user ?name or password|not authorized/i);
    await expect(device('smoke-1', 'wrong-secret-00')).rejects.toThrow();
    await expect(device('smoke-1', 'smoke-secret-1', { clientId: 'gate-reader' })).rejects.toThrow();
    expect(await metrics.totals()).toMatchObject({ mqtt_refused: 3 });
  });

  test('a smoke detector cannot present a card as the reader, nor send commands, nor listen to others', async () => {
    for (const topic of [
      'sac/v1/linden/1/gate-reader/event',
      `${smokeTopic}/cmd`,
      'sac/v1/other/3/smoke-1/event',
      'sac/v1/linden/1/smoke-1/event',
    ]) {
      const client = await smokeDevice();
      const gone = closed(client);
      client.publish(topic, smokeEvent(1), { qos: 1 });
      await gone;
    }
    expect(seen).toEqual([]);
    const client = await smokeDevice();
    for (const filter of ['#', 'sac/v1/linden/1/gate-controller/cmd', `${smokeTopic}/+`]) {
      await expect(client.subscribeAsync(filter, { qos: 1 })).rejects.toThrow();
    }
    const heard: string[] = [];
    client.on('message', (topic) => heard.push(topic));
    await client.subscribeAsync(`${smokeTopic}/cmd`, { qos: 1 });
    broker.send('gate-controller', { for: 'the gate' });
    broker.send('smoke-1', { for: 'me' });
    await expect.poll(() => heard).toEqual([`${smokeTopic}/cmd`]);
  });
});

test('the will of a device that vanishes reaches the gateway', async () => {
  const will = {
    topic: `${smokeTopic}/availability`,
    payload: Buffer.from('{"session":"s1","state":"offline"}'),
    qos: 1,
    retain: true,
  } as const;
  const client = await smokeDevice({ will });
  client.stream.destroy();
  await expect
    .poll(() => seen)
    .toMatchObject([{ kind: 'availability', availability: { state: 'offline', session: 's1' } }]);
});

test('a device that is there stays there when the wall clock is put right by minutes', async () => {
  // What aedes does every four minutes, to speak for brokers that have died: here right after the step.
  const intervals = vi.spyOn(globalThis, 'setInterval');
  const own = await startBroker();
  const sweep = intervals.mock.calls.find(([, everyMs]) => everyMs === 240_000)?.[0] as () => void;
  intervals.mockRestore();
  const payload = Buffer.from('{"session":"s1","state":"offline"}');
  const will = { topic: `${smokeTopic}/availability`, payload, qos: 1, retain: true } as const;
  const client = await connectDevice(own.port, 'smoke-1', 'smoke-secret-1', { will });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
  try {
    sweep();
    await client.publishAsync(`${smokeTopic}/event`, smokeEvent(1), { qos: 1 });
    expect(seen.map(({ kind }) => kind)).toEqual(['event']);
  } finally {
    vi.useRealTimers();
    client.end(true);
    await own.close();
  }
});

test('a device that is held back for all it says is offline as soon as its line is gone', async () => {
  const heard: string[] = [];
  await broker.close();
  broker = await createBroker({
    ...{ site: 'linden', host: '127.0.0.1', port: 0, devices: site.devices, log: quietLog, metrics },
    receive: async ({ channel }) => void heard.push(channel),
    // it stands still: nobody may say more than what is allowed at once
    clock: fakeClock(),
  });
  const payload = Buffer.from('{"session":"s1","state":"offline"}');
  const client = await smokeDevice({ will: { topic: `${smokeTopic}/availability`, payload, qos: 1, retain: true } });
  const soon = { timeout: 30_000, interval: 20 };
  for (let n = 0; n < usualBurst; n += 1) client.publish(`${smokeTopic}/state`, 'x');
  await expect.poll(() => heard.length, soon).toBe(usualBurst);
  client.publish(`${smokeTopic}/state`, 'one too many');
  await expect.poll(async () => (await metrics.totals()).mqtt_held_back, soon).toBe(1);
  broker.drop('smoke-1');
  await expect.poll(() => heard.slice(usualBurst), soon).toEqual(['availability']);
}, 60_000);

test('a busy port is one clear error', async () => {
  const again = createBroker({
    site: 'linden',
    host: '127.0.0.1',
    port: broker.port,
    devices: [],
    receive: async () => {},
    log: quietLog,
    metrics,
  });
  await expect(again).rejects.toThrow(/the MQTT broker cannot listen on 127\.0\.0\.1:\d+: is in use/);
});
