import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { setPassword } from '../../../gateway/console/console-server.ts';
import { addRequestRules, everydayRoutes } from '../../../gateway/console/request-rules.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { mayDo, permissions, type Role, roles } from '../../../gateway/privacy/roles.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { type Answered, knock, listOperations, type Operation, opensSocket, routeOf } from './knock.ts';
import { startConsole } from './start-console.ts';

/** The list of routes is the running gateway's own, so that a new one is tried by being there. */
let running: RunningGateway;
let operations: Operation[];
let url: string;
let dataDir: string;
let laterMs = 0;

beforeAll(async () => {
  const clock = { ...systemClock, wallMs: () => systemClock.wallMs() + laterMs };
  running = await runGateway(smallSite(), { clock });
  url = new URL(running.gateway.consoleUrl).origin;
  dataDir = join(running.dir, 'data');
  operations = await listOperations(url, await signIn('everybody', roles));
});
afterAll(() => running.stop());

async function logIn(user: string, password: string): Promise<string> {
  const answer = await fetch(new URL('/api/session', url), {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}
const signIn = async (user: string, held: readonly Role[]) => logIn(user, await setPassword(dataDir, user, [...held]));

const isOpen = ({ path, security }: Operation) => !path.startsWith('/api/') || security?.length === 0;
const guarded = () => operations.filter((one) => !isOpen(one));
/** Of a stream and of a file whose taking is noted there is none. */
const withoutHead = ['live.follow', 'export.download'];
const withHeads = (all: Operation[]) => [
  ...all
    .filter(({ method, operationId }) => method === 'GET' && !withoutHead.includes(operationId))
    .map((one) => ({ ...one, method: 'HEAD' })),
  ...all,
];
/** `said` of each operation that is not answered with `expected`. */
async function others(
  asked: Operation[],
  expected: string | ((one: Operation) => string),
  more: Parameters<typeof knock>[2] = {},
): Promise<string[]> {
  const wrong: string[] = [];
  for (const one of asked) {
    const answer = await knock(url, one, more);
    const wanted = typeof expected === 'string' ? expected : expected(one);
    const said = one.method === 'HEAD' ? `${answer.status}` : `${answer.status} ${answer.code}`;
    if (said !== (one.method === 'HEAD' ? wanted.split(' ')[0] : wanted)) wrong.push(`${routeOf(one)}: ${said}`);
    expect(leak(answer), `${routeOf(one)} tells of its inside`).toBeUndefined();
  }
  return wrong;
}
/** A stack, a path of this machine or a statement of the database has no place in an answer. */
const leak = ({ text }: Answered) =>
  /\n\s+at |node_modules|file:\/\/|\bSQLITE_|SELECT .* FROM/.exec(text)?.[0] ??
  (text.includes(dataDir) ? dataDir : undefined);

test('every operation has a name of its own, noun and verb, and says what it does', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-?[A-Za-z]+)*$/.test(name))).toEqual([]);
  expect(operations.filter(({ summary }) => !summary).map(({ operationId }) => operationId)).toEqual([]);
});

test('what is open to everybody is this list, and everything else names a permission or is an everyday matter', () => {
  expect(operations.filter(isOpen).map(routeOf).sort()).toEqual([
    'GET /api/authority',
    'GET /api/follow/:code',
    'GET /api/sign-in',
    'GET /healthz',
    'GET /metrics',
    'POST /api/follow/:code/rate',
    'POST /api/follow/:code/return',
    'POST /api/notices/acknowledge',
    'POST /api/session',
    'POST /api/session/openid',
  ]);
  expect(guarded().length).toBeGreaterThan(200);
  const unguarded = guarded().filter((one) => {
    const permission = one['x-permission'];
    return permission === undefined ? !everydayRoutes.has(routeOf(one)) : !permissions.includes(permission);
  });
  expect(unguarded.map(routeOf)).toEqual([]);
});

test('what the document leaves out is the page, the way back from a provider and the two live pictures', async () => {
  const console = await startConsole();
  const described = await listOperations(console.url, await console.signIn());
  const known = new Set(described.map(routeOf));
  const left = console.routes.filter(({ method, url: path }) => {
    return !known.has(`${method === 'HEAD' ? 'GET' : method} ${path}`);
  });
  const said = left.map(({ method, url: path, permission }) => `${method} ${path} ${permission ?? '-'}`);
  expect([...new Set(said)].filter((one) => !one.startsWith('HEAD')).sort()).toEqual([
    'GET / -',
    'GET /* -',
    'GET /api/cameras/:id/jsmpeg cameras.view',
    'GET /api/cameras/:id/live cameras.view',
    'GET /api/session/openid/callback -',
    'GET /index.html -',
  ]);
});

test('nobody without a session gets anything but 401 from what is not open, by HEAD either', async () => {
  expect(await others(withHeads(guarded()), '401 not-signed-in')).toEqual([]);
  for (const { method, path } of guarded()) {
    if (method === 'GET') expect(await opensSocket(url, path.replaceAll(/\{\w+\}/g, 'nobody')), path).toBe(false);
  }
});

test.each<[string, () => Promise<string>]>([
  ['of another gateway', async () => (await startConsole()).signIn()],
  [
    'that was signed out',
    async () => {
      const cookie = await signIn('leaver', ['guard']);
      await knock(url, { method: 'DELETE', path: '/api/session' }, { cookie });
      return cookie;
    },
  ],
  [
    'of somebody who is shut out',
    async () => {
      const cookie = await signIn('shut-out', ['manager']);
      edit('shut-out', { disabled: true });
      return cookie;
    },
  ],
  [
    'from before a new password',
    async () => {
      const cookie = await signIn('renewed', ['manager']);
      await setPassword(dataDir, 'renewed', ['manager']);
      return cookie;
    },
  ],
])('a session %s opens no route', async (_which, makeCookie) => {
  expect(await others(guarded(), '401 not-signed-in', { cookie: await makeCookie() })).toEqual([]);
});

/** As an administrator would, without the session ending. */
function edit(user: string, change: object): void {
  const path = join(dataDir, 'users.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { users: { name: string }[] };
  const users = file.users.map((one) => (one.name === user ? { ...one, ...change } : one));
  writeFileSync(path, JSON.stringify({ ...file, users }));
}

test.each(roles)('a %s does what the role allows and is told what is missing for the rest', async (role: Role) => {
  const cookie = await signIn(role, [role]);
  for (const one of guarded()) {
    const permission = one['x-permission'];
    const answer = await knock(url, one, { cookie });
    const { status, code, text } = answer;
    const what = `${routeOf(one)} answers ${status} ${code}`;
    const may = permission === undefined ? routeOf(one) !== 'GET /api/cameras' : mayDo([role], permission);
    if (may) expect([401, 403], what).not.toContain(code === 'wrong-password' ? 0 : status);
    else if (permission !== undefined) {
      expect([status, code, text], what).toEqual([403, 'not-allowed', expect.stringContaining(permission)]);
    }
    expect(status, what).not.toBe(500);
    expect(leak(answer), what).toBeUndefined();
  }
  const sees = mayDo([role], 'cameras.view');
  const again = await logIn(role, await setPassword(dataDir, role, [role]));
  for (const picture of ['live', 'jsmpeg']) {
    expect(await opensSocket(url, `/api/cameras/nobody/${picture}`, again)).toBe(sees);
  }
});

test('a live picture is refused to nobody, to a foreign page and to a session of another gateway', async () => {
  const cookie = await signIn('everybody', roles);
  const foreign = await (await startConsole()).signIn();
  for (const path of ['/api/cameras/nobody/live', '/api/cameras/nobody/jsmpeg']) {
    expect(await opensSocket(url, path)).toBe(false);
    expect(await opensSocket(url, path, foreign)).toBe(false);
    expect(await opensSocket(url, path, cookie, 'https://evil.example')).toBe(false);
    expect(await opensSocket(url, path, cookie)).toBe(true);
  }
});

test('a page of another origin, or none, changes nothing by any route, whoever is signed in', async () => {
  const cookie = await signIn('everybody', roles);
  const changing = operations.filter(({ method }) => method !== 'GET');
  for (const origin of ['https://evil.example', 'null', null]) {
    expect(await others(changing, '403 foreign-origin', { cookie, origin })).toEqual([]);
  }
});

test('what a form of another site can send is taken by no route, nor bytes where JSON belongs', async () => {
  const cookie = await signIn('everybody', roles);
  const sending = operations.filter(({ method }) => !['GET', 'DELETE'].includes(method));
  const isFile = ({ requestBody }: Operation) => 'application/octet-stream' in (requestBody?.content ?? {});
  expect(sending.filter(isFile).map(routeOf).sort()).toEqual([
    'POST /api/imports',
    'POST /api/patrols/:id/photos/:checkpoint',
  ]);
  const refusal = (one: Operation) => (isFile(one) ? '415 not-a-file' : '415 not-json');
  for (const type of [
    'text/plain',
    'application/jsonx',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]) {
    expect(await others(sending, refusal, { cookie, type })).toEqual([]);
  }
  const json = sending.filter((one) => !isFile(one));
  expect(await others(json, '415 not-json', { cookie, type: 'application/octet-stream' })).toEqual([]);
});

test('under a password that somebody else has seen nothing is done before there is another one', async () => {
  const cookie = await signIn('newcomer', roles);
  edit('newcomer', { mustChange: true });
  const first = ['GET /api/session', 'DELETE /api/session', 'GET /api/account', 'POST /api/account/password'];
  const rest = guarded().filter((one) => !first.includes(routeOf(one)));
  expect(await others(rest, '403 password-change-needed', { cookie })).toEqual([]);
});

test('a role taken away counts at the next request, without signing in anew', async () => {
  const cookie = await signIn('deputy', ['guard', 'property']);
  const find = operations.filter(({ operationId }) => operationId === 'resident.find');
  expect(await others(find, '400 invalid-request', { cookie })).toEqual([]);
  edit('deputy', { roles: ['committee'] });
  expect(await others(find, '403 not-allowed', { cookie })).toEqual([]);
});

test('a route that names no permission is shut to everybody, and one that nobody knows is not told from it', async () => {
  const app = createConsoleFastify(quietLog, 'UTC');
  const session = { roles, user: 'everybody', mustChange: false };
  addRequestRules(app, { current: () => session as never });
  app.get('/api/forgotten', async () => 'secret');
  const answer = await app.inject('/api/forgotten');
  expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'not-allowed' }]);
  await app.close();
  expect((await knock(url, { method: 'GET', path: '/api/forgotten' })).status).toBe(401);
});

// Last, since the gateway's clock goes on from here.
test('a session older than a shift opens no route', async () => {
  const cookie = await signIn('everybody', roles);
  laterMs = 12 * 3_600_000 + 1000;
  expect(await others(guarded(), '401 not-signed-in', { cookie })).toEqual([]);
});
