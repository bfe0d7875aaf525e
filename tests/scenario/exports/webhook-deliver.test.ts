import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportAdapters } from '../../../cloud/exports/adapters/adapter-list.ts';
import type { ExportAdapter } from '../../../cloud/exports/export-adapter.ts';
import { createExportWorker, type ExportWorker } from '../../../cloud/exports/export-worker.ts';
import { createOutbound } from '../../../cloud/exports/outbound.ts';
import { exportLimits } from '../../../cloud/exports/settle-attempt.ts';
import type { ShareTerms } from '../../../cloud/exports/share.ts';
import { openCloudStore } from '../../../cloud/store/open-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { silent } from '../../conformance/cloud-store/place.ts';
import { alarmWork, nowMs } from '../../conformance/cloud-store/store-works.ts';
import { type ShareReceiver, startReceiver } from '../../fixtures/share-receiver.ts';
import { keepRunning, shareRow } from '../../fixtures/shares.ts';

let data: string;
let store: CloudStore;
let receiver: ShareReceiver;
let worker: ExportWorker | undefined;
let wallMs: number;
/** Of which tenant each gateway is. */
let tenants: Record<string, string>;
const clock = { wallMs: () => wallMs, monotonicMs: () => performance.now() };

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'ringward-shares-'));
  store = await openCloudStore({ data }, silent);
  receiver = await startReceiver();
  wallMs = nowMs;
  tenants = { 'gw-1': 'a' };
});
afterEach(async () => {
  await worker?.close();
  worker = undefined;
  await receiver.close();
  await store.close();
  rmSync(data, { recursive: true, force: true });
});

function start(limits = {}, adapters = exportAdapters): void {
  worker = createExportWorker({
    ...{ store: store.exports, adapters, outbound: createOutbound(['127.0.0.1']), clock, log: silent },
    limits: { ...exportLimits, firstRetryMs: 1, lastRetryMs: 4, ...limits },
    timing: { pollMs: 10, leaseMs: 400 },
    tenantOf: (gateway) => tenants[gateway],
  });
  worker.start();
}
// the wall stands still in these tests, so that what is put off is due at once
const passing = setInterval(() => {
  wallMs += 2;
}, 2);
passing.unref();

const share = 'ab'.repeat(16);
const run = (terms: Partial<ShareTerms> = {}) =>
  keepRunning(
    store,
    shareRow(share, {
      fields: ['event', 'count'],
      delivery: { kind: 'webhook', target: { url: receiver.url } },
      ...terms,
    }),
  );
const raise = (first: number, many: number) =>
  store.commit(
    [
      alarmWork(
        'gw-1',
        first,
        Array.from({ length: many }, (_, index) => ({ alarm: `a-${first + index}`, count: first + index })),
      ),
    ],
    nowMs,
  );
const countsOf = (status: number) =>
  receiver.messages
    .filter((message) => message.status === status)
    .map(({ body }) => (JSON.parse(body) as { data: { count: number } }).data.count);
const upTo = (many: number) => Array.from({ length: many }, (_, index) => index + 1);
const stand = async () => (await store.exports.share(share))!;

test('a department gets each event once, in order, signed with the key of its share, and only the fields that were agreed', async () => {
  await run();
  start();
  await raise(1, 120);
  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(120);
  expect(countsOf(204)).toEqual(upTo(120));
  const { headers, body } = receiver.messages[0]!;
  const verifier = new Webhook(shareRow(share).hidden.secret!);
  // the receiver's own check of the signature; its clock is not ours in this test
  expect(
    verifier.sign(String(headers['webhook-id']), new Date(Number(headers['webhook-timestamp']) * 1000), body),
  ).toBe(headers['webhook-signature']);
  expect(JSON.parse(body)).toEqual({
    type: 'ringward.shared',
    timestamp: expect.any(String),
    data: { event: 'ringward.alarm.raised', count: 1 },
  });
  expect(new Set(receiver.messages.map((each) => each.headers['webhook-id'])).size).toBe(120);
});

test('a receiver that fails again and again misses nothing, and gets it in order', async () => {
  await run();
  let seen = 0;
  receiver.answer = () => {
    seen += 1;
    return seen % 3 === 0 ? { status: 503 } : { status: 204 };
  };
  start();
  await raise(1, 40);
  await expect.poll(async () => (await stand()).progress.delivered, { timeout: 20_000 }).toBe(40);
  expect(countsOf(204)).toEqual(upTo(40));
  expect((await stand()).progress).toMatchObject({ failures: 0, failingSinceMs: null, waitingMs: null, lastWhy: null });
  const failures = (await store.exports.deliveries(share, 100)).filter(({ outcome }) => outcome === 'failed');
  expect(failures[0]).toMatchObject({ why: 'HTTP 503' });
});

test('an event that the receiver will not have is set aside after five refusals, with its reason, and the rest gets through', async () => {
  await run();
  receiver.answer = ({ body }) => ({ status: body.includes('"count":7}') ? 422 : 204 });
  start();
  await raise(1, 20);
  await expect.poll(async () => (await stand()).progress.delivered, { timeout: 10_000 }).toBe(19);
  expect(countsOf(422)).toEqual([7, 7, 7, 7, 7]);
  expect(countsOf(204)).toEqual(upTo(20).filter((count) => count !== 7));
  expect((await stand()).progress).toMatchObject({ setAside: 1, streak: 0 });
});

test('of a batch that is refused as a whole only the event at fault is set aside', async () => {
  const target = { url: receiver.url, mode: 'batched' };
  await run({ delivery: { kind: 'cloudevents-http', target } });
  receiver.answer = ({ body }) => ({ status: body.includes('"count":7}') ? 400 : 202 });
  start();
  await raise(1, 20);
  await expect.poll(async () => (await stand()).progress.delivered, { timeout: 10_000 }).toBe(19);
  const taken = receiver.messages
    .filter(({ status }) => status === 202)
    .flatMap(({ body }) => JSON.parse(body) as { data: { count: number }; source: string; specversion: string }[]);
  expect(taken.map(({ data: { count } }) => count)).toEqual(upTo(20).filter((count) => count !== 7));
  expect(taken[0]).toMatchObject({
    specversion: '1.0',
    source: `urn:ringward:share:${share}`,
    type: 'ringward.shared',
  });
  expect(receiver.messages[0]!.headers['content-type']).toBe('application/cloudevents-batch+json; charset=utf-8');
});

test('a receiver that is gone, that refuses everything, or that fails for days pauses the share with a reason', async () => {
  await run();
  receiver.answer = () => ({ status: 410 });
  start({ streak: 3 });
  await raise(1, 10);
  await expect
    .poll(async () => (await stand()).row, { timeout: 10_000 })
    .toMatchObject({ state: 'paused', why: 'gone' });
  receiver.answer = () => ({ status: 400 });
  const resume = async () => {
    const deed = {
      share,
      act: 'resume',
      by: 'duty-1',
      operator: null,
      gateway: null,
      atMs: wallMs,
      why: null,
    } as const;
    const { revision: basis } = (await stand()).row;
    await store.exports.changeShare({ share, basis, state: 'approved', why: null, deed });
  };
  await resume();
  await expect.poll(async () => (await stand()).row.why, { timeout: 10_000 }).toBe('refuses-all');
  expect((await stand()).progress.setAside).toBe(3);
  receiver.answer = () => ({ status: 500 });
  await resume();
  await expect.poll(async () => (await stand()).progress.failures).toBeGreaterThan(0);
  wallMs += exportLimits.pauseAfterMs;
  await expect.poll(async () => (await stand()).row.why, { timeout: 10_000 }).toBe('failing');
  expect((await stand()).progress).toMatchObject({ lastWhy: 'HTTP 500', waitingMs: nowMs });
});

test('a share stops when a gateway of it is given to another tenant: nothing of what happens there afterwards leaves', async () => {
  await run({ selection: { kinds: ['alarms'], gateways: ['gw-1'] }, tenants: { 'gw-1': 'a' } });
  start();
  await raise(1, 3);
  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(3);
  tenants['gw-1'] = 'b';
  await raise(4, 3);
  await expect
    .poll(async () => (await store.exports.share(share))!.row, { timeout: 10_000 })
    .toMatchObject({ state: 'paused', why: 'gateway-moved' });
  expect(receiver.messages).toHaveLength(3);
  const acts = (await store.exports.shareDeeds(share, 9)).map(({ act, by, why }) => [act, by, why]);
  expect(acts[0]).toEqual(['pause', 'cloud', 'gateway-moved']);
});

test('a share ends at its end date, in the middle of a batch: not one event leaves after it, and its key is forgotten', async () => {
  const untilMs = nowMs + 3_600_000;
  await run({ untilMs });
  receiver.answer = () => {
    if (receiver.messages.length === 4) wallMs = untilMs;
    return { status: 204 };
  };
  start();
  await raise(1, 30);
  await expect
    .poll(async () => (await stand()).row, { timeout: 10_000 })
    .toMatchObject({ state: 'ended', why: 'expired' });
  expect(countsOf(204)).toEqual([1, 2, 3, 4, 5]);
  expect((await stand()).row.hidden).toEqual({});
  const [last] = await store.exports.shareDeeds(share, 1);
  expect(last).toMatchObject({ act: 'end', by: 'cloud', why: 'expired' });
});

test('a second process sends nothing while the first one lives, and takes over where it stood when it does not', async () => {
  await run();
  start();
  await raise(1, 5);
  await expect.poll(() => receiver.messages.length).toBe(5);
  // it is not closed: a process that was killed gives nothing back
  const dead = { ...(await stand()).progress };
  await worker!.close();
  await store.exports.takeShare(share, 'a-dead-process', {
    ...dead,
    holder: null,
    beat: (await stand()).progress.beat,
  });
  const before = performance.now();
  start();
  await raise(6, 5);
  await expect.poll(() => receiver.messages.length, { timeout: 10_000 }).toBe(10);
  expect(performance.now() - before).toBeGreaterThanOrEqual(400);
  expect(countsOf(204)).toEqual(upTo(10));
});

test('a way of delivery of one’s own gets nothing but names and allowed fields, and its line ends with the share', async () => {
  const got: unknown[] = [];
  let open = 0;
  const drawer: ExportAdapter = {
    ...{ kind: 'drawer', needs: [], oneByOne: true },
    parseTarget: () => ({ target: {}, hidden: {} }),
    open() {
      open += 1;
      return {
        deliver: async (batch) => {
          got.push(...batch);
          return { taken: batch.length, leftOut: 0 };
        },
        probe: async () => undefined,
        close: async () => {
          open -= 1;
        },
      };
    },
  };
  await run({ delivery: { kind: 'drawer', target: {} } });
  start({}, [...exportAdapters, drawer]);
  await raise(1, 2);
  await expect
    .poll(() => got)
    .toEqual([1, 2].map((count) => ({ id: expect.any(String), fields: { event: 'ringward.alarm.raised', count } })));
  expect(open).toBe(1);
  const deed = { share, act: 'end', by: 'duty-1', operator: null, gateway: null, atMs: wallMs, why: 'over' } as const;
  await store.exports.changeShare({ share, basis: 2, state: 'ended', why: 'by-operator', deed });
  await expect.poll(() => open).toBe(0);
});
