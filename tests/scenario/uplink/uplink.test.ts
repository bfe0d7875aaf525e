import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCloudConfig } from '../../../cloud/cloud-config.ts';
import { type Cloud, startCloud } from '../../../cloud/start-cloud.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { createTokenLine } from '../../../gateway/outbox/cloud-line.ts';
import { createOutbox, type Outbox } from '../../../gateway/outbox/sqlite-outbox.ts';
import { startUplink, type Uplink } from '../../../gateway/outbox/uplink.ts';
import { type CuttableLink, createCuttableLink } from '../../../scripts/compound/cuttable-link.ts';
import { type HttpSession, logIn } from '../../../scripts/compound/http-session.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const token = 'a-token-of-this-gateway-0001';
let cloud: Cloud;
let link: CuttableLink;
let store: Store;
let outbox: Outbox;
let uplink: Uplink | undefined;
let operator: HttpSession;
let folder: string;

const config = (port = 0) => ({
  ...loadCloudConfig({ data: join(folder, 'cloud'), port: String(port) }),
  gateways: cloudGateways(),
});
const cloudGateways = () => loadCloudConfig({ config: join(folder, 'cloud.yaml') }).gateways;

function openUplink(from: Outbox = outbox): void {
  uplink = startUplink({
    line: createTokenLine({ url: `http://127.0.0.1:${link.port}`, token, boot: 'boot-1' }),
    gateway: 'gw-1',
    outbox: from,
    clock: systemClock,
    log: quietLog,
    metrics: createMetrics(),
    status: () => ({
      site: 'linden',
      siteName: 'Linden Court',
      version: '0.0.0',
      bootid: 'boot-1',
      startedAtMs: 1,
      devices: { online: 0, total: 0 },
      cameras: { streaming: 0, total: 0 },
    }),
    changed: () => {},
  });
}

function raise(alarm: string, priority = 1): void {
  const data = {
    alarm,
    type: 'smoke',
    priority,
    ring: 3,
    source: 'smoke-1',
    state: 'raised',
    raisedAtMs: Date.now(),
    count: 1,
  };
  outbox.append({ lane: 'alarm', type: 'ringward.alarm.raised', subject: 'smoke-1', atMs: Date.now(), data });
}

const alarmsInCloud = async () => {
  const { alarms } = await operator.get<{ alarms: { alarm: string }[] }>('/v1/alarms?limit=500');
  return alarms.map(({ alarm }) => alarm).toSorted();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-uplink-'));
  writeFileSync(join(folder, 'cloud.yaml'), `gateways: [{ id: gw-1, token: ${token} }]\n`);
  cloud = await startCloud({ config: config(), log: quietLog });
  operator = await logIn(cloud.url, '/v1/session', { password: cloud.freshPassword });
  link = await createCuttableLink(Number(new URL(cloud.url).port));
  store = openStore(join(folder, 'site.db'));
  outbox = createOutbox(store, { site: 'linden', gateway: 'gw-1', bootId: 'boot-1', hasCloud: true }, (lane) =>
    uplink?.wake(lane),
  );
});

afterEach(async () => {
  await uplink?.stop();
  uplink = undefined;
  store.close();
  await link.close();
  await cloud.close();
});

test('an alarm raised while the internet is cut reaches the cloud exactly once when it is back', async () => {
  openUplink();
  raise('alarm-a');
  await expect.poll(alarmsInCloud).toEqual(['alarm-a']);
  link.cut();
  raise('alarm-b');
  await expect.poll(() => uplink?.link().state).toBe('down');
  expect(uplink?.link().problem).toMatch(/^cloud-(unreachable|connection-lost)$/);
  link.restore();
  await expect.poll(alarmsInCloud, { timeout: 20_000 }).toEqual(['alarm-a', 'alarm-b']);
  await expect.poll(() => outbox.progress().alarm).toEqual({ issued: 2, acked: 2 });
});

test('a sign-in page of a network that answers in the place of the cloud is not taken for it', async () => {
  const patient = { timeout: 30_000, interval: 100 };
  openUplink();
  await expect.poll(() => uplink?.link().state, patient).toBe('up');
  const page = '<html>Please sign in</html>';
  link.spoil({ answer: `HTTP/1.1 200 OK\r\ncontent-length: ${page.length}\r\nconnection: close\r\n\r\n${page}` });
  await expect.poll(() => uplink?.link().problem, patient).toBe('cloud-answer-unreadable');
  raise('alarm-a');
  link.restore();
  await expect.poll(alarmsInCloud, patient).toEqual(['alarm-a']);
}, 90_000);

test('a gateway killed after the cloud stored a batch and before it noted the receipt sends it again, to no effect', async () => {
  raise('alarm-a');
  raise('alarm-b');
  const sent = outbox.peek('alarm', 10);
  openUplink();
  await expect.poll(() => outbox.progress().alarm.acked).toBe(2);
  await uplink?.stop();
  store.prepare("UPDATE outbox_lanes SET acked = 0 WHERE lane = 'alarm'").run();
  const put = store.prepare("INSERT INTO outbox VALUES ('alarm', ?, ?, ?)");
  for (const { seq, createdAtMs, event } of sent) put.run(seq, createdAtMs, JSON.stringify(event));
  openUplink();
  await expect.poll(() => outbox.progress().alarm.acked).toBe(2);
  expect(await alarmsInCloud()).toEqual(['alarm-a', 'alarm-b']);
});

test('a cloud that lost its data takes what the gateway still has and counts what is missing', async () => {
  openUplink();
  raise('alarm-a');
  await expect.poll(() => outbox.progress().alarm.acked).toBe(1);
  const port = Number(new URL(cloud.url).port);
  await cloud.close();
  cloud = await startCloud({ config: { ...config(port), data: join(folder, 'new-cloud') }, log: quietLog });
  operator = await logIn(cloud.url, '/v1/session', { password: cloud.freshPassword });
  raise('alarm-b');
  await expect.poll(alarmsInCloud, { timeout: 25_000 }).toEqual(['alarm-b']);
  const { gateways } = await operator.get<{ gateways: { totals: { missing: number } }[] }>('/v1/gateways');
  expect(gateways[0]!.totals.missing).toBe(1);
});

test('a wrong token is said in plain words and nothing is lost', async () => {
  await cloud.close();
  const port = Number(new URL(cloud.url).port);
  cloud = await startCloud({ config: { ...config(port), gateways: [] }, log: quietLog });
  openUplink();
  raise('alarm-a');
  await expect.poll(() => uplink?.link().problem, { timeout: 10_000 }).toBe('cloud-refuses-token');
  expect(outbox.progress().alarm).toEqual({ issued: 1, acked: 0 });
});

test('after an outage the cloud hears of the most urgent alarms first, and of an alarm that comes meanwhile in the next batch', async () => {
  for (const [alarm, priority] of [
    ['d-1', 4],
    ['c-1', 3],
    ['a-1', 1],
    ['d-2', 4],
    ['b-1', 2],
    ['a-2', 1],
  ] as const)
    raise(alarm, priority);
  let isSlow = true;
  openUplink({
    ...outbox,
    peek: (lane, limit) => {
      const batch = outbox.peek(lane, lane === 'alarm' ? Math.min(limit, 3) : limit);
      // while the first batch is on its way
      if (lane === 'alarm' && isSlow) raise('a-3');
      if (lane === 'alarm') isSlow = false;
      return batch;
    },
  });
  const arrived = async () => {
    const { events } = await operator.get<{ events: { event: { data: { alarm: string } } }[] }>('/v1/events?limit=100');
    return events.map(({ event }) => event.data.alarm);
  };
  await expect.poll(arrived, { timeout: 20_000 }).toEqual(['a-1', 'a-2', 'b-1', 'a-3', 'c-1', 'd-1', 'd-2']);
});

test('a disk that takes no numbers for a while keeps alarms waiting, and they go when it does', async () => {
  raise('alarm-a');
  let tries = 0;
  openUplink({
    ...outbox,
    peek: (lane, limit) => {
      if (lane === 'alarm' && ++tries < 3) throw new Error('the disk is full');
      return outbox.peek(lane, limit);
    },
  });
  await expect.poll(alarmsInCloud, { timeout: 20_000 }).toEqual(['alarm-a']);
  expect(tries).toBeGreaterThanOrEqual(3);
});
