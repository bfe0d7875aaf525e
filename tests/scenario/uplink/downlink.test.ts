import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActList, AlarmView } from '../../../cloud/api/views.ts';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import type { DownlinkMessage } from '../../../devices/contracts/downlink.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { createTokenLine } from '../../../gateway/outbox/cloud-line.ts';
import { type Downlink, type DownlinkOptions, startDownlink } from '../../../gateway/outbox/downlink.ts';
import { createDownlinkInbox, type DownlinkInbox } from '../../../gateway/outbox/sqlite-downlink.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { type HttpSession, logIn } from '../../../scripts/compound/http-session.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { alarmEvent, batchOf } from '../cloud/test-cloud.ts';

const token = 'a-token-of-this-gateway-0001';
let folder: string;
let cloud: Cloud;
let link: CuttableLink;
let operator: HttpSession;
let store: Store;
let inbox: DownlinkInbox;
let metrics: ReturnType<typeof createMetrics>;
const running: Downlink[] = [];
const servers: Server[] = [];
/** What took effect at the gateway, in its own database: as an alarm's history would. */
const effects = () => (store.prepare('SELECT said FROM effects').all() as { said: string }[]).map(({ said }) => said);
const seen = () => store.prepare('SELECT kind, outcome FROM downlink_seen ORDER BY n').all();

const openCloud = (port = 0, gateways = loadCloudConfig({ config: join(folder, 'cloud.yaml') }).gateways) =>
  startCloud({
    config: { ...loadCloudConfig({ data: join(folder, 'cloud'), port: String(port) }), gateways },
    log: quietLog,
  });

function openGateway(): void {
  store = openStore(join(folder, 'site.db'));
  store.migrate('effects', ['CREATE TABLE effects (said TEXT NOT NULL) STRICT']);
  inbox = createDownlinkInbox(store, systemClock);
}

function keep(message: DownlinkMessage): 'applied' {
  if (message.kind === 'command.asked') throw new Error('no operator of this test asks for a command');
  const said = message.kind === 'alarm.noted' ? `${message.by}: ${message.note}` : `${message.by} ${message.alarm}`;
  store.prepare('INSERT INTO effects VALUES (?)').run(said);
  return 'applied';
}

const lineTo = (url: string, as = token) => createTokenLine({ url, token: as, boot: 'boot-1' });

function listen(options: Partial<DownlinkOptions> = {}): Downlink {
  const downlink = startDownlink({
    line: lineTo(`http://127.0.0.1:${link.port}`),
    inbox,
    apply: keep,
    clock: systemClock,
    log: quietLog,
    metrics,
    ...options,
  });
  running.push(downlink);
  return downlink;
}

const acknowledge = (alarm: string, body: object = {}) =>
  operator.post<AlarmView>(`/v1/alarms/gw-1/${alarm}/acknowledgement`, body);
const heard = async () => (await operator.get<ActList>('/v1/acts')).acts.map(({ heardMs }) => heardMs !== null);

/** A cloud that says whatever a test lets it say. */
async function openFalseCloud(answer: (reply: ServerResponse, call: number) => void): Promise<string> {
  let calls = 0;
  const server = createServer((request, reply) => {
    if (request.method === 'POST') return void reply.writeHead(204).end();
    calls += 1;
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    answer(reply, calls);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const hello = 'event: hello\ndata: {"epoch":"epoch0001","from":0}\n\n';
const messageOf = (seq: number, change: object = {}) => {
  const plain = { id: `message${seq}`, seq, atMs: 1000, kind: 'alarm.acknowledged', alarm: `a-${seq}`, by: 'duty-1' };
  return `id: epoch0001:${seq}\ndata: ${JSON.stringify({ ...plain, ...change })}\n\n`;
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-downlink-'));
  writeFileSync(join(folder, 'cloud.yaml'), `gateways: [{ id: gw-1, token: ${token} }]\n`);
  cloud = await openCloud();
  operator = await logIn(cloud.url, '/v1/session', { password: cloud.freshPassword, sign: 'duty-3' });
  link = await createCuttableLink(Number(new URL(cloud.url).port));
  metrics = createMetrics();
  openGateway();
  const events = ['a-1', 'a-2', 'a-3'].map((alarm, index) => alarmEvent(index + 1, { alarm }));
  await fetch(new URL('/v1/uplink/events', cloud.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(batchOf(events, { lane: 'alarm' })),
  });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((downlink) => downlink.stop()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
  store.close();
  await link.close();
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

test('what an operator does reaches the site at once, and the operator sees that it was heard', async () => {
  listen();
  await expect.poll(() => running[0]!.state().state).toBe('up');
  const answer = await acknowledge('a-1', { note: '已派保安' });
  expect(answer.ours).toMatchObject({ by: 'duty-3' });
  await expect.poll(effects).toEqual(['duty-3 a-1', 'duty-3: 已派保安']);
  await expect.poll(heard).toEqual([true, true]);
  const { alarm } = await operator.get<{ alarm: AlarmView }>('/v1/alarms/gw-1/a-1');
  expect(alarm.ours).toMatchObject({ outcome: 'heard' });
});

test('a gateway that was away hears everything in order, once, when the link is back', async () => {
  listen();
  await expect.poll(() => running[0]!.state().state).toBe('up');
  link.cut();
  await expect.poll(() => running[0]!.state().state).toBe('down');
  expect((await acknowledge('a-2')).ours).toMatchObject({ outcome: 'not-heard' });
  for (let index = 0; index < 120; index += 1)
    await operator.post('/v1/alarms/gw-1/a-2/notes', { note: `note ${index}` });
  expect(effects()).toEqual([]);
  link.restore();
  await expect.poll(() => effects().length, { timeout: 20_000 }).toBe(121);
  expect(effects().slice(0, 3)).toEqual(['duty-3 a-2', 'duty-3: note 0', 'duty-3: note 1']);
  await expect.poll(async () => (await heard()).every(Boolean), { timeout: 10_000 }).toBe(true);
  expect(await operator.get('/v1/gateways/gw-1/audit')).toMatchObject({
    downlink: { issued: 121, acked: 121, missing: 0, unsent: 0 },
  });
});

test('a message whose deed fails half-way leaves nothing and takes effect once when it is tried again', async () => {
  let attempts = 0;
  listen({
    apply: (message) => {
      keep(message);
      attempts += 1;
      if (attempts < 3) throw new Error('the disk is full');
      return 'applied';
    },
  });
  await acknowledge('a-1');
  await expect.poll(effects, { timeout: 15_000 }).toEqual(['duty-3 a-1']);
  expect(attempts).toBe(3);
});

test('a message that can never be applied is kept as failed and does not block those behind it', async () => {
  listen({
    apply: (message) => {
      if (message.kind === 'alarm.acknowledged') throw new Error('a fault of this program');
      return keep(message);
    },
  });
  await acknowledge('a-1', { note: 'still heard' });
  await expect.poll(effects, { timeout: 30_000, interval: 200 }).toEqual(['duty-3: still heard']);
  expect(seen()).toEqual([
    { kind: 'alarm.acknowledged', outcome: 'failed' },
    { kind: 'alarm.noted', outcome: 'applied' },
  ]);
}, 40_000);

test('a disk that is full for long makes no message fail: it takes effect once there is room', async () => {
  const url = await openFalseCloud((reply) => void reply.write(hello + messageOf(1)));
  let tries = 0;
  listen({
    line: lineTo(url),
    apply: (message) => {
      tries += 1;
      if (tries <= 6) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
      return keep(message);
    },
  });
  await expect.poll(seen, { timeout: 60_000 }).toEqual([{ kind: 'alarm.acknowledged', outcome: 'applied' }]);
  expect(tries).toBe(7);
}, 70_000);

test('what the operator did is not lost with a cloud that is started anew', async () => {
  await acknowledge('a-1');
  const port = Number(new URL(cloud.url).port);
  await cloud.close();
  cloud = await openCloud(port);
  listen();
  await expect.poll(effects, { timeout: 15_000 }).toEqual(['duty-3 a-1']);
});

test('a cloud restored from an old backup, whose numbers mean something else by now, is heard all the same', async () => {
  inbox.begin({ epoch: 'epoch0001', from: 0 });
  listen();
  await acknowledge('a-1');
  await expect.poll(effects).toEqual(['duty-3 a-1']);
  await running.splice(0)[0]!.stop();
  const { epoch } = inbox.cursor()!;
  store.prepare('UPDATE downlink_cursor SET seq = 50').run();
  listen();
  await expect.poll(() => running[0]!.state().state, { timeout: 10_000 }).toBe('up');
  expect(inbox.cursor()!.epoch).not.toBe(epoch);
  await acknowledge('a-2');
  await expect.poll(effects).toEqual(['duty-3 a-1', 'duty-3 a-2']);
});

test('a gateway with a wrong token hears nothing, and one gateway cannot say the cursor of another', async () => {
  await acknowledge('a-1');
  const wrong = listen({ line: lineTo(`http://127.0.0.1:${link.port}`, 'a-token-of-nobody-at-all-01') });
  await expect.poll(() => wrong.state().problem).toBe('cloud-refuses-token');
  expect(effects()).toEqual([]);
  const say = (body: unknown, as = token) =>
    fetch(new URL('/v1/downlink/cursor', cloud.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).then(({ status }) => status);
  expect(await say({ epoch: 'epoch0001', seq: 1 }, 'a-token-of-nobody-at-all-01')).toBe(401);
  expect(await say({ epoch: 'epoch0001', seq: 1 })).toBe(409);
  expect(await say({ epoch: 'epoch0001' })).toBe(400);
  expect(await heard()).toEqual([false]);
});

test('messages out of order, repeated, from before the greeting or from nowhere have no effect; what follows in order has', async () => {
  const url = await openFalseCloud((reply, call) => {
    if (call === 1) return void reply.write(messageOf(1));
    if (call === 2) return void reply.write(hello + messageOf(3));
    if (call === 3) return void reply.end(`${hello}data: {"forged":true}\n\n`);
    if (call === 4) return void reply.end(`${hello}${messageOf(1).slice(0, -30)}`);
    reply.write(hello + messageOf(1) + messageOf(1) + messageOf(2, { by: 'Somebody Else' }));
    reply.write(messageOf(3, { kind: 'twin.changed' }) + messageOf(1) + messageOf(4));
  });
  listen({ line: lineTo(url) });
  await expect.poll(effects, { timeout: 30_000, interval: 200 }).toEqual(['duty-1 a-1', 'duty-1 a-4']);
  expect(seen()).toEqual([
    { kind: 'alarm.acknowledged', outcome: 'applied' },
    { kind: 'alarm.acknowledged', outcome: 'misfit' },
    { kind: 'twin.changed', outcome: 'unknown-kind' },
    { kind: 'alarm.acknowledged', outcome: 'applied' },
  ]);
  expect(await metrics.text()).toMatch(/downlink_messages_total\{outcome="gap"\} 1/);
}, 40_000);

test('a gigantic line is dropped before it fills the memory, and the line is dialled again', async () => {
  let sent = 0;
  const url = await openFalseCloud((reply, call) => {
    if (call > 1) return void reply.write(hello + messageOf(1));
    reply.write(hello);
    const pour = () => {
      if (reply.destroyed) return;
      sent += 64 * 1024;
      if (reply.write('x'.repeat(64 * 1024))) setImmediate(pour);
      else reply.once('drain', pour);
    };
    pour();
  });
  listen({ line: lineTo(url) });
  await expect.poll(effects, { timeout: 15_000 }).toEqual(['duty-1 a-1']);
  expect((await metrics.totals()).downlink_unreadable).toBe(1);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('a line that fell silent counts as dead, and the next one brings what was missed', async () => {
  const url = await openFalseCloud((reply, call) => {
    reply.write(hello);
    if (call > 1) reply.write(messageOf(1));
  });
  const downlink = listen({ line: lineTo(url), silenceMs: 300 });
  await expect.poll(effects, { timeout: 15_000 }).toEqual(['duty-1 a-1']);
  await expect.poll(() => downlink.state().problem, { timeout: 15_000 }).toBe('cloud-no-answer');
});
