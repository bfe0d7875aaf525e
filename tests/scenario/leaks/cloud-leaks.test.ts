import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request as askSecurely } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseClaimCode } from '../../../devices/contracts/claim.ts';
import { shareOf } from '../cloud/route-world.ts';
import { alarmEvent, batchOf, siteEvent, statusOf } from '../cloud/test-cloud.ts';

const main = new URL('../../../cloud/main.ts', import.meta.url).pathname;
const run = promisify(execFile);
const patient = { timeout: 60_000, interval: 100 };
const dayMs = 86_400_000;
/** No output may hold any of these, nor may the database. */
const marked = {
  operator: 'marked-Operator-4711',
  wrongPassword: 'marked-WrongPassword-4711',
  newPassword: 'marked-NewPassword-4711',
  gateway: 'marked-Gateway-Token-4711',
  wrongGateway: 'marked-WrongGateway-4711',
  client: 'marked-Client-Secret-4711',
  hookUser: 'markedHookUser4711',
  hookQuery: 'markedHookQuery4711',
  hookSecret: 'bWFya2VkSG9va1NlY3JldDQ3MTE',
  mail: 'marked-Mail-4711',
  collector: 'markedCollector4711',
  cookie: 'markedCookie4711',
  wrongToken: 'rwt_markedWrongToken4711markedWrong',
  query: 'markedQuery4711',
  wrongCode: 'MARKED4711AB',
};
/** Beside the marked ones those that the cloud makes, and tells once. */
const secrets: string[] = Object.values(marked);
let dir: string;
let child: ChildProcess;
let collector: Server;
let url: string;
let gatewayUrl: string;
let output = '';
let traced = '';
const answers: string[] = [];

interface Asked {
  method?: string;
  json?: unknown;
  raw?: string;
  headers?: Record<string, string>;
  /** The answer tells a secret, once. */
  tells?: boolean;
}

async function ask(path: string, { json, raw, headers = {}, method, tells = false }: Asked = {}) {
  const body = raw ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(new URL(path, url), {
    ...{ method: method ?? (body === undefined ? 'GET' : 'POST'), ...(body !== undefined && { body }) },
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });
  const text = await response.text();
  if (!tells) answers.push(`${text}\n${[...response.headers].filter(([name]) => name !== 'set-cookie').join('\n')}`);
  return { status: response.status, text, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

/** Says a secret that the cloud has told, to be looked for from then on. */
function learn(secret: string | undefined): string {
  if (!secret) throw new Error('the cloud told no secret');
  secrets.push(secret);
  return secret;
}

async function logIn(user: string, password: string): Promise<{ cookie: string }> {
  const { cookie, status, text } = await ask('/v1/session', { json: { user, password } });
  if (status !== 200) throw new Error(`login of ${user}: ${text}`);
  learn(cookie.split('=')[1]?.split('%3B')[0]?.split(';')[0]);
  return { cookie };
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-cloud-leaks-'));
  collector = createServer((request, response) => {
    request.on('data', (chunk) => (traced += chunk));
    request.on('end', () => response.end('{}'));
  }).listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  writeFileSync(join(dir, 'password'), `${marked.operator}\n`, { mode: 0o600 });
  writeFileSync(join(dir, 'client'), `${marked.client}\n`, { mode: 0o600 });
  const hook = `http://me:${marked.hookUser}@127.0.0.1:9/x?key=${marked.hookQuery}`;
  const file = {
    ...{ data: 'data', operatorPasswordFile: 'password', identity: { port: 0 }, exports: { hosts: ['127.0.0.1'] } },
    gateways: [{ id: 'gw-1', token: marked.gateway }],
    signIn: {
      ...{ issuer: 'https://127.0.0.1:9', clientId: 'ringward', clientSecretFile: 'client', label: 'City' },
      grants: [{ group: 'duty', role: 'duty', place: 'cloud' }],
    },
    notices: {
      webhooks: [{ id: 'desk', url: hook, secret: `whsec_${marked.hookSecret}` }],
      mail: {
        ...{ host: '127.0.0.1', port: 9, user: 'me', password: marked.mail, from: 'c@ringward.test' },
        to: ['duty@ringward.test'],
      },
    },
    tracing: { otlpUrl: `http://127.0.0.1:${port}/v1/traces?key=${marked.collector}`, share: 1 },
  };
  const config = join(dir, 'cloud.yaml');
  writeFileSync(config, JSON.stringify(file), { mode: 0o600 });
  const env = { ...process.env, RINGWARD_LOG: 'trace' };
  const added = await run(process.execPath, [main, 'add-gateway', 'gw-2', '--config', config], { env });
  const second = learn(added.stdout.trim());
  child = fork(main, ['--config', config, '--port', '0'], {
    ...{ stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [], env },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const [said] = (await once(child, 'message')) as [{ url: string; gatewayUrl: string }];
  ({ url, gatewayUrl } = said);
  await speakAsGateways(second);
  await misuse();
}, 120_000);
afterAll(() => {
  child.kill('SIGKILL');
  collector.close();
  rmSync(dir, { recursive: true, force: true });
});

async function speakAsGateways(second: string): Promise<void> {
  const as = (token: string) => ({ authorization: `Bearer ${token}` });
  const alarm = { ...alarmEvent(1), traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` };
  for (const headers of [as(marked.gateway), as(marked.wrongGateway), as(second)]) {
    await ask('/v1/uplink/status', { json: statusOf(), headers });
    await ask('/v1/uplink/events', { json: batchOf([alarm], { lane: 'alarm' }), headers });
    await ask('/v1/uplink/events', { json: batchOf([siteEvent(1), 'no event']), headers });
    await ask('/v1/uplink/events', { raw: `{"token":"${marked.gateway}"`, headers });
    await ask('/v1/twin', { headers });
    await ask(`/v1/twin?token=${marked.query}`, { headers });
  }
}

/** Everything in which an operator or a program could hand over a secret, rightly or by mistake. */
async function misuse(): Promise<void> {
  await ask('/v1/session', { json: { password: marked.wrongPassword } });
  await ask('/v1/session', { json: { password: { text: marked.wrongPassword } } });
  await ask('/v1/session', { raw: `{"password":"${marked.operator}"` });
  await ask('/v1/session/openid', { json: {} });
  await ask(`/v1/session/openid/callback?code=${marked.query}&state=${marked.query}`);
  const root = await logIn('operator', marked.operator);
  await ask('/v1/gateways', { headers: { cookie: `ringward-cloud=${marked.cookie};${marked.cookie}` } });
  await ask('/v1/gateways', { headers: { authorization: `Bearer ${marked.wrongToken}` } });
  await ask(`/v1/gateways?token=${marked.query}`, { headers: root });

  const wish = { sign: 'anna', grants: [{ role: 'administrator', place: 'cloud' }] };
  const made = await ask('/v1/operators', { json: wish, headers: root, tells: true });
  const first = learn((JSON.parse(made.text) as { password: string }).password);
  const anna = await logIn('anna', first);
  const change = (old: string, fresh: string) =>
    ask('/v1/session/password', { method: 'PUT', json: { old, new: fresh }, headers: anna });
  await change(marked.wrongPassword, marked.newPassword);
  expect((await change(first, marked.newPassword)).status).toBeLessThan(300);
  const again = await logIn('anna', marked.newPassword);
  const program = { title: 'export', permissions: ['fleet.see'], expiresAtMs: Date.now() + dayMs };
  const told = await ask('/v1/tokens', { json: program, headers: again, tells: true });
  const { token, view } = JSON.parse(told.text) as { token: string; view: { id: string } };
  const bearer = { authorization: `Bearer ${learn(token)}` };
  expect((await ask('/v1/gateways', { headers: bearer })).status).toBe(200);
  await ask('/v1/session', { method: 'DELETE', headers: bearer });
  await ask(`/v1/tokens/${view.id}`, { method: 'DELETE', headers: again });
  await ask('/v1/gateways', { headers: bearer });

  const code = await ask('/v1/claim-codes', { json: { accept: 'operator' }, headers: root, tells: true });
  const parsed = parseClaimCode((JSON.parse(code.text) as { text: string }).text);
  const secret = learn(parsed.ok ? parsed.value.secret : undefined);
  for (const each of [marked.wrongCode, secret]) await claim({ csr: '-----BEGIN X', code: each, facts: {} });
  await ask('/v1/shares', { json: shareOf('gw-1'), headers: root, tells: true });
  for (const path of [
    ...['/metrics', '/healthz', '/v1/session', '/v1/sign-in', '/v1/gateways', '/v1/alarms', '/v1/events'],
    ...['/v1/misfits', '/v1/operators', '/v1/tokens', '/v1/claims', '/v1/identity/acts', '/v1/shares', '/v1/audit'],
    ...['/v1/places', '/v1/health/rules', '/v1/health/conditions', '/v1/twins', '/v1/openapi.json', '/v1/nothing'],
  ])
    await ask(path, { headers: root });
}

/** At the gateways' port, which a browser would not trust. */
async function claim(body: object): Promise<void> {
  const asked = askSecurely(new URL('/v1/claims', gatewayUrl), {
    ...{ method: 'POST', rejectUnauthorized: false, headers: { 'content-type': 'application/json' } },
  });
  asked.end(JSON.stringify(body));
  const [answer] = (await once(asked, 'response')) as [AsyncIterable<Buffer>];
  let text = '';
  for await (const chunk of answer) text += chunk;
  answers.push(text);
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

test('no secret that the cloud was given or has made stands in its log at trace level, its answers, figures, traces or data', async () => {
  await expect.poll(() => output, patient).toContain('a login failed');
  expect(output).toContain('an operator logged in');
  await expect.poll(() => traced, patient).toContain('ringward-cloud');
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  expect(answers.length).toBeGreaterThan(40);
  expect(new Set(secrets).size).toBe(Object.keys(marked).length + 7);
  expect(answers.filter((text) => text.includes('gw-1')).length).toBeGreaterThan(5);
  const kept = filesOf(join(dir, 'data')).filter((path) => statSync(path).isFile());
  expect(kept.some((path) => path.endsWith('cloud.db'))).toBe(true);
  const places = [
    ...[output, traced, ...answers].map((text) => ({ where: text.slice(0, 80), text })),
    ...kept.map((path) => ({ where: path.slice(dir.length), text: readFileSync(path).toString('latin1') })),
  ];
  const found = places.flatMap(({ where, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${where}`),
  );
  expect(found).toEqual([]);
}, 90_000);

test('every file of the cloud’s data folder is its owner’s alone, and so is every folder', () => {
  const data = join(dir, 'data');
  const open = [data, ...filesOf(data)]
    .map((path) => ({ path: path.slice(dir.length), mode: statSync(path).mode & 0o777 }))
    .filter(({ mode }) => (mode & 0o077) !== 0)
    .map(({ path, mode }) => `${path} ${mode.toString(8)}`);
  expect(open).toEqual([]);
});
