import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { phoneCode } from '../../fixtures/otpauth-phone.ts';
import { batchOf, siteEvent } from './test-cloud.ts';

const main = join(import.meta.dirname, '../../../cloud/main.ts');
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-process-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function launch(...args: string[]) {
  const child = fork(main, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [], cwd: folder });
  children.push(child);
  let out = '';
  let err = '';
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, out, err }));
  const listening = async () => {
    const [message] = (await Promise.race([
      once(child, 'message'),
      ended.then(({ err: why }) => Promise.reject(why)),
    ])) as [{ kind: string; url: string }];
    expect(message.kind).toBe('listening');
    return message.url;
  };
  return { child, ended, listening, out: () => out };
}

const serve = () => launch('--port', '0', '--data', 'data');
const logIn = (url: string, password: string) =>
  fetch(`${url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  });
const passwordIn = (out: string) => /operator password: (\S+)/.exec(out)?.[1];

test('the first start prints a password once, which opens the session; the next start prints none', async () => {
  const first = serve();
  const url = await first.listening();
  await expect.poll(() => passwordIn(first.out())).toBeDefined();
  const password = passwordIn(first.out())!;
  expect((await logIn(url, password)).status).toBe(200);
  expect((await logIn(url, 'something else')).status).toBe(401);
  for (const name of ['operator.hash', 'session.key', 'second-factor.key'])
    expect(statSync(join(folder, 'data', name)).mode & 0o777, name).toBe(0o600);
  expect(readFileSync(join(folder, 'data', 'operator.hash'), 'utf8')).not.toContain(password);
  first.child.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0 });
  const second = serve();
  expect((await logIn(await second.listening(), password)).status).toBe(200);
  second.child.kill('SIGINT');
  expect(passwordIn((await second.ended).out)).toBeUndefined();
});

test('who lost password and phone of the first account makes a new password: the old one, its sessions and its second factor end', async () => {
  const first = serve();
  const url = await first.listening();
  await expect.poll(() => passwordIn(first.out())).toBeDefined();
  const old = passwordIn(first.out())!;
  const logged = (await logIn(url, old)).headers.get('set-cookie')!.split(';')[0]!;
  const enrol = (method: string, body: object) =>
    fetch(`${url}/v1/session/second-factor`, {
      ...{ method, body: JSON.stringify(body) },
      headers: { cookie: logged, 'content-type': 'application/json' },
    });
  const { secret, enrolment } = (await (await enrol('POST', { password: old })).json()) as Record<string, string>;
  const enrolled = await enrol('PUT', { enrolment, code: phoneCode(secret!) });
  const cookie = enrolled.headers.get('set-cookie')!.split(';')[0]!;
  expect((await logIn(url, old)).status).toBe(401);
  first.child.kill('SIGTERM');
  await first.ended;
  const said = (await launch('new-password', '--data', 'data').ended).out;
  expect(said).toContain('The second factor of the first account is off');
  const fresh = passwordIn(said)!;
  const second = await serve().listening();
  expect((await logIn(second, old)).status).toBe(401);
  expect((await logIn(second, fresh)).status).toBe(200);
  expect((await fetch(`${second}/v1/gateways`, { headers: { cookie } })).status).toBe(401);
});

test('a gateway is added while the cloud runs, and its token is never written down', async () => {
  const url = await serve().listening();
  const added = await launch('add-gateway', 'gw-7', '--data', 'data').ended;
  expect(added.code).toBe(0);
  const token = added.out.trim();
  const send = (bearer: string) =>
    fetch(`${url}/v1/uplink/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify(batchOf([siteEvent(1, {}, 'gw-7')], { gateway: 'gw-7' })),
    });
  expect((await send(token)).status).toBe(200);
  for (const name of ['cloud.db', 'cloud.db-wal'])
    expect(readFileSync(join(folder, 'data', name)).includes(token), name).toBe(false);
  expect(await launch('add-gateway', 'gw-7', '--data', 'data').ended).toMatchObject({
    code: 2,
    err: expect.stringContaining('gw-7 has a token already'),
  });
  const rotated = (await launch('add-gateway', 'gw-7', '--rotate', '--data', 'data').ended).out.trim();
  expect((await send(token)).status).toBe(401);
  expect((await send(rotated)).status).toBe(200);
});

test('whatever was acknowledged survives kill -9 in the middle of the work', async () => {
  writeFileSync(join(folder, 'cloud.yaml'), 'data: data\ngateways: [{ id: gw-1, token: token-of-gateway-one-0001 }]\n');
  const start = () => launch('--config', 'cloud.yaml', '--port', '0');
  let acked = 0;
  for (let round = 0; round < 3; round += 1) {
    const { child, listening, ended } = start();
    const url = await listening();
    const send = async (first: number) => {
      const events = Array.from({ length: 50 }, (_, index) => siteEvent(first + index));
      const answer = await fetch(`${url}/v1/uplink/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer token-of-gateway-one-0001' },
        body: JSON.stringify(batchOf(events, { first })),
      });
      const receipt = (await answer.json()) as { acked: number };
      expect(receipt.acked).toBeGreaterThanOrEqual(first - 1);
      return receipt.acked;
    };
    // the first receipt shows that nothing acknowledged before the kill is gone
    expect(await send(acked + 1)).toBeGreaterThanOrEqual(acked + 50);
    acked += 50;
    const killed = new Promise<void>((resolve) =>
      setTimeout(() => resolve(void child.kill('SIGKILL')), 20 + round * 17),
    );
    try {
      for (;;) acked = Math.max(acked, await send(acked + 1));
    } catch (error) {
      // the connection of the killed process
      expect(error).toBeInstanceOf(TypeError);
    }
    await killed;
    await ended;
  }
  expect(acked).toBeGreaterThan(150);
});

test.each<[string, () => string[], RegExp]>([
  ['a configuration file that is not there', () => ['--config', 'none.yaml'], /none\.yaml.*config-unreadable/],
  [
    'a wrong field in the configuration',
    () => {
      writeFileSync(join(folder, 'cloud.yaml'), 'port: many\n');
      return ['--config', 'cloud.yaml'];
    },
    /cloud\.yaml.*port.*config-invalid/,
  ],
  [
    'a data folder that is a file',
    () => {
      writeFileSync(join(folder, 'data'), 'x');
      return ['--data', 'data', '--port', '0'];
    },
    /data.*data-folder-unusable/,
  ],
  ['an option that does not exist', () => ['--prot', '1'], /--prot.*arguments-invalid/],
  [
    'a password file that is too short',
    () => {
      writeFileSync(join(folder, 'pw'), 'short\n');
      return ['--data', 'data', '--port', '0', '--operator-password-file', 'pw'];
    },
    /pw.*password-file-unusable/,
  ],
  [
    'a password file with what everybody tries first',
    () => {
      writeFileSync(join(folder, 'pw'), 'operator-123\n');
      return ['--data', 'data', '--port', '0', '--operator-password-file', 'pw'];
    },
    /pw.*password-common.*password-file-unusable/,
  ],
])('%s ends the start with one line that says what, where and what to do', async (_name, prepare, line) => {
  const { code, err } = await launch(...prepare()).ended;
  expect(code).toBe(2);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(err).toMatch(line);
});

test('a busy port ends the start with one line that names it', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { code, err } = await launch('--port', String(port), '--data', 'data').ended;
  other.close();
  expect(code).toBe(2);
  expect(err).toMatch(new RegExp(`127\\.0\\.0\\.1:${port}.*address-unusable`));
});

test('a database of a newer version is left alone', async () => {
  const first = serve();
  await first.listening();
  first.child.kill('SIGTERM');
  await first.ended;
  // user_version stands at byte 60 of the header
  const file = join(folder, 'data', 'cloud.db');
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(99, 60);
  writeFileSync(file, bytes);
  expect(await serve().ended).toMatchObject({ code: 2, err: expect.stringContaining('database-newer') });
  writeFileSync(file, 'this is no database, but somebody put it here'.repeat(100));
  expect(await serve().ended).toMatchObject({ code: 2, err: expect.stringContaining('database-damaged') });
});
