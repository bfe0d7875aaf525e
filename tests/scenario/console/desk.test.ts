import { expect, test } from 'vitest';
import { openEventStream } from './event-stream.ts';
import { startConsole } from './start-console.ts';

test('one answer holds everything the first paint needs', async () => {
  const console = await startConsole();
  const smoke = console.site.raise({ type: 'smoke', priority: 1, camera: 'cam-gate', detail: { lelPercent: 3 } });
  console.site.passage({ outcome: 'denied', reason: 'unknown-card' });
  const overview = (await (await console.ask('/api/overview', { cookie: await console.signIn() })).json()) as Record<
    string,
    unknown
  >;
  expect(overview).toMatchObject({
    site: { id: 'linden-court', name: { zh: '椴园小区', en: 'Linden Court' } },
    user: 'guard',
    alarms: [smoke],
    cameras: console.site.ports.cameras(),
    devices: console.site.ports.devices(),
    passages: [{ reason: 'unknown-card' }],
    health: console.site.ports.health(),
  });
});

test('a field that the API does not know leaves the gateway in no answer', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  console.site.camera('cam-gate', { url: 'rtsp://admin:secret@10.0.0.9/' } as object);
  for (const path of ['/api/overview', '/api/cameras']) {
    expect(await (await console.ask(path, { cookie })).text(), path).not.toContain('secret');
  }
});

test('an alarm, a passage and a lost device reach an open page as they happen', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const stream = await openEventStream(console, cookie);
  await stream.next(({ event }) => event === 'tick');
  const smoke = console.site.raise({ type: 'smoke', priority: 1 });
  console.site.passage({ id: 'p1' });
  console.site.device('smoke-1a', { state: 'lost' });
  const changes = [
    await stream.next(({ event }) => event === 'change'),
    await stream.next(({ event }) => event === 'change'),
    await stream.next(({ event }) => event === 'change'),
  ];
  expect(changes.map(({ data }) => data.kind)).toEqual(['alarm', 'passage', 'device']);
  expect(changes[0]!.data.alarm).toEqual(smoke);
  const numbers = changes.map(({ id }) => Number(id.split('-')[1]));
  expect(numbers).toEqual([numbers[0], numbers[0]! + 1, numbers[0]! + 2]);
});

test('a page that lost its connection for a moment misses nothing: between overview and stream, and on resuming', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { cursor } = (await (await console.ask('/api/overview', { cookie })).json()) as { cursor: string };
  console.site.passage({ id: 'between' });
  const stream = await openEventStream(console, cookie, { after: cursor });
  const first = await stream.next(({ event }) => event === 'change');
  expect(first.data).toMatchObject({ passage: { id: 'between' } });
  stream.close();
  console.site.passage({ id: 'while-away' });
  const resumed = await openEventStream(console, cookie, { after: cursor, lastEventId: first.id });
  const next = await resumed.next(({ event }) => event === 'change');
  expect(next.data).toMatchObject({ passage: { id: 'while-away' } });
});

test('the first guard to acknowledge owns the alarm; the second is told who was first', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { id } = console.site.raise({ type: 'smoke', priority: 1 });
  const acknowledge = async () =>
    (await console.ask(`/api/alarms/${id}/acknowledge`, { method: 'POST', body: {}, cookie })).json();
  expect(await acknowledge()).toMatchObject({ outcome: 'done', alarm: { acknowledgedBy: 'guard' } });
  expect(await acknowledge()).toMatchObject({ outcome: 'already', alarm: { acknowledgedBy: 'guard' } });
  const missing = await console.ask('/api/alarms/nothing/acknowledge', { method: 'POST', body: {}, cookie });
  expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'no-alarm' }]);
});

test('pictures come as JPEG, and a missing one is said to be missing', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { id } = console.site.raise({ type: 'smoke', priority: 1, hasSnapshot: true });
  const bare = console.site.raise({ type: 'smoke', priority: 1 });
  for (const path of [`/api/alarms/${id}/snapshot`, '/api/cameras/cam-gate/snapshot']) {
    const response = await console.ask(path, { cookie });
    expect(response.headers.get('content-type'), path).toBe('image/jpeg');
    expect([...new Uint8Array(await response.arrayBuffer()).subarray(0, 2)], path).toEqual([0xff, 0xd8]);
  }
  for (const path of [`/api/alarms/${bare.id}/snapshot`, '/api/alarms/x/snapshot', '/api/cameras/nowhere/snapshot']) {
    expect((await console.ask(path, { cookie })).status, path).toBe(404);
  }
});

test('lists take a limit and refuse nonsense by name', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  for (let n = 0; n < 5; n += 1) console.site.passage({});
  console.site.raise({
    type: 'person-unknown',
    priority: 3,
    momentary: true,
    state: 'closed',
    acknowledgedBy: 'guard',
    acknowledgedAtMs: 1,
  });
  const read = async (path: string) => (await console.ask(path, { cookie })).json();
  expect(await read('/api/passages?limit=2')).toHaveLength(2);
  expect(await read('/api/alarms')).toHaveLength(0);
  expect(await read('/api/alarms?open=false')).toHaveLength(1);
  expect(await read('/api/devices')).toEqual(console.site.ports.devices());
  expect(await read('/api/alarms?limit=0')).toMatchObject({
    code: 'invalid-request',
    message: expect.stringContaining('limit'),
  });
  expect(await read('/api/alarms?limit=ten')).toMatchObject({ code: 'invalid-request' });
});

test('health is open to everybody, and says what is missing', async () => {
  const console = await startConsole();
  expect(await (await console.ask('/healthz')).json()).toEqual({ ok: true, problems: [] });
  console.site.setReady(['no camera process']);
  const ill = await console.ask('/healthz');
  expect([ill.status, await ill.json()]).toEqual([503, { ok: false, problems: ['no camera process'] }]);
});

test('metrics are for this machine, and not for whom a proxy on it speaks for', async () => {
  const console = await startConsole();
  const own = await console.ask('/metrics');
  expect(own.headers.get('content-type')).toContain('text/plain');
  const text = await own.text();
  expect(text).toContain('ringward_up 1');
  expect(text).toContain('ringward_console_pages 0');
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  expect((await console.ask('/metrics', { headers })).status).toBe(401);
  expect((await console.ask('/metrics', { headers, cookie: await console.signIn() })).status).toBe(200);
});

test('the API describes itself as OpenAPI 3.1, each route with its answers', async () => {
  const console = await startConsole();
  const document = (await (await console.ask('/api/openapi.json', { cookie: await console.signIn() })).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: object }>>;
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/api/overview', '/api/alarms/{id}/acknowledge', '/api/session', '/healthz']),
  );
  expect(document.paths['/api/overview']!.get!.responses).toHaveProperty('200.content.application/json.schema');
});

test('closing the console ends streams at once and lets go of the site', async () => {
  const console = await startConsole();
  const stream = await openEventStream(console, await console.signIn());
  await stream.next(({ event }) => event === 'tick');
  await console.close();
  await stream.ended;
  expect(console.site.listeners()).toBe(0);
});

test('one session has its share of the live pages, and leaves the rest to others', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const streams = await Promise.all(Array.from({ length: 6 }, () => openEventStream(console, cookie)));
  await expect(openEventStream(console, cookie)).rejects.toThrow(/503/);
  (await openEventStream(console, await console.signIn())).close();
  streams[0]!.close();
  await expect
    .poll(() =>
      openEventStream(console, cookie).then(
        ({ close }) => close(),
        () => 'full',
      ),
    )
    .toBeUndefined();
  for (const stream of streams) stream.close();
});
