import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import type { GatewayList } from '../../../cloud/api/views.ts';
import {
  alarmEvent,
  batchOf,
  codeOf,
  epoch,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
  tokenOf,
} from './test-cloud.ts';

const open: TestCloud[] = [];
async function start(...options: Parameters<typeof startTestCloud>): Promise<TestCloud> {
  const cloud = await startTestCloud(...options);
  open.push(cloud);
  return cloud;
}
afterEach(async () => {
  for (const cloud of open.splice(0)) {
    await cloud.close();
    removeFolder(cloud.folder);
  }
});

const auth = { authorization: `Bearer ${tokenOf['gw-1']}` };

interface Events {
  events: { event: { id: string } }[];
}
const idsOf = async (cloud: TestCloud) =>
  (await cloud.read<Events>('/v1/events?limit=1000')).events.map(({ event }) => event.id);

test('an event that a gateway sends twice is stored once and counted as a duplicate', async () => {
  const cloud = await start();
  const batch = batchOf([siteEvent(1), siteEvent(2)]);
  expect(await cloud.uplink('events', batch)).toMatchObject({ status: 200, body: { acked: 2 } });
  expect(await cloud.uplink('events', batch)).toMatchObject({ status: 200, body: { acked: 2 } });
  const further = batchOf([siteEvent(2), siteEvent(3)], { first: 2 });
  expect(await cloud.uplink('events', further)).toMatchObject({ status: 200, body: { acked: 3 } });
  expect(await idsOf(cloud)).toEqual([1, 2, 3].map((sequence) => `gw-1/${epoch}/event/${sequence}`));
  const { gateways } = await cloud.read<GatewayList>('/v1/gateways');
  expect(gateways[0]!.totals).toMatchObject({ stored: 3, duplicates: 3, missing: 0, quarantined: 0 });
});

test('a batch that starts too far on is not stored, and the receipt tells the gateway where to go on', async () => {
  const cloud = await start();
  await cloud.uplink('events', batchOf([siteEvent(1)]));
  const ahead = await cloud.uplink('events', batchOf([siteEvent(5)], { first: 5 }));
  expect(ahead).toMatchObject({ status: 200, body: { acked: 1 } });
  expect(await idsOf(cloud)).toHaveLength(1);
});

test('lanes and epochs of one gateway are acknowledged apart from each other', async () => {
  const cloud = await start();
  await cloud.uplink('events', batchOf([siteEvent(1), siteEvent(2)]));
  const alarm = await cloud.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  expect(alarm.body).toEqual({ acked: 1 });
  const other = siteEvent(1, { epoch: 'epoch0002', id: 'gw-1/epoch0002/event/1' });
  expect((await cloud.uplink('events', batchOf([other], { epoch: 'epoch0002' }))).body).toEqual({ acked: 1 });
});

test('events that do not match are kept aside with the reason, and the lane goes on', async () => {
  const cloud = await start();
  const deepJson = `${'['.repeat(60_000)}1${']'.repeat(60_000)}`;
  const events = [
    'no event at all',
    siteEvent(9, { sequence: '7' }),
    siteEvent(3, { lane: 'alarm' }),
    siteEvent(4, { source: '/sites/linden-court/gateways/gw-2' }),
    siteEvent(5, { time: '2026-02-30T00:00:00.000Z' }),
    siteEvent(6, { type: 'ringward.alarm.raised' }),
    siteEvent(7, { data: { ...siteEvent(7).data, note: 'x'.repeat(70_000) } }),
    siteEvent(8, { type: 'ringward.gateway.started', data: { deep: 'DEEP' } }),
    siteEvent(9),
  ];
  const raw = JSON.stringify(batchOf(events)).replace('"DEEP"', deepJson);
  const answer = await cloud.request('/v1/uplink/events', { raw, gzip: true, headers: auth });
  expect(answer).toMatchObject({ status: 200, body: { acked: 9 } });
  expect(await idsOf(cloud)).toEqual([`gw-1/${epoch}/event/9`]);
  const { misfits } = await cloud.read<{ misfits: { sequence: number; reason: string }[] }>('/v1/misfits');
  const reasons = misfits.reverse().map(({ sequence, reason }) => `${sequence}: ${reason}`);
  expect(reasons).toEqual([
    expect.stringMatching(/^1: /),
    expect.stringContaining('2: sequence is 7'),
    expect.stringContaining('3: lane is alarm'),
    expect.stringContaining('4: source names gateway gw-2'),
    expect.stringContaining('5: time 2026-02-30'),
    expect.stringContaining('6: data: '),
    expect.stringMatching(/^7: data/),
    expect.stringContaining('8: data nests too deeply'),
  ]);
});

test('a gateway without its token is turned away before its body is read', async () => {
  const cloud = await start();
  const without = await cloud.request('/v1/uplink/events', { json: batchOf([siteEvent(1)]) });
  expect(without.status).toBe(401);
  const wrong = await cloud.request('/v1/uplink/events', {
    json: batchOf([siteEvent(1)]),
    headers: { authorization: 'Bearer token-of-nobody-at-all' },
  });
  expect(wrong.status).toBe(401);
  expect(codeOf(wrong)).toBe('token-unknown');
});

test("one gateway's token cannot speak for another gateway", async () => {
  const cloud = await start();
  const events = await cloud.uplink('events', batchOf([siteEvent(1)]), 'gw-2');
  expect(events.status).toBe(403);
  expect(codeOf(events)).toBe('gateway-mismatch');
  expect((await cloud.uplink('status', statusOf(), 'gw-2')).status).toBe(403);
  expect(await idsOf(cloud)).toEqual([]);
});

test('a batch that cannot be read is refused with the name of the field', async () => {
  const cloud = await start();
  const send = (raw: string) => cloud.request('/v1/uplink/events', { raw, headers: auth });
  for (const [raw, word] of [
    ['{"gateway":', 'JSON'],
    [JSON.stringify(batchOf([siteEvent(1)], { first: 0 })), 'first'],
    [JSON.stringify({ ...batchOf([siteEvent(1)]), lane: 'fast' }), 'lane'],
    [JSON.stringify(batchOf([])), 'events'],
    [JSON.stringify({ ...batchOf([siteEvent(1)]), more: 1 }), 'more'],
  ] as const) {
    const answer = await send(raw);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(word);
  }
  const status = await cloud.uplink('status', { ...statusOf(), devices: { online: -1, total: 2 } });
  expect(status.status).toBe(400);
  expect(JSON.stringify(status.body)).toContain('devices.online');
});

test('a gzip bomb and a body that is too large are refused without being unfolded', async () => {
  const cloud = await start();
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
  expect(bomb.byteLength).toBeLessThan(300_000);
  const headers = { ...auth, 'content-encoding': 'gzip' };
  const answer = await cloud.request('/v1/uplink/events', { raw: bomb, headers });
  expect(answer.status).toBe(413);
  expect(codeOf(answer)).toBe('body-too-large');
  const broken = await cloud.request('/v1/uplink/events', { raw: 'no gzip', headers });
  expect(broken.status).toBe(400);
  const encoded = await cloud.request('/v1/uplink/events', {
    raw: 'x',
    headers: { ...auth, 'content-encoding': 'br' },
  });
  expect(encoded.status).toBe(415);
  expect((await cloud.uplink('events', batchOf([siteEvent(1)]))).status).toBe(200);
});

test('a gateway that breaks off in the middle of a batch leaves nothing behind', async () => {
  const cloud = await start();
  const url = new URL('/v1/uplink/events', cloud.url);
  const body = gzipSync(JSON.stringify(batchOf([siteEvent(1)])));
  await new Promise<void>((resolve) => {
    const request = httpRequest(url, {
      method: 'POST',
      headers: {
        ...auth,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': body.byteLength,
      },
    });
    request.on('error', () => resolve());
    request.write(body.subarray(0, 20), () => request.destroy(new Error('power cut')));
  });
  expect((await cloud.uplink('events', batchOf([siteEvent(1)]))).body).toEqual({ acked: 1 });
  const { gateways } = await cloud.read<GatewayList>('/v1/gateways');
  expect(gateways[0]!.totals.duplicates).toBe(0);
});

test('a gateway that sends too fast is told when to come back, and the others are not slowed', async () => {
  const cloud = await start({ config: { requestsPerSecond: 1 } });
  const answers = [];
  for (let index = 0; index < 4; index += 1) answers.push(await cloud.uplink('status', statusOf()));
  const refused = answers.find(({ status }) => status === 429);
  expect(refused).toBeDefined();
  expect(codeOf(refused!)).toBe('too-fast');
  expect(Number(refused!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect((await cloud.uplink('status', { ...statusOf(), gateway: 'gw-2' }, 'gw-2')).status).toBe(204);
});

test('a full disk stores nothing, says so, and takes the same batch when there is room again', async () => {
  const small = await start({ config: { storeLimitMb: 1 } });
  const note = 'n'.repeat(8000);
  const batch = (first: number) =>
    batchOf(
      Array.from({ length: 20 }, (_, index) => siteEvent(first + index, { data: { ...siteEvent(1).data } })).map(
        (event) => ({ ...event, type: 'ringward.gateway.started', data: { note } }),
      ),
      { first },
    );
  let acked = 0;
  let refused = await small.uplink('events', batch(1));
  while (refused.status === 200) {
    acked = (refused.body as { acked: number }).acked;
    refused = await small.uplink('events', batch(acked + 1));
  }
  expect(acked).toBeGreaterThan(0);
  expect(refused.status).toBe(503);
  expect(codeOf(refused)).toBe('store-unavailable');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  // an operator can still log in and see what there is
  expect(await idsOf(small)).toHaveLength(acked);
  open.splice(open.indexOf(small), 1);
  await small.close();
  const roomy = await start({ folder: small.folder });
  const again = await roomy.uplink('events', batch(acked + 1));
  expect(again).toMatchObject({ status: 200, body: { acked: acked + 20 } });
  expect(await roomy.read('/v1/gateways/gw-1/audit')).toMatchObject({ missing: 0 });
});

test('what was acknowledged is still there after the cloud was stopped and started', async () => {
  const first = await start();
  await first.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  await first.uplink('status', statusOf());
  open.splice(open.indexOf(first), 1);
  await first.close();
  const second = await start({ folder: first.folder });
  expect(await second.read('/v1/alarms')).toMatchObject({ alarms: [{ alarm: 'alarm-1', state: 'raised' }] });
  const { gateways } = await second.read<GatewayList>('/v1/gateways');
  expect(gateways[0]).toMatchObject({ gateway: 'gw-1', state: 'online', status: { site: 'linden-court' } });
  const repeat = await second.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  expect(repeat.body).toEqual({ acked: 1 });
  expect(await idsOf(second)).toHaveLength(1);
});
