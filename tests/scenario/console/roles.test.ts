import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setPassword } from '../../../gateway/console/console-server.ts';
import { everydayRoutes } from '../../../gateway/console/request-rules.ts';
import { mayDo, type Permission, permissions, type Role, roles } from '../../../gateway/privacy/roles.ts';
import { type RunningGateway, runGateway } from '../../fixtures/run-gateway.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { startConsole } from './start-console.ts';

interface Operation {
  operationId: string;
  summary?: string;
  security?: unknown[];
  'x-permission'?: Permission;
  requestBody?: { content: Record<string, unknown> };
}
interface Asked extends Operation {
  method: string;
  path: string;
}

let running: RunningGateway;
let operations: Asked[];
let dataDir: string;

beforeAll(async () => {
  running = await runGateway(smallSite());
  dataDir = join(running.dir, 'data');
  const manager = await running.signIn('manager');
  const { paths } = await manager.get<{ paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
});
afterAll(() => running.stop());

async function ask({ method, path, requestBody }: Asked, cookie: string): Promise<Response> {
  const { consoleUrl } = running.gateway;
  const type = Object.keys(requestBody?.content ?? {})[0];
  const hasBody = !['GET', 'DELETE'].includes(method);
  return await fetch(new URL(path.replaceAll(/\{\w+\}/g, 'nobody'), consoleUrl), {
    method,
    headers: {
      origin: new URL(consoleUrl).origin,
      cookie,
      ...(hasBody && { 'content-type': type ?? 'application/json' }),
    },
    ...(hasBody && { body: '{}' }),
  });
}

async function signInAs(user: string, password: string): Promise<string> {
  const answer = await fetch(new URL('/api/session', running.gateway.consoleUrl), {
    method: 'POST',
    headers: { origin: new URL(running.gateway.consoleUrl).origin, 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

test('every operation has a name of its own, noun and verb, and says what it does', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*\.[a-z]+(-?[A-Za-z]+)*$/.test(name))).toEqual([]);
  expect(operations.filter(({ summary }) => !summary).map(({ operationId }) => operationId)).toEqual([]);
});

test('every operation is public, an everyday one, or asks for a permission that exists', () => {
  const open = operations.filter(({ path, security }) => path.startsWith('/api/') && security?.length !== 0);
  expect(open.length).toBeGreaterThan(30);
  const unguarded = open.filter((one) => {
    const url = one.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const permission = one['x-permission'];
    return permission === undefined ? !everydayRoutes.has(`${one.method} ${url}`) : !permissions.includes(permission);
  });
  expect(unguarded.map(({ operationId }) => operationId)).toEqual([]);
});

test('routes that the document leaves out are guarded as well', async () => {
  const { routes } = await startConsole();
  const unguarded = routes.filter(({ method, url, public: isOpen, permission }) => {
    const asked = `${method === 'HEAD' ? 'GET' : method} ${url}`;
    return url.startsWith('/api/') && !isOpen && permission === undefined && !everydayRoutes.has(asked);
  });
  expect(unguarded).toEqual([]);
});

test.each(roles)('a %s does what the role allows and is told what is missing for the rest', async (role: Role) => {
  const cookie = await signInAs(role, await setPassword(dataDir, role, [role]));
  for (const operation of operations) {
    const permission = operation['x-permission'];
    if (permission === undefined) continue;
    const answer = await ask(operation, cookie);
    const { code, message } = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
    const what = `${operation.operationId} answers ${answer.status} ${code}`;
    if (mayDo([role], permission)) expect(code, what).not.toBe('not-allowed');
    else {
      expect([answer.status, code], what).toEqual([403, 'not-allowed']);
      expect(message).toContain(permission);
    }
    expect(answer.status, what).not.toBe(500);
  }
});

test('a role taken away counts at the next request, without signing in anew', async () => {
  const cookie = await signInAs('deputy', await setPassword(dataDir, 'deputy', ['guard', 'property']));
  const find = operations.find(({ operationId }) => operationId === 'resident.find')!;
  expect((await ask(find, cookie)).status).toBe(400);
  const path = join(dataDir, 'users.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { users: { name: string; roles: Role[] }[] };
  const users = file.users.map((user) => (user.name === 'deputy' ? { ...user, roles: ['committee'] } : user));
  writeFileSync(path, JSON.stringify({ ...file, users }));
  expect(await (await ask(find, cookie)).json()).toMatchObject({ code: 'not-allowed' });
});
