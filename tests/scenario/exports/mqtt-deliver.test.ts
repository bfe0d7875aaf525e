import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect } from 'vitest';
import { cloudEventsMqtt } from '../../../cloud/exports/adapters/mqtt-cloudevents.ts';
import { createOutbound } from '../../../cloud/exports/outbound.ts';
import { findFreePort } from '../../fixtures/postgres-cluster.ts';
import { testWith } from '../../fixtures/programs.ts';

let folder: string;
let port: number;
let broker: ChildProcess | undefined;
const opened: (() => unknown)[] = [];
const share = 'cd'.repeat(16);
const outbound = createOutbound(['127.0.0.1']);

const answers = () =>
  new Promise<boolean>((resolve) => {
    const socket = connectSocket(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

async function startBroker(): Promise<void> {
  broker = spawn('/usr/sbin/mosquitto', ['-c', join(folder, 'mosquitto.conf')], { stdio: 'ignore' });
  await expect.poll(answers, { timeout: 10_000, interval: 20 }).toBe(true);
}
async function stopBroker(): Promise<void> {
  if (!broker || broker.exitCode !== null || broker.signalCode !== null) return;
  const ended = once(broker, 'exit');
  broker.kill('SIGKILL');
  await ended;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-share-broker-'));
  port = await findFreePort();
  writeFileSync(
    join(folder, 'mosquitto.conf'),
    `${process.getuid?.() === 0 ? 'user root\n' : ''}listener ${port} 127.0.0.1\nallow_anonymous true\nacl_file ${join(folder, 'acl')}\n`,
  );
  writeFileSync(join(folder, 'acl'), 'topic readwrite district/#\n', { mode: 0o600 });
});
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
  await stopBroker();
  rmSync(folder, { recursive: true, force: true });
});

function openLine(topic: string) {
  const { target, hidden } = cloudEventsMqtt.parseTarget({ url: `mqtt://127.0.0.1:${port}`, topic }, outbound);
  const line = cloudEventsMqtt.open({ target, hidden }, { share, outbound, nowMs: Date.now });
  opened.push(() => line.close());
  return line;
}

async function listen(): Promise<{ heard: IPublishPacket[]; client: MqttClient }> {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 5 });
  opened.push(() => client.endAsync(true));
  const heard: IPublishPacket[] = [];
  client.on('message', (_topic, _payload, packet) => heard.push(packet));
  await client.subscribeAsync('district/#', { qos: 1 });
  return { heard, client };
}

const items = (first: number, many: number) =>
  Array.from({ length: many }, (_, index) => ({ id: `id-${first + index}`, fields: { count: first + index } }));
const countOf = ({ payload }: IPublishPacket) =>
  (JSON.parse(payload.toString()) as { data: { count: number } }).data.count;
const always = () => true;
const testWithMosquitto = testWith('mosquitto');

testWithMosquitto(
  'a department’s broker gets CloudEvents in order with QoS 1, and what it could not take when it was down comes after it is back',
  async () => {
    await startBroker();
    const line = openLine('district/fire');
    const first = await listen();
    expect(await line.deliver(items(1, 30), always)).toEqual({ taken: 30, leftOut: 0 });
    await expect.poll(() => first.heard.map(countOf)).toEqual(items(1, 30).map(({ fields }) => fields.count));
    const [packet] = first.heard as [IPublishPacket];
    expect([packet.qos, packet.topic]).toEqual([1, 'district/fire']);
    expect(packet.properties!.contentType).toBe('application/cloudevents+json; charset=utf-8');
    expect(JSON.parse(packet.payload.toString())).toEqual({
      specversion: '1.0',
      id: 'id-1',
      source: `urn:ringward:share:${share}`,
      type: 'ringward.shared',
      datacontenttype: 'application/json',
      data: { count: 1 },
    });
    await stopBroker();
    const down = await line.deliver(items(31, 5), always);
    expect(down).toMatchObject({ taken: 0, trouble: { kind: 'failed' } });
    await startBroker();
    const second = await listen();
    expect(await line.deliver(items(31, 5), always)).toEqual({ taken: 5, leftOut: 0 });
    await expect.poll(() => second.heard.map(countOf)).toEqual([31, 32, 33, 34, 35]);
  },
);

testWithMosquitto(
  'a topic that the broker does not allow is a failure with its code, not an event’s fault',
  async () => {
    await startBroker();
    const line = openLine('elsewhere/fire');
    expect(await line.deliver(items(1, 2), always)).toEqual({
      ...{ taken: 0, leftOut: 0 },
      trouble: { kind: 'failed', why: 'MQTT 0x87' },
    });
    expect(await line.probe()).toMatchObject({ why: 'MQTT 0x87' });
  },
);

testWithMosquitto('the end of a share is kept between two messages', async () => {
  await startBroker();
  let asked = 0;
  const goOn = () => {
    asked += 1;
    return asked <= 3;
  };
  expect(await openLine('district/fire').deliver(items(1, 9), goOn)).toEqual({ taken: 3, leftOut: 0 });
});
