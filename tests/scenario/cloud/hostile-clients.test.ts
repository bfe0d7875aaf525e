import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, codeOf, password, removeFolder, startTestCloud, type TestCloud, tokenOf } from './test-cloud.ts';

let cloud: TestCloud;
let cookie: string;
beforeAll(async () => {
  cloud = await startTestCloud();
  ({ cookie } = await cloud.login());
});
afterAll(async () => {
  await cloud.close();
  removeFolder(cloud.folder);
});

interface Document {
  paths: Record<string, Record<string, { requestBody?: object; security?: Record<string, unknown>[] }>>;
}

/** Every route that takes a body, with who may speak there. */
async function routesWithBodies() {
  const { paths } = (await cloud.request('/v1/openapi.json')).body as Document;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { requestBody }]) => requestBody !== undefined)
      .map(([method, { security = [] }]) => {
        const isGateways = security.some((each) => 'gatewayToken' in each);
        const headers: Record<string, string> = isGateways
          ? { authorization: `Bearer ${tokenOf['gw-1']}` }
          : { cookie };
        return { path: path.replace(/\{\w+\}/g, 'x'.repeat(20)), method: method.toUpperCase(), headers };
      }),
  );
}

test('bombs, broken bytes and other types of content are refused by every route that takes a body, without a word of the inside', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  const attacks: [string, Record<string, string>, Uint8Array | string][] = [
    ['a gzip bomb', { 'content-encoding': 'gzip' }, bomb],
    ['octets', { 'content-type': 'application/octet-stream' }, 'x'.repeat(100)],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'],
    ['XML', { 'content-type': 'application/xml' }, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a nest', {}, deep],
    ['half of JSON', {}, '{"note":'],
    ['another prototype', {}, '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}'],
  ];
  const routes = await routesWithBodies();
  expect(routes.length).toBeGreaterThan(40);
  const before = process.memoryUsage().rss;
  const wrong: unknown[] = [];
  for (const { path, method, headers } of routes)
    for (const [name, extra, raw] of attacks) {
      const answer = await cloud.request(path, { method, raw, headers: { ...headers, ...extra } }).catch((error) => {
        // the connection may end before all of a body was sent
        if (error instanceof TypeError) return { status: 413, body: '', headers: new Headers() } as Answer;
        throw error;
      });
      const text = JSON.stringify(answer.body);
      if (answer.status < 400 || answer.status >= 500 || /node_modules|\.ts:|at \w+ \(|SQLITE|postgres/.test(text))
        wrong.push([name, method, path, answer.status, text.slice(0, 200)]);
    }
  expect(wrong).toEqual([]);
  expect((process.memoryUsage().rss - before) / 2 ** 20).toBeLessThan(400);
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
}, 120_000);

test('every answer forbids framing, sniffing and foreign scripts, and what an operator reads is kept by no cache', async () => {
  for (const path of ['/v1/gateways', '/v1/none', '/healthz', '/metrics', '/v1/session']) {
    const { headers } = await cloud.request(path, { headers: { cookie } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toContain('unsafe');
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('access-control-allow-origin'), path).toBeNull();
    expect(headers.get('x-powered-by') ?? headers.get('server'), path).toBeNull();
  }
  for (const path of ['/v1/gateways', '/v1/session', '/v1/sign-in']) {
    const read = await cloud.request(path, { headers: { cookie } });
    expect(read.headers.get('cache-control'), path).toBe('no-store');
  }
});

test('a session that somebody planted before the login is not the one that counts after it', async () => {
  const fresh = await cloud.request('/v1/session', { json: { password }, headers: { cookie } });
  const given = fresh.headers.get('set-cookie')!.split(';')[0]!;
  expect(given).not.toBe(cookie);
  const planted = 'ringward-cloud=planted;planted';
  const login = await cloud.request('/v1/session', { json: { password }, headers: { cookie: planted } });
  expect(login.status).toBe(200);
  expect((await cloud.request('/v1/gateways', { headers: { cookie: planted } })).status).toBe(401);
});

test('behind https the cookie is for https only, and browsers are told to stay there', async () => {
  const secure = await startTestCloud({ config: { publicUrl: 'https://cloud.example' } });
  try {
    const headers = { origin: 'https://cloud.example' };
    const answer = await secure.request('/v1/session', { json: { password }, headers });
    // such a name is taken from no neighbouring host and over no plain line
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-ringward-cloud=.*; Path=\/.*; Secure/);
    const [session] = answer.headers.get('set-cookie')!.split(';');
    expect((await secure.request('/v1/gateways', { headers: { cookie: session! } })).status).toBe(200);
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    const foreign = await secure.request('/v1/session', { json: { password }, headers: { origin: secure.url } });
    expect([foreign.status, codeOf(foreign)]).toEqual([403, 'foreign-origin']);
  } finally {
    await secure.close();
    removeFolder(secure.folder);
  }
}, 60_000);

test('whoever guesses gains nothing by making up where he comes from', async () => {
  const guessed = await startTestCloud();
  try {
    const attempt = (index: number) =>
      guessed.request('/v1/session', {
        json: { password: 'wrong' },
        headers: { 'x-forwarded-for': `198.51.100.${index}`, forwarded: `for=198.51.100.${index}` },
      });
    const answers: number[] = [];
    for (let index = 0; index < 6; index += 1) answers.push((await attempt(index)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  } finally {
    await guessed.close();
    removeFolder(guessed.folder);
  }
}, 60_000);

test('clients that never finish their requests keep nobody else from being answered', async () => {
  const { hostname, port } = new URL(cloud.url);
  const slow = Array.from({ length: 200 }, () => connect(Number(port), hostname));
  await Promise.all(slow.map((socket) => once(socket, 'connect')));
  const ends = slow.map((socket) => once(socket, 'close'));
  for (const socket of slow) {
    socket.on('error', () => socket.destroy());
    socket.resume();
    socket.write(
      'POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60\r\n\r\n{',
    );
  }
  expect((await cloud.request('/healthz')).status).toBe(200);
  for (const socket of slow) socket.destroy();
  await Promise.all(ends);
  expect((await cloud.request('/healthz')).status).toBe(200);
}, 60_000);
