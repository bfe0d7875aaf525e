import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ActList, AlarmDetail, AlarmList, AlarmView, AuditView } from '../../../cloud/api/views.ts';
import type { AlarmRecord } from '../../../devices/contracts/site-events.ts';
import { openEventStream } from './event-stream.ts';
import {
  alarmEvent,
  batchOf,
  codeOf,
  password,
  removeFolder,
  siteEvent,
  startTestCloud,
  type TestCloud,
} from './test-cloud.ts';

let cloud: TestCloud;
let operator: { cookie: string };
let next: number;
beforeEach(async () => {
  cloud = await startTestCloud();
  next = 1;
  const answer = await cloud.request('/v1/session', { json: { password, sign: 'duty-3' } });
  operator = { cookie: answer.headers.get('set-cookie')!.split(';')[0]! };
});
afterEach(async () => {
  await cloud.close();
  removeFolder(cloud.folder);
});

/** A gateway tells a step of an alarm. */
async function tell(alarm: string, record: Partial<AlarmRecord>): Promise<void> {
  const { data } = alarmEvent(next, { alarm, step: 'raised', active: true, ...record });
  const known = ['raised', 'acknowledged', 'cleared'].includes(String(record.step ?? 'raised'));
  const type = known ? (`ringward.alarm.${record.step ?? 'raised'}` as const) : 'ringward.alarm.handled';
  const event = siteEvent(next, { lane: 'alarm', type: type as 'ringward.alarm.handled', data });
  const answer = await cloud.uplink('events', batchOf([event], { lane: 'alarm', first: next }));
  expect(answer.body).toEqual({ acked: next });
  next += 1;
}
const act = (path: string, json: object, headers: Record<string, string> = operator) =>
  cloud.request(`/v1/alarms/gw-1/${path}`, { json, headers });
const list = async (query: string) =>
  (await cloud.read<AlarmList>(`/v1/alarms?${query}`)).alarms.map(({ alarm }) => alarm);

test('what came up to the cloud stands on top of its desk with who was told when; drills and what is set aside do not', async () => {
  await tell('old', { priority: 2 });
  await tell('desk', { priority: 3, raisedAtMs: 1_790_000_000_500 });
  for (const level of [1, 2, 3] as const)
    await tell('desk', { priority: 3, step: 'escalated', escalation: level, raisedAtMs: 1_790_000_000_500 });
  await tell('drill', { escalation: 3, drill: true });
  await tell('shelved', { escalation: 3, hidden: 'shelved' });
  await tell('p1', {});
  expect(await list('state=open&order=urgency')).toEqual(['desk', 'p1', 'old', 'drill']);
  expect(await list('state=duty&order=urgency')).toEqual(['desk']);
  expect(await list('state=hidden')).toEqual(['shelved']);
  const { alarm } = await cloud.read<AlarmDetail>('/v1/alarms/gw-1/desk');
  expect(alarm.told.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
  const { gateways } = await cloud.read<{ gateways: { openAlarms: object }[] }>('/v1/gateways');
  expect(gateways[0]!.openAlarms).toEqual({ p1: 1, p2: 1, p3: 1, p4: 0 });
});

test('the desk is paged by urgency without meeting an alarm twice or missing one', async () => {
  for (let index = 0; index < 12; index += 1)
    await tell(`a-${index}`, { priority: index % 2 ? 1 : 2, escalation: index % 3 === 0 ? 3 : 0 });
  const met: string[] = [];
  let before = '';
  for (let page = 0; page < 9; page += 1) {
    const answer = await cloud.read<AlarmList>(`/v1/alarms?state=open&order=urgency&limit=5${before}`);
    met.push(...answer.alarms.map(({ alarm }) => alarm));
    if (answer.next === null) break;
    before = `&before=${answer.next}`;
  }
  expect(new Set(met).size).toBe(12);
  expect(met).toHaveLength(12);
  expect(met.slice(0, 4)).toEqual(['a-3', 'a-9', 'a-0', 'a-6']);
});

test('an operator takes an alarm over while its gateway is away, and every page shows that it has not heard it yet', async () => {
  await tell('a-1', { escalation: 3 });
  const stream = await openEventStream(cloud.url, operator);
  try {
    const answer = await act('a-1/acknowledgement', { note: '  已电话联系值班室  ' });
    expect(answer.status).toBe(200);
    expect((answer.body as AlarmView).ours).toMatchObject({ by: 'duty-3', heardMs: null, outcome: 'not-heard' });
    const told = await stream.next<{ alarms: AlarmView[] }>('alarms');
    expect(told.alarms).toMatchObject([{ alarm: 'a-1', state: 'raised', ours: { outcome: 'not-heard' } }]);
  } finally {
    stream.close();
  }
  const { acts } = await cloud.read<ActList>('/v1/acts');
  expect(acts).toMatchObject([
    { alarm: 'a-1', kind: 'noted', by: 'duty-3', note: '已电话联系值班室', heardMs: null },
    { alarm: 'a-1', kind: 'acknowledged', by: 'duty-3', note: null, heardMs: null },
  ]);
  const audit = await cloud.read<AuditView>('/v1/gateways/gw-1/audit');
  expect(audit.downlink).toEqual({ issued: 2, acked: 0, missing: 0, unsent: 0 });
  expect(codeOf(await act('a-1/acknowledgement', {}))).toBe('already-acknowledged');
});

test.each([
  ['the site was first', 'second', 'acknowledged-too'],
  ['the cloud was first', 'first', 'acknowledged'],
] as const)('the operator is told what the merge at the site said: %s', async (_who, outcome, step) => {
  await tell('a-1', {});
  await act('a-1/acknowledgement', {});
  const opened = await fetch(`${cloud.url}/v1/downlink`, {
    headers: { authorization: 'Bearer token-of-gateway-one-0001' },
  });
  const reader = opened.body!.getReader();
  const { value } = await reader.read();
  const epoch = /"epoch":"(\w+)"/.exec(new TextDecoder().decode(value))![1];
  const headers = { authorization: 'Bearer token-of-gateway-one-0001' };
  expect((await cloud.request('/v1/downlink/cursor', { json: { epoch, seq: 1 }, headers })).status).toBe(204);
  await reader.cancel();
  await tell('a-1', { state: 'acknowledged', by: 'cloud', step, acknowledgedAtMs: 1_790_000_000_100 });
  const { alarm, steps, acts } = await cloud.read<AlarmDetail>('/v1/alarms/gw-1/a-1');
  expect(alarm).toMatchObject({ state: 'acknowledged', acknowledgedAtMs: 1_790_000_000_100, ours: { outcome } });
  expect(steps.map(({ step }) => step)).toEqual(['raised', step]);
  expect(acts).toMatchObject([{ kind: 'acknowledged', heardMs: expect.any(Number) }]);
});

test('an alarm that is reopened at the site wants an answer again, from whoever', async () => {
  await tell('a-1', {});
  await act('a-1/acknowledgement', {});
  const taken = { state: 'acknowledged', acknowledgedAtMs: 1_790_000_000_100, by: 'cloud' } as const;
  await tell('a-1', { ...taken, step: 'acknowledged' });
  await tell('a-1', { ...taken, state: 'closed', step: 'closed', active: false, disposition: 'nuisance' });
  expect(codeOf(await act('a-1/acknowledgement', {}))).toBe('alarm-closed');
  await tell('a-1', { step: 'reopened' });
  const { alarm } = await cloud.read<AlarmDetail>('/v1/alarms/gw-1/a-1');
  expect(alarm).toMatchObject({ state: 'raised', open: true, ours: null, acknowledgedAtMs: null });
  expect((await act('a-1/acknowledgement', {})).status).toBe(200);
});

test('nobody acts on an alarm without logging in, from another page, or with words that do not fit', async () => {
  await tell('a-1', {});
  expect((await act('a-1/acknowledgement', {}, {})).status).toBe(401);
  expect((await act('a-1/acknowledgement', {}, { authorization: 'Bearer token-of-gateway-one-0001' })).status).toBe(
    401,
  );
  expect((await act('a-1/acknowledgement', {}, { ...operator, origin: 'https://evil.example' })).status).toBe(403);
  expect((await act('unknown/acknowledgement', {})).status).toBe(404);
  for (const [path, body] of [
    ['a-1/notes', {}],
    ['a-1/notes', { note: '   ' }],
    ['a-1/notes', { note: 'x'.repeat(1001) }],
    ['a-1/acknowledgement', { note: 'x', by: 'somebody' }],
    ['a%2F1/notes', { note: 'x' }],
  ] as const)
    expect((await act(path, body)).status, JSON.stringify(body)).toBe(400);
  const signed = await cloud.request('/v1/session', { json: { password, sign: '王 某' } });
  expect(signed.status).toBe(400);
  expect((await cloud.read<ActList>('/v1/acts')).acts).toEqual([]);
});

test('what an operator did survives a cloud that is stopped and started', async () => {
  await tell('a-1', {});
  await act('a-1/acknowledgement', { note: 'called' });
  await cloud.close();
  cloud = await startTestCloud({ folder: cloud.folder });
  const { alarm, acts } = await cloud.read<AlarmDetail>('/v1/alarms/gw-1/a-1');
  expect(alarm.ours).toMatchObject({ by: 'duty-3', outcome: 'not-heard' });
  expect(acts.map(({ kind }) => kind)).toEqual(['acknowledged', 'noted']);
});
