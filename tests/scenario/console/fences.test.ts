import { request } from 'node:http';
import { expect, test } from 'vitest';
import { createConsoleServer } from '../../../gateway/console/console-server.ts';
import { Fault } from '../../../gateway/kernel/fault.ts';
import { openPictureStream } from './picture-stream.ts';
import { startConsole } from './start-console.ts';

test('a cookie that somebody has made up or changed opens nothing', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const [name, value] = cookie.split('=') as [string, string];
  const flipped = `${name}=${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`;
  for (const forged of [flipped, `${name}=`, `${name}=abc;def`, `${name}=%7B%22user%22%3A%22guard%22%7D`]) {
    expect((await console.ask('/api/overview', { cookie: forged })).status).toBe(401);
  }
});

test('a foreign page can neither act nor watch in the guard’s name', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { id } = console.site.raise({ type: 'smoke', priority: 1 });
  const acknowledge = (headers: Record<string, string>) =>
    console.ask(`/api/alarms/${id}/acknowledge`, { method: 'POST', body: {}, cookie, headers });
  expect((await acknowledge({ origin: 'http://evil.example' })).status).toBe(403);
  expect((await acknowledge({ origin: 'null' })).status).toBe(403);
  expect(await (await acknowledge({ origin: `${console.url}.evil.example` })).json()).toMatchObject({
    code: 'foreign-origin',
  });
  const watching = openPictureStream(console, '/api/cameras/cam-gate/live', { cookie, origin: 'http://evil.example' });
  await expect(watching).rejects.toThrow('refused');
  expect(console.site.watching('cam-gate')).toEqual([]);
  expect(console.site.ports.alarms({ open: true, limit: 1 })[0]!.acknowledgedBy).toBeUndefined();
  expect((await acknowledge({})).status).toBe(200);
});

test('a body that is too large, broken or not to the schema is refused in one sentence', async () => {
  const console = await startConsole();
  const send = async (body: unknown) => {
    const response = await console.ask('/api/session', { method: 'POST', body });
    return [response.status, ((await response.json()) as { code: string; message: string }).code];
  };
  expect(await send({ user: 'guard', password: 'x'.repeat(20_000) })).toEqual([413, 'too-large']);
  expect(await send('{"user":')).toEqual([400, 'invalid-request']);
  expect(await send({ user: 'guard' })).toEqual([400, 'invalid-request']);
  expect(await send({ user: 'guard', password: 'x', admin: true })).toEqual([400, 'invalid-request']);
  expect(await send([])).toEqual([400, 'invalid-request']);
  expect(await send({ user: 'guard', password: 'x'.repeat(300) })).toEqual([400, 'invalid-request']);
});

/** Sends a path as it is; fetch would tidy it up first. */
function askRaw(url: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (piece: string) => {
        text += piece;
      });
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    })
      .on('error', reject)
      .end();
  });
}

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%5c..%5csecret.txt',
  '//etc/passwd',
  '/assets/%00',
  '/../data/users.json',
])('nothing outside the page’s own folder is served: %s', async (path) => {
  const console = await startConsole();
  const { status, text } = await askRaw(console.url, path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).not.toContain('not for the web');
  expect(text).not.toContain('root:');
  expect(text).not.toContain('argon2');
});

test('the page allows nothing from elsewhere and no inline script, and each answer has its own nonce', async () => {
  const console = await startConsole();
  const read = async () => {
    const response = await console.ask('/');
    return { policy: response.headers.get('content-security-policy')!, text: await response.text(), response };
  };
  const first = await read();
  const second = await read();
  const nonce = /nonce="([0-9a-f]{16,})"/.exec(first.text)![1]!;
  expect(first.policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
  expect(first.text).not.toContain('__RINGWARD_NONCE__');
  expect(second.text).not.toContain(nonce);
  expect(first.policy).toContain("default-src 'none'");
  expect(first.policy).toContain(`connect-src 'self' ws://${console.host}`);
  expect(first.policy).not.toMatch(/unsafe|\*|data: .*script/);
  expect(first.response.headers.get('x-frame-options')).toBe('DENY');
  expect(first.policy).toContain("frame-ancestors 'none'");
  expect(first.response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('built files are packed and kept for ever, answers of the API never', async () => {
  const console = await startConsole();
  const asset = await console.ask('/assets/main-1234.js', { headers: { 'accept-encoding': 'gzip' } });
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect(asset.headers.get('content-encoding')).toBe('gzip');
  const answer = await console.ask('/api/overview', { cookie: await console.signIn() });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('a page that was never built is said to be missing, and the API works all the same', async () => {
  const console = await startConsole({ page: false });
  const page = await console.ask('/');
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('npm run build');
  expect((await console.ask('/api/overview', { cookie: await console.signIn() })).status).toBe(200);
});

test('a busy port is named with host, port and what to do', async () => {
  const console = await startConsole();
  const port = Number(new URL(console.url).port);
  const { site, log, dataDir } = console;
  const starting = createConsoleServer({
    host: '127.0.0.1',
    port,
    dataDir,
    webDir: dataDir,
    ports: site.ports,
    log,
    now: Date.now,
  });
  const fault = await starting.catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(Fault);
  expect(fault).toMatchObject({ code: 'port-busy', message: expect.stringContaining(`127.0.0.1:${port}`) });
  expect((fault as Fault).hint).toContain('another one');
});

test('twenty guards behind one address work on though one of them, or a stranger beside them, asks without end and is told to wait', async () => {
  const console = await startConsole();
  const [busy, quiet] = [await console.signIn('guard'), await console.signIn('manager')];
  const askOften = async (cookie?: string) => {
    for (let round = 0; round < 65; round += 1) {
      const path = cookie ? '/api/session' : '/healthz';
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => console.ask(path, cookie ? { cookie } : undefined)),
      );
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
      const refused = answers.find(({ status }) => status === 429);
      if (refused) return Number(refused.headers.get('retry-after'));
    }
    return 0;
  };
  expect(await askOften()).toBeGreaterThan(0);
  expect((await console.ask('/api/session', { cookie: busy })).status).toBe(200);
  expect(await askOften(busy)).toBeGreaterThan(0);
  expect((await console.ask('/api/session', { cookie: quiet })).status).toBe(200);
}, 120_000);

test('the browser is told to give the page nothing that it does not need, and to tell nobody where it was', async () => {
  const console = await startConsole();
  const { headers } = await console.ask('/');
  expect(headers.get('permissions-policy')).toContain('microphone=(), payment=()');
  expect(headers.get('permissions-policy')).toContain('camera=(self)');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
});
