import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PostgresCluster } from '../../fixtures/postgres-cluster.ts';
import { startPostgres, testWithPostgres } from '../../fixtures/postgres-cluster.ts';
import { type ShareReceiver, startReceiver } from '../../fixtures/share-receiver.ts';
import {
  createSharePlace,
  draftOf,
  runShare,
  type ShareCloud,
  type SharePlace,
  type ShareView,
} from './share-cloud.ts';

let receiver: ShareReceiver;
let place: SharePlace | undefined;
let cluster: PostgresCluster | undefined;

beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await place?.close();
  await cluster?.close();
  [place, cluster] = [undefined, undefined];
  await receiver.close();
});

const countOf = ({ body }: { body: string }) => (JSON.parse(body) as { data: { count: number } }).data.count;
const counts = () => receiver.messages.map(countOf);
const firsts = () => [...new Set(counts())];
const upTo = (many: number) => Array.from({ length: many }, (_, index) => index + 1);
async function open(): Promise<ShareCloud> {
  place = createSharePlace();
  const cloud = await place.start();
  await cloud.officer('duty-1');
  await cloud.officer('duty-2');
  return cloud;
}
type Refusal = { error: { code: string; message: string } };

test('an officer asks, another one approves, events flow until one of them ends it, and each step stands in the audit log', async () => {
  const cloud = await open();
  const asked = await cloud.ask<{ share: string; secret: string }>(
    'duty-1',
    '/v1/shares',
    draftOf({ url: receiver.url }),
  );
  expect(asked).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
  const { share, secret } = asked.body;
  const at = `/v1/shares/${share}`;
  await cloud.raise(1, 3);
  const own = await cloud.ask<Refusal>('duty-1', `${at}/approve`, {});
  expect(own).toMatchObject({ status: 403, body: { error: { code: 'share-own' } } });
  expect(await cloud.ask('duty-2', `${at}/try`, {})).toMatchObject({ status: 200, body: { reached: true } });
  expect(receiver.messages.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
    { type: 'ringward.test', data: {} },
  ]);
  receiver.messages.length = 0;
  const approved = await cloud.ask<{ share: ShareView }>('duty-2', `${at}/approve`, {});
  expect(approved).toMatchObject({ status: 200, body: { share: { state: 'running' } } });
  await cloud.raise(4, 5);
  await expect.poll(counts, { timeout: 10_000 }).toEqual([4, 5, 6, 7, 8]);
  await expect
    .poll(async () => (await cloud.ask<{ share: ShareView }>('duty-1', at)).body.share.progress, { timeout: 10_000 })
    .toMatchObject({ delivered: 5, behind: 0, failures: 0 });
  const paused = await cloud.ask<{ share: ShareView }>('duty-1', `${at}/pause`, { why: 'their server moves' });
  expect(paused.body.share).toMatchObject({ state: 'paused', why: 'by-operator' });
  await cloud.raise(9, 2);
  expect((await cloud.ask<{ share: ShareView }>('duty-1', at)).body.share.progress.behind).toBe(2);
  await cloud.ask('duty-1', `${at}/resume`, {});
  await expect.poll(counts, { timeout: 10_000 }).toEqual([4, 5, 6, 7, 8, 9, 10]);
  expect((await cloud.ask<{ share: ShareView }>('duty-1', `${at}/end`, { why: 'over' })).body.share.state).toBe(
    'ended',
  );
  await cloud.raise(11, 2);
  const shown = await cloud.ask('duty-1', at);
  const list = await cloud.ask('duty-2', '/v1/shares');
  expect(JSON.stringify([shown.body, list.body])).not.toContain(secret.slice(6));
  const audit = await cloud.ask<{ acts: { deed: string; by: string }[] }>('first', '/v1/audit');
  const deeds = JSON.stringify(audit.body);
  for (const deed of ['share.ask', 'share.approve', 'share.try', 'share.pause', 'share.resume', 'share.end'])
    expect(deeds).toContain(`"${deed}"`);
  expect(deeds).not.toContain('指挥中心');
  expect(counts()).toEqual([4, 5, 6, 7, 8, 9, 10]);
}, 60_000);

test('what nobody may ask for is refused by name: no end, too far an end, an inner address, a field that is not there', async () => {
  const cloud = await open();
  const ask = async (change: object, target: object = { url: receiver.url }) => {
    const { status, body } = await cloud.ask<Refusal>('duty-1', '/v1/shares', draftOf(target, change));
    return `${status} ${body.error?.code}: ${body.error?.message}`;
  };
  const year = 366 * 86_400_000;
  expect(await ask({ untilMs: undefined })).toMatch(/^400 request-invalid: body: .*untilMs/);
  expect(await ask({ untilMs: Date.now() - 1 })).toMatch(/^422 share-refused: untilMs/);
  expect(await ask({ untilMs: Date.now() + year + 60_000 })).toMatch(/^422 share-refused: untilMs/);
  expect(await ask({ fromMs: Date.now() + 9e6 })).toMatch(/^422 share-refused: untilMs/);
  expect(await ask({ fields: ['name'] })).toMatch(/^400 request-invalid: body: fields/);
  expect(await ask({ fields: [] })).toMatch(/^400 request-invalid/);
  expect(await ask({ selection: { kinds: ['modes'], drills: true } })).toMatch(/^422 share-refused: selection/);
  expect(await ask({ purpose: 'curiosity' })).toMatch(/^400 request-invalid: body: purpose/);
  expect(await ask({ legalBasis: ' ' })).toMatch(/^400 request-invalid: body: legalBasis/);
  expect(await ask({}, { url: 'https://169.254.169.254/latest' })).toMatch(/^422 share-refused: delivery.target.url/);
  expect(await ask({}, { url: 'http://desk.example/' })).toMatch(/^422 share-refused: delivery.target.url/);
  expect(await ask({}, { url: 'file:///etc/passwd' })).toMatch(/^422 share-refused: delivery.target/);
  expect(await ask({ delivery: { kind: 'fax', target: {} } })).toMatch(/^422 share-refused: delivery.kind/);
  expect(await ask({ delivery: { kind: 'gat1400', target: {} } })).toMatch(/^422 share-refused: fields: gat1400 needs/);
  expect((await cloud.ask<{ shares: [] }>('duty-1', '/v1/shares')).body.shares).toEqual([]);
  const unknown = await cloud.ask<Refusal>('duty-1', `/v1/shares/${'0'.repeat(32)}`);
  expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } });
}, 60_000);

test('an officer of one place neither sees nor asks for what happens at another one', async () => {
  const cloud = await open();
  const made = [
    await cloud.ask('first', '/v1/places/tenant:oak', { title: '橡树物业' }, 'PUT'),
    await cloud.ask('first', '/v1/places/site:oak-court', { title: '橡园', parent: 'tenant:oak' }, 'PUT'),
  ];
  expect(made.map(({ status }) => status)).toEqual([204, 204]);
  await cloud.officer('duty-3', 'site:oak-court');
  const share = await runShare(cloud, { url: receiver.url });
  expect((await cloud.ask<{ shares: [] }>('duty-3', '/v1/shares')).body.shares).toEqual([]);
  expect((await cloud.ask('duty-3', `/v1/shares/${share}`)).status).toBe(404);
  expect((await cloud.ask('duty-3', `/v1/shares/${share}/end`, { why: 'mine' })).status).toBe(404);
  const all = await cloud.ask<Refusal>('duty-3', '/v1/shares', draftOf({ url: receiver.url }));
  expect(all).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  const selection = { kinds: ['alarms'], gateways: ['gw-1'] };
  const theirs = await cloud.ask<Refusal>('duty-3', '/v1/shares', draftOf({ url: receiver.url }, { selection }));
  expect(theirs.status).toBe(404);
  expect((await cloud.ask('duty-3', '/v1/shares/preview', { selection, fields: ['count'] })).status).toBe(404);
}, 60_000);

test('the preview shows what would leave, exactly as it would', async () => {
  const cloud = await open();
  await cloud.raise(1, 30);
  const body = { selection: { kinds: ['alarms'], alarmTypes: ['smoke'] }, fields: ['count', 'site', 'outcome'] };
  const { body: preview } = await cloud.ask<{ events: { fields: object }[] }>('duty-1', '/v1/shares/preview', body);
  expect(preview.events).toHaveLength(20);
  expect(preview.events[0]!.fields).toEqual({ count: 30, site: 'linden-court' });
}, 60_000);

test('a cloud killed in the middle of sending goes on where it stood: nothing is missing, and nothing comes out of order', async () => {
  let cloud = await open();
  await runShare(cloud, { url: receiver.url });
  for (const [round, many] of [40, 90, 130].entries()) {
    const before = [0, 40, 90][round]!;
    receiver.answer = () => new Promise((resolve) => setTimeout(() => resolve({ status: 204 }), 5));
    await cloud.raise(before + 1, many - before);
    await expect.poll(() => firsts().length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(before + 5);
    await cloud.kill();
    cloud = await place!.start();
  }
  await expect.poll(firsts, { timeout: 20_000 }).toEqual(upTo(130));
  const ids = new Map(receiver.messages.map((message) => [message.headers['webhook-id'], countOf(message)]));
  expect(ids.size).toBe(130);
}, 180_000);

testWithPostgres(
  'of two clouds one sends at a time, and when it dies the other one sends the rest',
  async () => {
    cluster = await startPostgres();
    place = createSharePlace(await cluster.createDatabase());
    const clouds = [await place.start(), await place.start()] as const;
    await clouds[0].officer('duty-1');
    await clouds[0].officer('duty-2');
    // an answer takes a while, so that two senders would meet
    receiver.answer = () => new Promise((resolve) => setTimeout(() => resolve({ status: 204 }), 5));
    await runShare(clouds[0], { url: receiver.url });
    await clouds[1].raise(1, 100);
    await expect.poll(() => counts().length, { timeout: 20_000 }).toBe(100);
    expect(counts()).toEqual(upTo(100));
    expect(receiver.busiest()).toBe(1);
    await clouds[1].raise(101, 50);
    await expect.poll(() => firsts().length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(105);
    // whichever of them sends: after the first is gone and after the second is back, all is there
    await clouds[0].kill();
    await clouds[1].raise(151, 50);
    await expect.poll(firsts, { timeout: 30_000 }).toEqual(upTo(200));
    // of what was under way when it died, at most one batch may have come a second time
    expect(counts().length).toBeLessThanOrEqual(250);
  },
  120_000,
);
