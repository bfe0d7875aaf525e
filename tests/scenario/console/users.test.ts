import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setPassword } from '../../../gateway/console/users/users-file.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

async function askFor(console: RunningConsole, cookie: string) {
  return async (path: string, method = 'GET', body?: unknown) => {
    const answer = await console.ask(path, { method, cookie, ...(body !== undefined && { body }) });
    const said = answer.status === 204 ? {} : ((await answer.json()) as { code?: string } & Record<string, unknown>);
    return { status: answer.status, ...said };
  };
}

async function withManager() {
  const console = await startConsole();
  const ask = await askFor(console, await console.signIn('manager'));
  const signIn = (user: string, password: string, more = {}) =>
    console.ask('/api/session', { method: 'POST', body: { user, password, ...more } });
  const signedIn = async (user: string, password: string) => {
    const answer = await signIn(user, password);
    expect(answer.status).toBe(200);
    return answer.headers.getSetCookie()[0]!.split(';')[0]!;
  };
  const add = async (name: string, roles: string[], more = {}) =>
    (await ask('/api/users', 'POST', { name, roles, ...more })) as unknown as { status: number; password: string };
  return { console, ask, signIn, signedIn, add };
}

test('a new guard gets a password that is shown once, may do nothing before choosing another, and is at work then', async () => {
  const { console, ask, add, signedIn } = await withManager();
  const { status, password } = await add('wang-qiang', ['guard'], { fullName: '王强（虚构）' });
  expect(status).toBe(201);
  const cookie = await signedIn('wang-qiang', password);
  const own = await askFor(console, cookie);
  expect(await own('/api/session')).toMatchObject({ mustChange: true, permissions: [] });
  expect(await own('/api/overview')).toMatchObject({ status: 403, code: 'password-change-needed' });
  expect(await own('/api/doors')).toMatchObject({ status: 403, code: 'password-change-needed' });
  expect(await own('/api/account/password', 'POST', { old: password, wanted: 'umbrella over linden' })).toMatchObject({
    status: 204,
  });
  expect(await own('/api/overview')).toMatchObject({ status: 200 });
  expect(JSON.stringify(await ask('/api/users'))).not.toContain(password);
  expect(console.site.deeds).toContainEqual({
    ...{ actor: { kind: 'user', id: 'manager' }, action: 'user.added', subject: 'wang-qiang' },
    detail: { roles: ['guard'] },
  });
  expect(JSON.stringify(console.site.deeds)).not.toContain('王强');
});

test('a first password that nobody has used for two weeks lets nobody in, but while the clock is doubted', async () => {
  const { console, ask, add, signIn } = await withManager();
  const { password } = await add('late', ['guard']);
  console.passTime(13 * 86_400_000);
  expect((await signIn('late', password)).status).toBe(200);
  console.passTime(2 * 86_400_000);
  const refused = await signIn('late', password);
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'first-password-ended' }]);
  expect(await (await signIn('late', 'not the first one')).json()).toMatchObject({ code: 'wrong-credentials' });
  console.site.ports.modes.clock = () => ({ known: false });
  expect((await signIn('late', password)).status).toBe(200);
  console.site.ports.modes.clock = () => ({ known: true });
  const manager = await askFor(console, await console.signIn('manager'));
  const { password: next } = (await manager('/api/users/late/password', 'POST', {})) as unknown as { password: string };
  expect((await signIn('late', next)).status).toBe(200);
  expect((await ask('/api/session')).status).toBe(401);
});

test('the list says who has which roles, who is signed in, who proves twice, and what two hats one person wears', async () => {
  const { ask } = await withManager();
  const { users } = (await ask('/api/users')) as unknown as { users: { name: string }[] };
  expect(users).toMatchObject([
    { name: 'guard', roles: ['guard', 'lead'], conflicts: ['visits.approve'], sessions: 0, totp: false },
    { name: 'manager', conflicts: [], sessions: 1, lastSignInMs: expect.any(Number) },
  ]);
  expect(JSON.stringify(users)).not.toContain('argon2');
});

test('roles that ask for something and approve it go to one person only on purpose, with a reason that stands in the ledger', async () => {
  const { console, ask, add } = await withManager();
  expect(await add('solo', ['lead', 'manager'])).toMatchObject({ status: 409, code: 'conflicting-roles' });
  expect(await add('solo', ['lead', 'manager'], { acceptConflict: { reason: '' } })).toMatchObject({ status: 400 });
  const reason = 'one person at night';
  expect(await add('solo', ['lead', 'manager'], { acceptConflict: { reason } })).toMatchObject({ status: 201 });
  expect(console.site.deeds.at(-1)).toMatchObject({
    ...{ action: 'user.added', reason },
    detail: { conflicts: ['watch.approve', 'cases.approve'] },
  });
  // What was taken on before is not asked again; what comes with it is.
  expect(await ask('/api/users/solo', 'PATCH', { roles: ['lead', 'manager', 'auditor'] })).toMatchObject({
    status: 200,
  });
  expect(await ask('/api/users/solo', 'PATCH', { roles: ['lead', 'manager', 'guard'] })).toMatchObject({
    code: 'conflicting-roles',
  });
});

test('nobody changes their own roles, shuts themselves out, resets or removes themselves', async () => {
  const { ask } = await withManager();
  for (const [method, path, body] of [
    ['PATCH', '/api/users/manager', { roles: ['administrator', 'guard'] }],
    ['PATCH', '/api/users/manager', { disabled: true }],
    ['POST', '/api/users/manager/password', {}],
    ['POST', '/api/users/manager/remove-totp', { reason: 'lost' }],
    ['DELETE', '/api/users/manager', undefined],
  ] as const) {
    expect(await ask(path, method, body), `${method} ${path}`).toMatchObject({ status: 403, code: 'own-account' });
  }
  expect(await ask('/api/users/manager', 'PATCH', { fullName: 'Manager' })).toMatchObject({ status: 200 });
});

test('an administrator shuts another one out at once, but never the one who is left', async () => {
  const { console, ask, add, signedIn } = await withManager();
  const { password } = await add('second', ['administrator']);
  const cookie = await signedIn('second', password);
  const second = await askFor(console, cookie);
  await second('/api/account/password', 'POST', { old: password, wanted: 'a password of my own' });
  // Two of them: one may go.
  expect(await second('/api/users/manager', 'PATCH', { disabled: true })).toMatchObject({ status: 200 });
  expect(await ask('/api/users')).toMatchObject({ status: 401 });
  expect(await second('/api/users/manager', 'PATCH', { disabled: false })).toMatchObject({ status: 200 });
  const again = await askFor(console, await console.signIn('manager'));
  expect(await again('/api/users/second', 'PATCH', { roles: ['auditor'] })).toMatchObject({ status: 200 });
  expect(await second('/api/users/manager', 'PATCH', { disabled: true })).toMatchObject({ status: 403 });
  // Only the manager is left, and nobody else could do it.
  const file = JSON.parse(readFileSync(join(console.dataDir, 'users.json'), 'utf8')) as { users: { name: string }[] };
  expect(file.users.map(({ name }) => name)).toEqual(['guard', 'manager', 'second']);
});

test('somebody who is shut out is out at once, in every session, and comes in again when let in', async () => {
  const { console, ask, signIn } = await withManager();
  const cookie = await console.signIn('guard');
  expect(await ask('/api/users/guard', 'PATCH', { disabled: true })).toMatchObject({ status: 200, disabled: true });
  expect((await console.ask('/api/overview', { cookie })).status).toBe(401);
  const refused = await signIn('guard', console.password);
  expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([401, 'wrong-credentials']);
  expect(await ask('/api/users/guard', 'PATCH', { disabled: false })).toMatchObject({ disabled: false });
  expect((await signIn('guard', console.password)).status).toBe(200);
});

test('a reset gives a new password once and ends the sessions; a removed user is gone, and one of the same name is another', async () => {
  const { console, ask, signIn, add } = await withManager();
  const cookie = await console.signIn('guard');
  const reset = (await ask('/api/users/guard/password', 'POST', {})) as unknown as { password: string };
  expect((await console.ask('/api/session', { cookie })).status).toBe(401);
  expect((await signIn('guard', console.password)).status).toBe(401);
  expect((await signIn('guard', reset.password)).status).toBe(200);
  expect(await ask('/api/users/guard', 'DELETE')).toMatchObject({ status: 204 });
  expect((await signIn('guard', reset.password)).status).toBe(401);
  expect(await add('guard', ['guard'])).toMatchObject({ status: 201 });
  expect((await console.ask('/api/session', { cookie })).status).toBe(401);
  const actions = console.site.deeds.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(['user.password-reset', 'user.removed', 'user.added']));
});

test('what is no user, no role and no change is refused in one sentence that names the field', async () => {
  const { ask, add } = await withManager();
  for (const name of ['', 'Wang', '../root', 'a'.repeat(33), 'name with blanks', '1st', '王强']) {
    expect(await add(name, ['guard']), name).toMatchObject({ status: 400, code: 'invalid-request' });
  }
  expect(await add('king', ['king'])).toMatchObject({ status: 400, message: expect.stringContaining('roles') });
  expect(await add('nothing', [])).toMatchObject({ status: 400 });
  expect(await add('guard', ['guard'])).toMatchObject({ status: 409, code: 'user-exists' });
  expect(await add('x', ['guard'], { hash: '$argon2id$forged' })).toMatchObject({ status: 400 });
  expect(await ask('/api/users/nobody', 'PATCH', { disabled: true })).toMatchObject({ status: 404, code: 'no-user' });
  expect(await ask('/api/users/nobody', 'DELETE')).toMatchObject({ status: 404, code: 'no-user' });
  expect(await ask('/api/users/guard', 'PATCH', {})).toMatchObject({ status: 400 });
});

test('two administrators who change the same user at once leave a whole file behind', async () => {
  const { console, ask } = await withManager();
  await Promise.all([
    ...Array.from({ length: 10 }, (_, n) => ask('/api/users', 'POST', { name: `guard-${n}`, roles: ['guard'] })),
    ask('/api/users/guard', 'PATCH', { roles: ['guard'] }),
  ]);
  const { users } = (await ask('/api/users')) as unknown as { users: { name: string; roles: string[] }[] };
  expect(users).toHaveLength(12);
  expect(users.find(({ name }) => name === 'guard')!.roles).toEqual(['guard']);
  expect(JSON.parse(readFileSync(join(console.dataDir, 'users.json'), 'utf8'))).toMatchObject({ version: 3 });
});

test('a damaged file of users lets nobody in and makes nobody anew; only somebody at the box begins again, and the file is kept', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringward-users-'));
  await setPassword(dataDir, 'manager', ['manager']);
  const path = join(dataDir, 'users.json');
  const damaged = readFileSync(path).subarray(0, 60);
  writeFileSync(path, damaged);
  const console = await startConsole({ dataDir });
  const signIn = (user: string, password: string) =>
    console.ask('/api/session', { method: 'POST', body: { user, password } });
  for (const user of ['manager', 'guard']) {
    const answer = await signIn(user, 'umbrella over linden');
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'users-unreadable' }]);
  }
  expect(console.passwordOf('manager')).toBe('');
  expect(readFileSync(path)).toEqual(damaged);
  await expect(setPassword(dataDir, 'manager')).rejects.toMatchObject({ code: 'users-unreadable' });
  const password = await setPassword(dataDir, 'manager', ['manager', 'administrator']);
  expect((await signIn('manager', password)).status).toBe(200);
  expect((await signIn('guard', password)).status).toBe(401);
  const kept = readdirSync(dataDir).find((name) => name.startsWith('users.json.damaged-'))!;
  expect(readFileSync(join(dataDir, kept))).toEqual(damaged);
});
