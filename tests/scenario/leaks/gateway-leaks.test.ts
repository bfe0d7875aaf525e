import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { claimPort } from '../../../scripts/compound/free-ports.ts';
import { connectDevice } from '../../fixtures/mqtt-hand.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const main = new URL('../../../gateway/main.ts', import.meta.url).pathname;
const patient = { timeout: 60_000, interval: 100 };
/** No output may hold any of these. */
const marked = {
  device: 'marked-Device-4711',
  wrongDevice: 'marked-WrongDevice-4711',
  camera: 'markedCameraPassword4711',
  webhook: 'marked-Webhook-Key-4711',
  webhookUser: 'markedWebhookUser4711',
  smtp: 'marked-Smtp-4711',
  wrongPassword: 'marked-WrongPassword-4711',
  newPassword: 'marked-NewPassword-4711',
  totp: '471147',
  cookie: 'markedCookie4711',
  bearer: 'markedBearer4711',
  query: 'markedQuery4711',
  code: '47114711',
  card: 'uid:0A4711F00D',
};
let dir: string;
let child: ChildProcess;
let output = '';
const answers: string[] = [];
let url: string;
let port: number;

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(new URL(path, url), {
    ...init,
    headers: { origin: url, ...(init.body ? { 'content-type': 'application/json' } : {}), ...init.headers },
  });
  answers.push(await response.clone().text());
  return response;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-leaks-'));
  const plan = smallSite();
  port = await claimPort(0, 'devices');
  const channels = {
    webhooks: [{ id: 'desk', url: `http://me:${marked.webhookUser}@127.0.0.1:9/x`, secret: marked.webhook }],
    smtp: { host: '127.0.0.1', port: 9, user: 'me', password: marked.smtp, from: 'gw@linden.test' },
  };
  const camera = { id: 'cam-yard', kind: 'dome-camera', ring: 2, zone: 'yard', name: { zh: '院', en: 'Yard' } };
  const site = {
    ...plan,
    alarms: { channels },
    cameras: [{ ...camera, url: `rtsp://admin:${marked.camera}@127.0.0.1:9/live` }],
    gateway: { ...plan.gateway, mqtt: { host: '127.0.0.1', port, tls: 'auto', plain: true } },
    devices: plan.devices.map((device) => (device.id === 'smoke-1' ? { ...device, secret: marked.device } : device)),
  };
  const config = join(dir, 'site.yaml');
  writeFileSync(config, stringify(site), { mode: 0o600 });
  child = spawn(process.execPath, [main, '--config', config], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, RINGWARD_LOG: 'trace' },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  const [said] = (await once(child, 'message')) as [
    { consoleUrl: string; firstLogins: { user: string; password: string }[] },
  ];
  url = said.consoleUrl;
  await misuse(said.firstLogins.find(({ user }) => user === 'guard')!.password);
}, 90_000);
afterAll(() => {
  child.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

/** Everything in which somebody could hand over a secret, rightly or by mistake. */
async function misuse(password: string): Promise<void> {
  await connectDevice(port, 'smoke-1', marked.wrongDevice).catch(() => {});
  const device = await connectDevice(port, 'smoke-1', marked.device);
  await device.publishAsync('sac/v1/linden/3/smoke-1/event', `{"secret":"${marked.device}"`, { qos: 1 });
  device.end(true);
  const reader = await connectDevice(port, 'gate-reader', 'reader-secret-1');
  const say = (seq: number, type: string, data: object) =>
    reader.publishAsync('sac/v1/linden/1/gate-reader/event', JSON.stringify({ boot: 'b1', seq, type, data }), {
      qos: 1,
    });
  await say(1, 'card-presented', { card: marked.card });
  await say(2, 'code-entered', { code: marked.code });
  reader.end(true);

  const post = (path: string, body: object, cookie = '') =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers: { cookie } });
  await post('/api/session', { user: 'guard', password: marked.wrongPassword });
  await post('/api/session', { user: 'guard', password: { text: marked.wrongPassword } });
  const open = await post('/api/session', { user: 'guard', password });
  const cookie = open.headers.getSetCookie()[0]!.split(';')[0]!;
  await post('/api/account/password', { password, fresh: marked.newPassword }, cookie);
  await post('/api/account/totp/confirm', { code: marked.totp }, cookie);
  await ask('/api/overview', {
    headers: { cookie: `ringward=${marked.cookie}`, authorization: `Bearer ${marked.bearer}` },
  });
  await ask(`/api/overview?token=${marked.query}`, { headers: { cookie } });
  for (const path of [
    '/metrics',
    '/healthz',
    '/api/overview',
    '/api/account',
    '/api/cameras',
    '/api/system',
    '/api/openapi.json',
    '/api/nothing',
  ])
    await ask(path, { headers: { cookie } });
  secrets.push(cookie.split('=')[1]!);
}
const secrets: string[] = Object.values(marked);

test('no secret that was handed over stands in a log at trace level, in an answer, in figures, or in what a gateway says as it ends', async () => {
  await expect.poll(() => output, patient).toContain('wrong-password');
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  expect(output.length).toBeGreaterThan(500);
  expect(answers.length).toBeGreaterThan(10);
  const found = [output, ...answers].flatMap((text) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret} in ${text.slice(0, 80)}`),
  );
  expect(found).toEqual([]);
}, 60_000);

test('every file of the data folder is its owner’s alone, and so is every folder', () => {
  const data = join(dir, 'data');
  const open = [data, ...readdirSync(data, { recursive: true, encoding: 'utf8' }).map((path) => join(data, path))]
    .map((path) => ({ path: path.slice(dir.length), mode: statSync(path).mode }))
    .filter(({ path, mode }) => (mode & 0o077) !== 0 && !path.endsWith('.pub'))
    .map(({ path, mode }) => `${path} ${(mode & 0o777).toString(8)}`);
  expect(open).toEqual([]);
});
