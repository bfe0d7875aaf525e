import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmList, AlarmView, GatewayList, GatewayView } from '../../../cloud/api/views.ts';
import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import { openEventStream } from './event-stream.ts';
import {
  alarmEvent,
  batchOf,
  codeOf,
  password,
  removeFolder,
  siteEvent,
  startTestCloud,
  statusOf,
  type TestCloud,
  tokenOf,
} from './test-cloud.ts';

let cloud: TestCloud;
beforeEach(async () => {
  cloud = await startTestCloud();
});
afterEach(async () => {
  await cloud.close();
  removeFolder(cloud.folder);
});

const alarms = (...events: ReturnType<typeof alarmEvent>[]) =>
  cloud.uplink('events', batchOf(events, { lane: 'alarm', first: Number(events[0]!.sequence) }));

test('nobody reads events, alarms or gateways without logging in, not even with a gateway token', async () => {
  const headers = { authorization: `Bearer ${tokenOf['gw-1']}` };
  for (const path of ['gateways', 'alarms', 'events', 'misfits', 'gateways/gw-1/audit', 'live']) {
    expect((await cloud.request(`/v1/${path}`)).status, path).toBe(401);
    expect((await cloud.request(`/v1/${path}`, { headers })).status, path).toBe(401);
    const forged = { cookie: 'ringward-cloud=Zm9yZ2Vk;Zm9yZ2Vk' };
    expect((await cloud.request(`/v1/${path}`, { headers: forged })).status, path).toBe(401);
  }
});

test('an operator who logged out cannot read with the old cookie, not even after a restart', async () => {
  const headers = await cloud.login();
  expect((await cloud.request('/v1/alarms', { headers })).status).toBe(200);
  expect((await cloud.request('/v1/session', { method: 'DELETE', headers })).status).toBe(204);
  expect((await cloud.request('/v1/alarms', { headers })).status).toBe(401);
  await cloud.close();
  cloud = await startTestCloud({ folder: cloud.folder });
  expect((await cloud.request('/v1/alarms', { headers })).status).toBe(401);
});

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const answer = await cloud.request('/v1/session', { json: { password } });
  const cookie = answer.headers.get('set-cookie')!;
  expect(cookie).toContain('HttpOnly');
  expect(cookie).toContain('SameSite=Strict');
});

test('whoever guesses passwords has to wait after five failures, and the right password does not shorten it', async () => {
  const attempt = (guess: string) => cloud.request('/v1/session', { json: { password: guess } });
  for (let index = 0; index < 5; index += 1) expect((await attempt('wrong')).status).toBe(401);
  const refused = await attempt(password);
  expect(refused.status).toBe(429);
  expect(codeOf(refused)).toBe('too-many-attempts');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
});

test('a page of another site can neither log in nor log out for an operator', async () => {
  const headers = await cloud.login();
  const from = (origin: string) => ({ ...headers, origin });
  const foreign = await cloud.request('/v1/session', { json: { password }, headers: from('https://evil.example') });
  expect(foreign.status).toBe(403);
  const logout = await cloud.request('/v1/session', { method: 'DELETE', headers: from('https://evil.example') });
  expect(logout.status).toBe(403);
  const form = await cloud.request('/v1/session', {
    raw: 'password=x',
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(form.status).toBe(415);
  expect((await cloud.request('/v1/session', { json: { password }, headers: from(cloud.url) })).status).toBe(200);
});

test('an alarm appears live on the page within the stream that is open', async () => {
  const stream = await openEventStream(cloud.url, await cloud.login());
  try {
    await alarms(alarmEvent(1));
    const told = await stream.next<{ alarms: AlarmView[] }>('alarms');
    expect(told.alarms).toMatchObject([{ gateway: 'gw-1', type: 'smoke', ring: 3, priority: 1, state: 'raised' }]);
    const gateway = await stream.next<{ gateways: GatewayView[] }>('gateways');
    expect(gateway.gateways[0]).toMatchObject({ gateway: 'gw-1', state: 'online', openAlarms: { p1: 1 } });
  } finally {
    stream.close();
  }
});

test('logging out ends the live streams of that session only', async () => {
  const [mine, other] = [await cloud.login(), await cloud.login()];
  const [ended, kept] = [await openEventStream(cloud.url, mine), await openEventStream(cloud.url, other)];
  try {
    await cloud.request('/v1/session', { method: 'DELETE', headers: mine });
    await ended.closed;
    await alarms(alarmEvent(1));
    expect((await kept.next<{ alarms: AlarmView[] }>('alarms')).alarms).toHaveLength(1);
  } finally {
    ended.close();
    kept.close();
  }
});

test('an alarm is one row through all its steps, stands open until it is closed, and can be found by its state', async () => {
  await alarms(
    alarmEvent(1),
    alarmEvent(2, { alarm: 'alarm-2', type: 'gas' }),
    alarmEvent(3, { state: 'acknowledged' }),
    alarmEvent(4, { alarm: 'alarm-2', type: 'gas', state: 'cleared' }),
  );
  const of = async (query: string) => {
    const list = await cloud.read<AlarmList>(`/v1/alarms${query}`);
    return list.alarms.map(({ alarm, state }) => `${alarm} ${state}`).sort();
  };
  expect(await of('')).toEqual(['alarm-1 acknowledged', 'alarm-2 raised']);
  expect(await of('?state=open')).toEqual(['alarm-1 acknowledged', 'alarm-2 raised']);
  expect(await of('?state=acknowledged')).toEqual(['alarm-1 acknowledged']);
  expect(await of('?state=raised')).toEqual(['alarm-2 raised']);
  await alarms(alarmEvent(5, { alarm: 'alarm-2', type: 'gas', state: 'acknowledged' }));
  expect(await of('?state=closed')).toEqual(['alarm-2 closed']);
  expect(await of('?state=open')).toEqual(['alarm-1 acknowledged']);
  expect(await of('?gateway=gw-2')).toEqual([]);
});

test('an operator pages through the alarms newest first without meeting one twice or missing one', async () => {
  const types: AlarmType[] = ['smoke', 'gas', 'help'];
  const events = Array.from({ length: 25 }, (_, index) =>
    alarmEvent(index + 1, {
      alarm: `alarm-${index}`,
      type: types[index % 3]!,
      // several at the same millisecond
      raisedAtMs: 1_790_000_000_000 + Math.floor(index / 4),
    }),
  );
  await alarms(...events);
  const met: AlarmView[] = [];
  let before = '';
  for (let page = 0; page < 10; page += 1) {
    const list = await cloud.read<AlarmList>(`/v1/alarms?limit=7${before}`);
    met.push(...list.alarms);
    if (list.next === null) break;
    before = `&before=${list.next}`;
  }
  expect(new Set(met.map(({ alarm }) => alarm)).size).toBe(25);
  expect(met).toHaveLength(25);
  expect(met.map(({ raisedAtMs }) => raisedAtMs)).toEqual(
    met.map(({ raisedAtMs }) => raisedAtMs).sort((a, b) => b - a),
  );
});

test('a gateway that was never heard is shown as such, and its first word brings it online with honest figures', async () => {
  const before = await cloud.read<GatewayList>('/v1/gateways');
  expect(before.gateways.map(({ gateway, state }) => [gateway, state])).toEqual([
    ['gw-1', 'never-seen'],
    ['gw-2', 'never-seen'],
  ]);
  await cloud.uplink('events', batchOf([siteEvent(1), 'broken']));
  await cloud.uplink('status', statusOf({ lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 7, acked: 2 } } }));
  const { gateways } = await cloud.read<GatewayList>('/v1/gateways');
  expect(gateways[0]).toMatchObject({
    state: 'online',
    status: { siteName: '椴园小区 / Linden Court', devices: { online: 20, total: 22 } },
    lanes: { event: { issued: 7, acked: 2, waiting: 5, missing: 0 } },
    totals: { stored: 1, quarantined: 1, missing: 0 },
    access24h: { granted: 0 },
  });
});

test('events that the gateway knows as acknowledged and the cloud does not have are reported as missing', async () => {
  await cloud.uplink('events', batchOf([siteEvent(1)]));
  await cloud.uplink('status', statusOf({ lanes: { alarm: { issued: 0, acked: 0 }, event: { issued: 9, acked: 6 } } }));
  const { gateways } = await cloud.read<GatewayList>('/v1/gateways');
  expect(gateways[0]!.totals.missing).toBe(5);
  expect(await cloud.read('/v1/gateways/gw-1/audit')).toMatchObject({
    missing: 5,
    streams: [{ lane: 'event', missingRanges: [{ from: 2, to: 6 }] }],
  });
});

test('the audit notices one event stored under two sequences', async () => {
  const { data, time } = siteEvent(1);
  await cloud.uplink('events', batchOf([siteEvent(1), siteEvent(2, { data, time }), siteEvent(3)]));
  expect(await cloud.read('/v1/gateways/gw-1/audit')).toMatchObject({ duplicatesStored: 1, missing: 0 });
  const unknown = await cloud.request('/v1/gateways/gw-9/audit', { headers: await cloud.login() });
  expect(unknown.status).toBe(404);
});

test('a wrong query is answered with the name of the field', async () => {
  const headers = await cloud.login();
  for (const [query, field] of [
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['state=old', 'state'],
    ['before=x', 'before'],
    ['gateway=GW', 'gateway'],
  ] as const) {
    const answer = await cloud.request(`/v1/alarms?${query}`, { headers });
    expect(answer.status, query).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(field);
  }
});

test('the API describes itself, and every error it describes has code, message and hint', async () => {
  const { body } = await cloud.request('/v1/openapi.json');
  const document = body as { openapi: string; paths: Record<string, object> };
  expect(document.openapi).toMatch(/^3\.1/);
  for (const path of ['/v1/uplink/events', '/v1/session', '/v1/gateways', '/v1/alarms', '/v1/events', '/v1/live'])
    expect(document.paths).toHaveProperty([path]);
  for (const path of ['/v1/nothing', '/%ff'])
    expect((await cloud.request(path)).body, path).toEqual({
      error: {
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.any(String),
        hint: expect.any(String),
      },
    });
});

test('health and figures are open, and the figures name no gateway', async () => {
  await cloud.uplink('events', batchOf([siteEvent(1)]));
  expect((await cloud.request('/healthz')).body).toEqual({ ok: true });
  const { body } = await cloud.request('/metrics');
  expect(body).toContain('ringward_cloud_events_total{outcome="stored"} 1');
  expect(body).not.toContain('gw-1');
});
