import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setPassword } from '../../../gateway/console/console-server.ts';
import { openEventStream } from './event-stream.ts';
import { startConsole } from './start-console.ts';

test('the printed password opens the console, for this user and no other', async () => {
  const console = await startConsole();
  const wrong = await console.ask('/api/session', { method: 'POST', body: { user: 'guard', password: 'wrong' } });
  expect(wrong.status).toBe(401);
  expect(await wrong.json()).toMatchObject({ code: 'wrong-credentials' });
  const nobody = await console.ask('/api/session', {
    method: 'POST',
    body: { user: 'root', password: console.password },
  });
  expect(nobody.status).toBe(401);

  const cookie = await console.signIn();
  const me = await console.ask('/api/session', { cookie });
  expect(await me.json()).toMatchObject({ user: 'guard', roles: ['guard', 'lead'] });
});

test('the session cookie is out of reach of scripts and other sites, and sealed with a key that only the gateway reads', async () => {
  const console = await startConsole();
  const response = await console.ask('/api/session', {
    method: 'POST',
    body: { user: 'guard', password: console.password },
  });
  const cookie = response.headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/; HttpOnly/);
  expect(cookie).toMatch(/; SameSite=Strict/);
  expect(cookie).toMatch(/; Path=\//);
  expect(cookie).not.toContain('guard');
  expect(statSync(join(console.dataDir, 'session.key')).mode & 0o777).toBe(0o600);
});

test('whoever guesses is soon told to wait, and not even the right password is looked at until then', async () => {
  const console = await startConsole();
  const attempt = (password: string) =>
    console.ask('/api/session', { method: 'POST', body: { user: 'guard', password } });
  const statuses: number[] = [];
  for (let n = 0; n < 7; n += 1) statuses.push((await attempt(`guess ${n}`)).status);
  expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  const refused = await attempt(console.password);
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ code: 'too-many-attempts', retryAfterS: expect.any(Number) });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('after signing out the old cookie opens nothing, even when somebody has copied it', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  expect((await console.ask('/api/session', { method: 'DELETE', cookie })).status).toBe(204);
  expect((await console.ask('/api/overview', { cookie })).status).toBe(401);
});

test('a new password ends every session under the old one', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  await setPassword(console.dataDir, 'guard');
  expect((await console.ask('/api/overview', { cookie })).status).toBe(401);
});

test('a guard is signed out after a shift, and an open page hears of it', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const stream = await openEventStream(console, cookie);
  console.passTime(11 * 3_600_000);
  expect((await console.ask('/api/session', { cookie })).status).toBe(200);
  console.passTime(3_600_001);
  expect((await console.ask('/api/session', { cookie })).status).toBe(401);
  await stream.next(({ event }) => event === 'signed-out');
  await stream.ended;
});

test('a restart of the gateway signs nobody out and prints no password again', async () => {
  const first = await startConsole();
  const cookie = await first.signIn();
  await first.close();
  const second = await startConsole({ dataDir: first.dataDir });
  expect(second.password).toBe('');
  expect(await (await second.ask('/api/session', { cookie })).json()).toMatchObject({ user: 'guard' });
});

test('the log names who came and went, and holds no password, no cookie and no unknown name', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  await console.ask('/api/session', {
    method: 'POST',
    body: { user: 'my-secret-password', password: 'typed-wrongly' },
  });
  await console.ask('/api/session', { method: 'DELETE', cookie });
  const said = console.log.text();
  expect(said).toContain('"user":"guard"');
  expect(said).toContain('sign-in was refused');
  for (const secret of [console.password, cookie.split('=')[1]!, 'my-secret-password', 'typed-wrongly']) {
    expect(said).not.toContain(secret);
  }
});
