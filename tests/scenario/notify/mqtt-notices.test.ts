import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect } from 'vitest';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { testWith } from '../../fixtures/programs.ts';
import { type NotifyHouse, openNotifyHouse } from './notify-house.ts';

const testWithMosquitto = testWith('mosquitto');
let dir: string;
let port: number;
let broker: ChildProcess | undefined;
let house: NotifyHouse | undefined;
let phone: MqttClient | undefined;
let heard: { topic: string; body: Record<string, unknown> }[];

async function startBroker(): Promise<void> {
  broker = spawn('mosquitto', ['-c', join(dir, 'mosquitto.conf')], { stdio: 'ignore' });
  // It may take a moment until the broker listens.
  const client = connect({ host: '127.0.0.1', port, reconnectPeriod: 100, connectTimeout: 2000 });
  phone = client;
  client.on('error', () => {});
  await new Promise<void>((resolve) => client.once('connect', () => resolve()));
  client.on('message', (topic, payload) => heard.push({ topic, body: JSON.parse(payload.toString()) }));
  await client.subscribeAsync('duty/linden/+', { qos: 1 });
}

async function stopBroker(): Promise<void> {
  await phone?.endAsync(true);
  if (!broker || broker.exitCode !== null) return;
  const ended = once(broker, 'exit');
  broker.kill('SIGKILL');
  await ended;
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-mosquitto-'));
  port = await claimPort(0, 'devices');
  writeFileSync(join(dir, 'mosquitto.conf'), `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  heard = [];
});

afterEach(async () => {
  await house?.close();
  await stopBroker();
  rmSync(dir, { recursive: true, force: true });
});

function openHouse(version: 4 | 5): NotifyHouse {
  const opened = openNotifyHouse({
    channels: { mqtt: { url: `mqtt://127.0.0.1:${port}`, topic: 'duty/linden', version } },
  });
  house = opened;
  opened.room.ports.notify.setContact({ user: 'guard-1', channel: 'mqtt', language: 'zh', priorities: [1] }, 'guard-1');
  opened.room.check();
  return opened;
}

const stateOf = (one: NotifyHouse) =>
  one.room.ports.notify.notices({ alarm: 'a1', limit: 9 }).map(({ state }) => state);

testWithMosquitto('a guard is told over MQTT, and answers there for himself only', { timeout: 30_000 }, async () => {
  await startBroker();
  const opened = openHouse(5);
  opened.raise({ type: 'help' });
  await expect
    .poll(
      () => {
        opened.pass(1);
        return heard.map(({ topic }) => topic);
      },
      { timeout: 15_000 },
    )
    .toEqual(['duty/linden/guard-1']);
  const { notice } = heard[0]!.body;
  const say = (user: string, body: unknown) =>
    phone!.publishAsync(`duty/linden/${user}/ack`, typeof body === 'string' ? body : JSON.stringify(body), { qos: 1 });
  await say('guard-2', { notice, acknowledged: true, takes: true });
  await say('guard-1', '{"notice":');
  await say('guard-1', { notice, acknowledged: false });
  await say('guard-1', { notice, acknowledged: true, filling: 'x'.repeat(5000) });
  await say('guard-1', 'x'.repeat(1_000_000));
  await expect.poll(() => opened.counted('notice_answers_refused')).toBe(4);
  expect(stateOf(opened)).toEqual(['sent']);
  expect(opened.alarms.get('a1')!.state).toBe('raised');
  await say('guard-1', { notice, acknowledged: true, takes: true });
  await expect.poll(() => stateOf(opened)).toEqual(['acknowledged']);
  expect(opened.alarms.get('a1')!).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'guard-1' });
  await say('guard-1', { notice, acknowledged: true, takes: true });
  await expect.poll(() => opened.counted('notice_answers_refused')).toBe(5);
});

testWithMosquitto.for([4, 5] as const)(
  'a notice waits while the broker is away, and comes when it is back (protocol %i)',
  { timeout: 40_000 },
  async (version) => {
    const opened = openHouse(version);
    opened.raise({ type: 'help' });
    opened.pass(1);
    await expect
      .poll(() => opened.room.ports.notify.channels()[0])
      .toMatchObject({ waiting: 1, problem: 'not-reached' });
    await startBroker();
    await expect
      .poll(
        () => {
          opened.pass(1);
          return stateOf(opened);
        },
        { timeout: 25_000, interval: 200 },
      )
      .toEqual(['sent']);
    expect(heard.map(({ topic }) => topic)).toEqual(['duty/linden/guard-1']);
  },
);
