import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SiteDevice } from '../../../devices/contracts/site-file.ts';
import { createSensorSim, type SensorSim } from '../../../firmware-sims/device/sensor-sims.ts';
import { connectDevice, type MqttClient } from '../../fixtures/mqtt-hand.ts';
import { hasProgram } from '../../fixtures/programs.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { type BusUnderTest, openBuiltIn, openOnMosquitto } from './bus-engine.ts';

/** One suite for every engine behind the port of gateway/ingest/broker.ts. */
const engines: { name: string; program?: string; open(): Promise<BusUnderTest> }[] = [
  { name: 'the built-in broker', open: openBuiltIn },
  { name: 'Mosquitto, MQTT 5 over TLS', program: 'mosquitto', open: () => openOnMosquitto('5') },
  { name: 'Mosquitto, MQTT 3.1.1 over TLS', program: 'mosquitto', open: () => openOnMosquitto('3.1.1') },
];
const patient = { timeout: 60_000, interval: 25 };
const smokeTopic = 'sac/v1/linden/3/smoke-1';
const smoke = smallSite().devices.find(({ id }) => id === 'smoke-1')! as SiteDevice & { kind: 'smoke' };
const eventOf = (seq: number) => JSON.stringify({ boot: 'b1', seq, type: 'smoke-detected', data: {} });

/** What a stolen detector must not say: others' words, the gateway's, the broker's own, and its own orders. */
const forbiddenTopics = [
  ...['cmd', 'rights', 'firmware', 'state', 'ack', 'availability'].map((it) => `sac/v1/linden/1/gate-controller/${it}`),
  ...['sac/v1/linden/1/gate-reader/event', 'sac/v1/linden/1/gate-reader/firmware-said'],
  ...['sac/v1/linden/1/gw-1/event', 'sac/v1/linden/node/yard-box/up', 'sac/v1/linden/node/smoke-1/up'],
  ...['sac/v1/linden/1/smoke-1/event', 'sac/v1/other/3/smoke-1/event', `${smokeTopic}/cmd`, `${smokeTopic}/rights`],
  ...['$SYS/broker/uptime', '$share/all/event', 'elsewhere'],
];
const forbiddenFilters = [
  ...[
    '#',
    '+/#',
    '$SYS/#',
    '$share/all/#',
    'sac/v1/linden/+/+/cmd',
    'sac/v1/linden/3/smoke-1/#',
    'sac/v1/+/3/smoke-1/cmd',
  ],
  ...[
    'sac/v1/linden/1/gate-reader/state',
    'sac/v1/linden/1/gate-controller/cmd',
    'sac/v1/linden/1/gate-controller/rights',
  ],
  'sac/v1/linden/node/+/down',
];

/** The deeds of somebody who has a detector's secret. Each may be refused by an end of the connection, or by silence. */
function stolenWith(client: (id: string, secret: string, options?: object) => Promise<MqttClient>, port: number) {
  const bodies: Readonly<Record<string, object>> = {
    event: { boot: 'b1', seq: 1, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } },
    cmd: { id: 'evil', name: 'open', ttlMs: 60_000 },
    availability: { session: 'gate', state: 'offline' },
    ack: { command: 'c1', outcome: 'done' },
    state: { boot: 'b1', values: { contact: 'open', fire: true } },
  };
  const bodyOf = (topic: string) => JSON.stringify(bodies[topic.split('/').at(-1)!] ?? { id: 'evil' });
  const retained = { qos: 1, retain: true } as const;
  return {
    async publish(topic: string) {
      const intruder = await client('smoke-1', 'smoke-secret-1');
      const over = new Promise<void>((resolve) => intruder.once('close', () => resolve()));
      await Promise.race([intruder.publishAsync(topic, bodyOf(topic), retained).catch(() => {}), over]);
      intruder.end(true);
    },
    async leaveWill(topic: string) {
      const will = { topic, payload: Buffer.from(bodyOf(topic)), ...retained };
      const intruder = await client('smoke-1', 'smoke-secret-1', { will }).catch(() => undefined);
      intruder?.stream.destroy();
    },
    async pose(name: string) {
      const options = { username: 'smoke-1', clean: false };
      const intruder = await connectDevice(port, name, 'smoke-secret-1', options).catch(() => undefined);
      await intruder?.subscribeAsync(`sac/v1/linden/1/${name}/cmd`, { qos: 1 }).catch(() => {});
      intruder?.end(true);
    },
  };
}

describe.each(engines)('$name', ({ program, open }) => {
  describe.skipIf(program !== undefined && !hasProgram(program))(
    'keeps what the gateway promises',
    { timeout: 180_000 },
    () => {
      let bus: BusUnderTest;
      const clients: MqttClient[] = [];
      const sims: SensorSim[] = [];
      beforeEach(async () => {
        bus = await open();
      });
      afterEach(async () => {
        for (const client of clients.splice(0)) client.end(true);
        await Promise.all(sims.splice(0).map((sim) => sim.stop()));
        await bus.remove();
      });
      const client = async (id: string, secret: string, options = {}) => {
        const connected = await connectDevice(bus.port, id, secret, options);
        clients.push(connected);
        return connected;
      };
      const detector = async () => {
        const broker = { host: '127.0.0.1', port: bus.port };
        const sim = createSensorSim({ site: 'linden', device: smoke, broker });
        sims.push(sim);
        await expect.poll(() => sim.online, patient).toBe(true);
        return sim;
      };
      const events = async () =>
        (await bus.ask()).effects
          .filter((what) => /\d/.test(what.split(' ')[2] ?? ''))
          .map((what) => what.replace(' (waited)', ''));

      test('an event that has arrived when the gateway is killed before it is written down comes again and counts once', async () => {
        const sim = await detector();
        bus.tell({ kind: 'hold', when: 'before' });
        sim.test();
        await expect.poll(async () => (await bus.ask()).held, patient).toBe(1);
        expect(await events()).toEqual([]);
        await bus.killGateway();
        await bus.startGateway();
        await expect.poll(events, patient).toEqual(['smoke-1 tested 1']);
      });

      test('an event that was written down and not acknowledged when the gateway is killed comes again and counts once', async () => {
        const sim = await detector();
        bus.tell({ kind: 'hold', when: 'after' });
        sim.test();
        await expect.poll(async () => (await bus.ask()).held, patient).toBe(1);
        await bus.killGateway();
        await bus.startGateway();
        await expect.poll(async () => (await bus.ask()).totals.device_events_repeated, patient).toBe(1);
        expect(await events()).toEqual(['smoke-1 tested 1']);
      });

      test('what happens while the gateway is gone arrives in order, once', async () => {
        const sim = await detector();
        sim.test();
        await expect.poll(events, patient).toHaveLength(1);
        await bus.killGateway();
        for (let index = 0; index < 30; index += 1) sim.test();
        await bus.startGateway();
        const expected = Array.from({ length: 31 }, (_, index) => `smoke-1 tested ${index + 1}`);
        await expect.poll(events, patient).toEqual(expected);
      });

      test('while the disk is full nothing is acknowledged, and afterwards everything counts once, in order', async () => {
        const sim = await detector();
        bus.tell({ kind: 'disk', full: true });
        for (let index = 0; index < 3; index += 1) sim.test();
        await expect.poll(async () => (await bus.ask()).totals.intake_commit_failed ?? 0, patient).toBeGreaterThan(1);
        expect(await events()).toEqual([]);
        bus.tell({ kind: 'disk', full: false });
        await expect.poll(events, patient).toEqual(['smoke-1 tested 1', 'smoke-1 tested 2', 'smoke-1 tested 3']);
      });

      test('a command reaches the device that is there', async () => {
        const device = await client('gate-controller', 'gate-secret-1');
        const heard: string[] = [];
        device.on('message', (_topic, payload) => heard.push(payload.toString()));
        await device.subscribeAsync('sac/v1/linden/1/gate-controller/cmd', { qos: 1 });
        bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'c1', ttlMs: 5000 } });
        await expect.poll(() => heard, patient).toEqual(['{"id":"c1","ttlMs":5000}']);
      });

      test('a command to a device that is away is not delivered to it later', async () => {
        bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'early', ttlMs: 600_000 } });
        // The gateway's own acknowledgement would be the sign, but a port that queues nothing has none to give.
        const other = await client('smoke-1', 'smoke-secret-1');
        await other.subscribeAsync(`${smokeTopic}/cmd`, { qos: 1 });
        const heardByOther = new Promise((resolve) => other.once('message', resolve));
        bus.tell({ kind: 'send', device: 'smoke-1', payload: { id: 'after' } });
        await heardByOther;
        const device = await client('gate-controller', 'gate-secret-1');
        const heard: string[] = [];
        device.on('message', (_topic, payload) => heard.push(JSON.parse(payload.toString()).id));
        await device.subscribeAsync('sac/v1/linden/1/gate-controller/cmd', { qos: 1 });
        bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'now', ttlMs: 5000 } });
        await expect.poll(() => heard, patient).toEqual(['now']);
      });

      test('a device that comes and one that vanishes are heard of', async () => {
        const will = {
          topic: `${smokeTopic}/availability`,
          payload: Buffer.from('{"session":"s1","state":"offline"}'),
          qos: 1,
          retain: true,
        } as const;
        const device = await client('smoke-1', 'smoke-secret-1', { will });
        await device.publishAsync(will.topic, '{"session":"s1","state":"online"}', { qos: 1, retain: true });
        await expect.poll(async () => (await bus.ask()).effects, patient).toEqual(['smoke-1 online']);
        device.stream.destroy();
        await expect
          .poll(async () => (await bus.ask()).effects, patient)
          .toEqual(['smoke-1 online', 'smoke-1 offline']);
      });

      test('the gateway learns at its start who is there', async () => {
        await detector();
        await expect.poll(async () => (await bus.ask()).effects, patient).toContain('smoke-1 online');
        const before = (await bus.ask()).effects.filter((what) => what === 'smoke-1 online').length;
        await bus.killGateway();
        await bus.startGateway();
        const online = async () => (await bus.ask()).effects.filter((what) => what === 'smoke-1 online').length;
        await expect.poll(online, patient).toBeGreaterThan(before);
      });

      test('nobody gets in by a wrong password, an unknown name, or none', async () => {
        await expect(client('smoke-1', 'wrong-secret-00')).rejects.toThrow();
        await expect(client('smoke-9', 'smoke-secret-1')).rejects.toThrow();
        await expect(connectDevice(bus.port, 'smoke-1', '', { username: '' })).rejects.toThrow();
      });

      test('a detector cannot present a card as the reader, open a door, or push the reader out', async () => {
        const reader = await client('gate-reader', 'reader-secret-1');
        const card = JSON.stringify({ boot: 'b1', seq: 1, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } });
        const gate = await client('gate-controller', 'gate-secret-1');
        const heard: string[] = [];
        gate.on('message', (topic) => heard.push(topic));
        await gate.subscribeAsync('sac/v1/linden/1/gate-controller/cmd', { qos: 1 });
        const forged = [
          'sac/v1/linden/1/gate-reader/event',
          'sac/v1/linden/1/gate-controller/cmd',
          'sac/v1/linden/1/smoke-1/event',
          'sac/v1/other/3/smoke-1/event',
        ];
        for (const topic of forged) {
          const intruder = await client('smoke-1', 'smoke-secret-1');
          const over = new Promise<void>((resolve) => intruder.once('close', () => resolve()));
          // Either answer will do, an end of the connection or silence, as long as nobody hears of it.
          await Promise.race([intruder.publishAsync(topic, card, { qos: 1 }).catch(() => {}), over]);
          intruder.end(true);
        }
        await client('gate-reader', 'smoke-secret-1', { username: 'smoke-1' }).catch(() => {
          // Refused, or taken for what it is: the reader stays either way.
        });
        await reader.publishAsync('sac/v1/linden/1/gate-reader/event', card, { qos: 1 });
        await expect.poll(events, patient).toEqual(['gate-reader card-presented 1']);
        bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'c1' } });
        await expect.poll(() => heard, patient).toHaveLength(1);
      });

      test('a stolen detector credential opens no door, leaves nothing behind on another’s topic, and takes nobody’s name', async () => {
        const steps = stolenWith(client, bus.port);
        for (const topic of forbiddenTopics) await steps.publish(topic);
        for (const topic of forbiddenTopics) await steps.leaveWill(topic);
        for (const name of ['gate-controller', 'gw-1', 'yard-box']) await steps.pose(name);
        // its own will comes last, so that what was to follow from the others has been seen by then
        const will = {
          topic: `${smokeTopic}/availability`,
          payload: Buffer.from('{"session":"s1","state":"offline"}'),
        };
        const own = await client('smoke-1', 'smoke-secret-1', { will: { ...will, qos: 1 as const, retain: false } });
        await own.publishAsync(will.topic, '{"session":"s1","state":"online"}', { qos: 1 });
        own.stream.destroy();
        const seen = async () => (await bus.ask()).effects.filter((what) => !/^smoke-1 state/.test(what));
        await expect.poll(async () => (await seen()).at(-1), patient).toBe('smoke-1 offline');
        expect([...new Set(await seen())]).toEqual(['smoke-1 online', 'smoke-1 offline']);
        expect(['built-in', 'up']).toContain((await bus.ask()).link);

        const gate = await client('gate-controller', 'gate-secret-1');
        const heard: string[] = [];
        gate.on('message', (topic, payload) => heard.push(`${topic} ${payload}`));
        for (const channel of ['cmd', 'rights', 'firmware'])
          await gate.subscribeAsync(`sac/v1/linden/1/gate-controller/${channel}`, { qos: 1 });
        bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'c1' } });
        await expect.poll(() => heard.length, patient).toBeGreaterThan(0);
        expect(heard).toEqual(['sac/v1/linden/1/gate-controller/cmd {"id":"c1"}']);
      });

      test('a stolen detector credential hears its own orders only, whatever wildcard it asks with', async () => {
        const heard: string[] = [];
        for (const filter of forbiddenFilters) {
          const spy = await client('smoke-1', 'smoke-secret-1');
          let isLast = false;
          spy.on('message', (topic, payload) => {
            heard.push(topic);
            isLast ||= payload.includes('"last"');
          });
          const over = new Promise<void>((resolve) => spy.once('close', () => resolve()));
          // No by the built-in broker; Mosquitto says yes and sends nothing, or ends the connection.
          await Promise.race([spy.subscribeAsync(filter, { qos: 1 }).catch(() => {}), over]);
          const reader = await client('gate-reader', 'reader-secret-1');
          await reader.publishAsync('sac/v1/linden/1/gate-reader/state', '{"boot":"b1","values":{}}', { qos: 1 });
          bus.tell({ kind: 'send', device: 'gate-controller', payload: { id: 'c1' } });
          if (spy.connected) await spy.subscribeAsync(`${smokeTopic}/cmd`, { qos: 1 }).catch(() => {});
          if (spy.connected) bus.tell({ kind: 'send', device: 'smoke-1', payload: { id: 'last' } });
          await expect.poll(() => isLast || !spy.connected, patient).toBe(true);
          reader.end(true);
          spy.end(true);
        }
        expect([...new Set(heard)]).toEqual([`${smokeTopic}/cmd`]);
      });

      test('after a restart of the broker everything goes on, and nothing is lost or counts twice', async () => {
        const sim = await detector();
        for (let index = 0; index < 5; index += 1) sim.test();
        await expect.poll(events, patient).toHaveLength(5);
        const restarted = bus.restartBroker();
        for (let index = 0; index < 5; index += 1) sim.test();
        await restarted;
        for (let index = 0; index < 5; index += 1) sim.test();
        const expected = Array.from({ length: 15 }, (_, index) => `smoke-1 tested ${index + 1}`);
        await expect.poll(events, patient).toEqual(expected);
      });

      test('three thousand events at once arrive in order, once, over one connection, and shut nobody else out', async () => {
        const flood = await client('smoke-1', 'smoke-secret-1');
        const reader = await client('gate-reader', 'reader-secret-1');
        const sent = Array.from({ length: 3000 }, (_, index) =>
          flood.publishAsync(`${smokeTopic}/event`, eventOf(index + 1), { qos: 1 }),
        );
        const card = JSON.stringify({ boot: 'b1', seq: 1, type: 'card-presented', data: { card: 'uid:0A1B2C3D' } });
        await reader.publishAsync('sac/v1/linden/1/gate-reader/event', card, { qos: 1 });
        await Promise.all(sent);
        await expect.poll(async () => (await events()).length, { ...patient, timeout: 150_000 }).toBe(3001);
        const all = await events();
        expect(all).toContain('gate-reader card-presented 1');
        const flooded = all.filter((what) => what.startsWith('smoke-1'));
        expect(flooded).toEqual(Array.from({ length: 3000 }, (_, index) => `smoke-1 smoke-detected ${index + 1}`));
        // a broker that sends more than it was asked for is left to wait, not left
        expect((await bus.ask()).totals.mqtt_connections_lost ?? 0).toBe(0);
      }, 180_000);

      test('what is no message of a device is refused once and holds up nothing', async () => {
        const device = await client('smoke-1', 'smoke-secret-1');
        for (const payload of ['{', Buffer.from([0xff, 0xfe]), '{"boot":"b1","seq":1,"type":"dances","data":{}}'])
          await device.publishAsync(`${smokeTopic}/event`, payload, { qos: 1 });
        await device.publishAsync(`${smokeTopic}/event`, eventOf(9), { qos: 1 });
        await expect.poll(events, patient).toEqual(['smoke-1 smoke-detected 9']);
        expect((await bus.ask()).totals.device_messages_refused).toBe(3);
      });
    },
  );
});
