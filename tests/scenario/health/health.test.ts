import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConditionList, ProofView, RuleView } from '../../../cloud/health/health-views.ts';
import {
  batchOf,
  codeOf,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
} from '../cloud/test-cloud.ts';

let cloud: TestCloud;
let headers: { cookie: string };
beforeAll(async () => {
  cloud = await startTestCloud();
  headers = await cloud.login();
});
afterAll(async () => {
  await cloud.close();
  removeFolder(cloud.folder);
});

const health = () => ({
  atMs: Date.now(),
  disk: { freeBytes: 1e9, totalBytes: 1e11 },
  temperature: 91.5,
  cameras: { 1: { streaming: 2, total: 3, uptime: { share: 0.5, overMs: 3_600_000 } } },
  clock: { believed: true, roundTripMs: 12 },
  outbox: { alarm: { depth: 0 }, event: { depth: 2, oldestMs: 400_000 } },
  problems: ['perception'],
});
const say = () =>
  cloud.uplink(
    'status',
    statusOf({
      nowMs: Date.now(),
      health: health(),
      lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 4, acked: 2 } },
    }),
  );
const put = (rule: string, body: object) =>
  cloud.request(`/v1/health/rules/${rule}`, { method: 'PUT', headers, json: body });
const rules = async () => (await cloud.read<{ rules: RuleView[] }>('/v1/health/rules')).rules;

test('what is wrong with the fleet is told by kind, with its age and its figure', async () => {
  for (const { id, rule } of await rules())
    expect((await put(id, { revision: 0, why: 'at once, for a drill', rule: { ...rule, holdS: 0 } })).status).toBe(200);
  expect((await say()).status).toBe(204);
  const find = async () => {
    await say();
    return cloud.read<ConditionList>('/v1/health/conditions');
  };
  await expect
    .poll(async () => (await find()).groups.map(({ kind }) => kind).sort(), { timeout: 25_000, interval: 500 })
    .toEqual(['cameras', 'disk', 'problem', 'queue', 'temperature']);
  const { groups, gateways, lookedAtMs, nowMs } = await find();
  expect(gateways).toBe(1);
  expect(nowMs - lookedAtMs!).toBeLessThan(60_000);
  const [heat] = groups.find(({ kind }) => kind === 'temperature')!.conditions;
  expect(heat).toMatchObject({ gateway: 'gw-1', value: 91.5, shelf: null });
  expect(groups.find(({ kind }) => kind === 'cameras')!.conditions[0]).toMatchObject({ subject: 'ring-1', value: 50 });
  const until = { gateway: 'gw-1', kind: 'temperature', untilMs: Date.now() + 60_000, why: 'the fan comes tomorrow' };
  expect((await cloud.request('/v1/health/shelve', { headers, json: until })).status).toBe(204);
  const shelved = (await find()).groups.find(({ kind }) => kind === 'temperature')!;
  expect(shelved).toMatchObject({ count: 1, shelved: 1, conditions: [{ shelf: { why: 'the fan comes tomorrow' } }] });
}, 40_000);

test('a change of a rule that somebody else has changed meanwhile is refused, and so is one that makes no sense', async () => {
  const { rule } = (await rules()).find(({ id }) => id === 'usual-disk')!;
  const stale = await put('usual-disk', { revision: 0, why: 'old', rule });
  expect([stale.status, codeOf(stale)]).toEqual([412, 'rule-stale']);
  for (const bad of [
    { ...rule, kind: 'cameras' },
    { ...rule, threshold: -1 },
    { ...rule, scope: 'city:x' },
    { ...rule, kind: 'weather' },
  ])
    expect(codeOf(await put('new-rule', { revision: 0, why: 'bad', rule: bad }))).toBe('request-invalid');
  expect((await cloud.request('/v1/health/rules', {})).status).toBe(401);
});

test('a gateway leaves figures over time, and its days can be proved', async () => {
  expect((await cloud.uplink('events', batchOf([siteEvent(1), siteEvent(2)]))).status).toBe(200);
  await say();
  const { points } = await cloud.read<{ points: object[] }>('/v1/gateways/gw-1/health');
  expect(points).toMatchObject([
    { temperatureDeci: 915, diskFreeMb: 954, ring1Streaming: 2, oldestWaitingMs: 400_000 },
  ]);
  const proof = await cloud.read<ProofView>('/v1/gateways/gw-1/proof?days=3');
  expect(proof).toMatchObject({ issued: 4, received: 2, missing: 0, days: [{ day: null, waiting: 2 }] });
  expect((await cloud.request('/v1/gateways/gw-9/proof', { headers })).status).toBe(404);
  const upside = await cloud.request('/v1/gateways/gw-1/health?from=5&to=4', { headers });
  expect(codeOf(upside)).toBe('request-invalid');
});

test('a row that a gateway was acknowledged and that this cloud does not have counts as missing', async () => {
  const lanes = { alarm: { issued: 3, acked: 3 }, event: { issued: 4, acked: 2 } };
  await cloud.uplink('status', statusOf({ lanes }));
  const proof = await cloud.read<ProofView>('/v1/gateways/gw-1/proof');
  expect(proof).toMatchObject({ missing: 3, days: [{ missingRanges: [{ lane: 'alarm', from: 1, to: 3 }] }] });
});

test('Prometheus reads each gateway from an address that asks who reads, with no more labels than it needs', async () => {
  await say();
  expect((await cloud.request('/v1/metrics/gateways')).status).toBe(401);
  const { body, headers: told } = await cloud.request('/v1/metrics/gateways', { headers });
  expect(told.get('content-type')).toContain('text/plain; version=0.0.4');
  const text = body as string;
  expect(text).toContain('ringward_gateway_temperature_celsius{gateway="gw-1",site="linden-court"} 91.5\n');
  expect(text).toContain('ringward_gateway_cameras_streaming{gateway="gw-1",site="linden-court",ring="1"} 2\n');
  const labels = new Set([...text.matchAll(/([a-z]+)="/g)].map(([, name]) => name));
  expect([...labels].sort()).toEqual(['gateway', 'lane', 'ring', 'site']);
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(
      /^(# (HELP|TYPE) ringward_gateway_\w+ .+|ringward_gateway_\w+\{(\w+="[^"]*",?)+\} -?[\d.e+-]+)$/,
    );
});
