import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phoneCode } from '../../fixtures/otpauth-phone.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

type Said = { status: number; code?: string } & Record<string, unknown>;

const asker =
  (console: RunningConsole, cookie: string) =>
  async (path: string, method = 'GET', body?: unknown): Promise<Said> => {
    const answer = await console.ask(path, { method, cookie, ...(body !== undefined && { body }) });
    return { status: answer.status, ...(answer.status === 204 ? {} : ((await answer.json()) as object)) };
  };

async function asGuard() {
  const console = await startConsole();
  const cookie = await console.signIn();
  let aheadMs = 0;
  const open = async (body: Record<string, string>): Promise<Said & { cookie?: string | undefined }> => {
    const answer = await console.ask('/api/session', { method: 'POST', body: { user: 'guard', ...body } });
    const [made] = answer.headers.getSetCookie();
    return { status: answer.status, cookie: made?.split(';')[0], ...((await answer.json()) as object) };
  };
  const code = (secret: string) => phoneCode(secret, Date.now() + aheadMs);
  const ask = asker(console, cookie);
  const enrol = async () => {
    const { secret } = (await ask('/api/account/totp', 'POST', { password: console.password })) as unknown as {
      secret: string;
    };
    const confirmed = await ask('/api/account/totp/confirm', 'POST', { code: code(secret) });
    return { secret, recoveryCodes: confirmed.recoveryCodes as string[] };
  };
  return {
    ...{ console, cookie, ask, open, code, enrol },
    nextStep: () => {
      aheadMs += 30_000;
      console.passTime(30_000);
    },
  };
}

test('a guard chooses a password: the old one is asked, this session goes on and all others end', async () => {
  const { console, ask, open } = await asGuard();
  const elsewhere = await console.signIn();
  const change = (old: string, wanted: string) => ask('/api/account/password', 'POST', { old, wanted });
  const own = 'four linden trees';
  expect(await change('not the old one', own)).toMatchObject({ status: 403, code: 'wrong-password' });
  expect(await change(console.password, 'too short')).toMatchObject({ status: 400, code: 'password-too-short' });
  expect(await change(console.password, console.password)).toMatchObject({ status: 400, code: 'password-not-new' });
  expect(await change(console.password, 'x'.repeat(300))).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(await change(console.password, own)).toMatchObject({ status: 204 });
  expect(await ask('/api/session')).toMatchObject({ status: 200 });
  expect((await console.ask('/api/session', { cookie: elsewhere })).status).toBe(401);
  expect(await open({ password: console.password })).toMatchObject({ status: 401 });
  expect(await open({ password: own })).toMatchObject({ status: 200 });
  expect(JSON.stringify(console.site.deeds)).not.toContain(own);
  expect(console.log.text()).not.toContain(own);
});

test('a password that is tried first, or that everybody at the site knows, is refused and says why', async () => {
  const { console, ask } = await asGuard();
  const change = (wanted: string) => ask('/api/account/password', 'POST', { old: console.password, wanted });
  for (const wanted of ['Qwertyuiop', 'password-2026', 'abcabcabcabc'])
    expect(await change(wanted), wanted).toMatchObject({ status: 400, code: 'password-common' });
  for (const wanted of [
    'Linden-Court-2026',
    'guard_20261123',
    'east gate 2026',
    '椴园小区椴园小区安1',
    'RINGWARD.console',
  ])
    expect(await change(wanted), wanted).toMatchObject({ status: 400, code: 'password-of-place' });
  expect(await change('linden trees in rain')).toMatchObject({ status: 204 });
});

test('a password is taken as it is, with blanks at its ends and without', async () => {
  const { console, ask, open } = await asGuard();
  const own = '  four linden trees ';
  expect(await ask('/api/account/password', 'POST', { old: console.password, wanted: own })).toMatchObject({
    status: 204,
  });
  expect(await open({ password: own.trim() })).toMatchObject({ status: 401 });
  expect(await open({ password: own })).toMatchObject({ status: 200 });
});

test('of two who change a password at the same moment one does, and the other has shown an old one', async () => {
  const { console, ask } = await asGuard();
  const change = (wanted: string) => ask('/api/account/password', 'POST', { old: console.password, wanted });
  const answers = await Promise.all([change('four linden trees'), change('five willow trees')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
});

test('a page that was left open does not let anybody guess the password', async () => {
  const { ask } = await asGuard();
  const codes: unknown[] = [];
  for (let n = 0; n < 7; n += 1) {
    codes.push((await ask('/api/account/password', 'POST', { old: `guess ${n}`, wanted: 'four linden trees' })).code);
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill('wrong-password'));
  expect(codes.at(-1)).toBe('too-many-attempts');
});

test('a guard sees where they are signed in and ends one session or all the others, also across a restart', async () => {
  const { console, cookie, ask } = await asGuard();
  const phone = await console.ask('/api/session', {
    ...{ method: 'POST', body: { user: 'guard', password: console.password } },
    headers: { 'user-agent': 'Phone of the night shift' },
  });
  const [phoneCookie] = phone.headers.getSetCookie()[0]!.split(';');
  const third = await console.signIn();
  const { sessions } = (await ask('/api/account/sessions')) as unknown as {
    sessions: { id: string; agent: string; current: boolean }[];
  };
  expect(sessions).toHaveLength(3);
  expect(sessions.filter(({ current }) => current)).toHaveLength(1);
  const { id } = sessions.find(({ agent }) => agent === 'Phone of the night shift')!;
  expect(await ask(`/api/account/sessions/${id}`, 'DELETE')).toMatchObject({ status: 204 });
  expect((await console.ask('/api/session', { cookie: phoneCookie! })).status).toBe(401);
  expect(await ask(`/api/account/sessions/${id}`, 'DELETE')).toMatchObject({ status: 404, code: 'no-session' });
  expect(await ask('/api/account/sessions', 'DELETE')).toMatchObject({ status: 200, ended: 1 });
  expect((await console.ask('/api/session', { cookie: third })).status).toBe(401);
  await console.close();
  const again = await startConsole({ dataDir: console.dataDir });
  expect((await again.ask('/api/session', { cookie })).status).toBe(200);
  expect((await again.ask('/api/session', { cookie: phoneCookie! })).status).toBe(401);
  expect(statSync(join(console.dataDir, 'sessions.json')).mode & 0o777).toBe(0o600);
});

test('nobody ends a session of somebody else, and a session that is known opens nothing without its seal', async () => {
  const { console, cookie, ask } = await asGuard();
  const { sessions } = (await ask('/api/account/sessions')) as unknown as { sessions: { id: string }[] };
  const manager = asker(console, await console.signIn('manager'));
  expect(await manager(`/api/account/sessions/${sessions[0]!.id}`, 'DELETE')).toMatchObject({ status: 404 });
  expect((await console.ask('/api/session', { cookie })).status).toBe(200);
  expect((await console.ask('/api/session', { cookie: `ringward=${sessions[0]!.id}` })).status).toBe(401);
});

test('sessions that somebody has spoilt on disk let nobody in, and the gateway starts', async () => {
  const { console, cookie } = await asGuard();
  await console.close();
  for (const spoilt of ['', '{"version":1,"sessions":[{"id":1}],"lastSignInMs":{}}', '[]', '\u0000'.repeat(100)]) {
    writeFileSync(join(console.dataDir, 'sessions.json'), spoilt);
    const again = await startConsole({ dataDir: console.dataDir });
    expect((await again.ask('/api/session', { cookie })).status).toBe(401);
    await again.close();
  }
});

test('the cookie travels by https alone when the console is reached by https', async () => {
  const { console } = await asGuard();
  const signIn = (scheme: string) =>
    console.ask('/api/session', {
      ...{ method: 'POST', body: { user: 'guard', password: console.password } },
      headers: { origin: `${scheme}://${console.host}` },
    });
  expect((await signIn('https')).headers.getSetCookie()[0]).toMatch(/; Secure/);
  expect((await signIn('http')).headers.getSetCookie()[0]).not.toMatch(/; Secure/);
});

test('with a second proof the password alone opens nothing, and a code opens once', async () => {
  const { console, ask, open, code, enrol, nextStep } = await asGuard();
  const { secret, recoveryCodes } = await enrol();
  expect(recoveryCodes).toHaveLength(10);
  const { password } = console;
  expect(await open({ password })).toMatchObject({ status: 401, code: 'totp-needed', cookie: undefined });
  expect(await open({ password: 'wrong', code: code(secret) })).toMatchObject({ code: 'wrong-credentials' });
  // The code of the enrolment has been used.
  expect(await open({ password, code: code(secret) })).toMatchObject({ status: 401, code: 'wrong-code' });
  nextStep();
  const used = code(secret);
  expect(await open({ password, code: used })).toMatchObject({ status: 200 });
  expect(await open({ password, code: used })).toMatchObject({ status: 401, code: 'wrong-code' });
  expect(await open({ password, code: recoveryCodes[0]! })).toMatchObject({ status: 200 });
  expect(await open({ password, code: recoveryCodes[0]! })).toMatchObject({ status: 401, code: 'wrong-code' });
  expect(await ask('/api/account')).toMatchObject({ totp: { recoveryCodes: 9 } });
  const deeds = console.site.deeds.map(({ action, detail }) => `${action} ${detail?.by ?? detail?.code ?? ''}`);
  expect(deeds).toEqual(
    expect.arrayContaining(['session.opened code', 'session.opened recovery-code', 'session.refused wrong-code']),
  );
  for (const hidden of [secret, used, ...recoveryCodes]) {
    expect(JSON.stringify(console.site.deeds)).not.toContain(hidden);
    expect(console.log.text()).not.toContain(hidden);
  }
});

test('whoever has the password and guesses codes is soon held up, and the right code waits with them', async () => {
  const { console, open, enrol, nextStep, code } = await asGuard();
  const { secret } = await enrol();
  nextStep();
  const said: unknown[] = [];
  for (let n = 0; n < 7; n += 1) said.push((await open({ password: console.password, code: `00000${n}` })).code);
  expect(said.at(-1)).toBe('too-many-attempts');
  expect(await open({ password: console.password, code: code(secret) })).toMatchObject({ status: 429 });
});

test('enrolling and removing ask for the password; an administrator removes it for somebody without a phone, with a reason', async () => {
  const { console, ask, open, enrol } = await asGuard();
  expect(await ask('/api/account/totp', 'POST', { password: 'wrong' })).toMatchObject({ code: 'wrong-password' });
  expect(await ask('/api/account/totp/confirm', 'POST', { code: '123456' })).toMatchObject({ code: 'wrong-code' });
  await enrol();
  expect(await ask('/api/account/totp', 'POST', { password: console.password })).toMatchObject({ code: 'totp-there' });
  expect(await ask('/api/account/totp/remove', 'POST', { password: 'wrong' })).toMatchObject({ status: 403 });
  expect(await ask('/api/account/totp/remove', 'POST', { password: console.password })).toMatchObject({ status: 204 });
  expect(await open({ password: console.password })).toMatchObject({ status: 200 });
  await enrol();
  const manager = asker(console, await console.signIn('manager'));
  const reason = 'the phone fell into the pond';
  expect(await ask('/api/users/guard/remove-totp', 'POST', { reason })).toMatchObject({ status: 403 });
  expect(await manager('/api/users/guard/remove-totp', 'POST', { reason })).toMatchObject({ status: 200, totp: false });
  expect(await open({ password: console.password })).toMatchObject({ status: 200 });
  expect(console.site.deeds).toContainEqual({
    ...{ actor: { kind: 'user', id: 'manager' }, action: 'user.totp-removed', subject: 'guard', reason },
  });
});

test('the code to photograph is a picture that holds the address, and the secret is nowhere in clear but in the guarded file', async () => {
  const { console, ask, enrol } = await asGuard();
  const begun = await ask('/api/account/totp', 'POST', { password: console.password });
  expect(begun.picture).toMatch(/^data:image\/svg\+xml;base64,/);
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  const { secret } = await enrol();
  expect(await ask('/api/account')).not.toHaveProperty('secret');
  expect(readFileSync(join(console.dataDir, 'users.json'), 'utf8')).toContain(secret);
  expect(statSync(join(console.dataDir, 'users.json')).mode & 0o777).toBe(0o600);
});

test('a second proof that is put on or taken off ends every other session of its user, and of nobody else', async () => {
  const { console, ask, enrol } = await asGuard();
  const manager = await console.signIn('manager');
  const elsewhere = await console.signIn();
  await enrol();
  expect((await console.ask('/api/session', { cookie: elsewhere })).status).toBe(401);
  expect(await ask('/api/session')).toMatchObject({ user: 'guard' });
  await ask('/api/account/totp/remove', 'POST', { password: console.password });
  expect(await ask('/api/session')).toMatchObject({ user: 'guard' });
  expect((await console.ask('/api/session', { cookie: manager })).status).toBe(200);
});

test('a cookie that a browser brought to the sign-in is not the one it leaves with, and opens nothing afterwards', async () => {
  const console = await startConsole();
  const planted = await console.signIn();
  const body = { user: 'guard', password: console.password };
  const answer = await console.ask('/api/session', { method: 'POST', body, cookie: planted });
  const own = answer.headers.getSetCookie()[0]!.split(';')[0]!;
  expect(own).not.toBe(planted);
  expect((await console.ask('/api/session', { cookie: planted })).status).toBe(401);
  expect((await console.ask('/api/session', { cookie: own })).status).toBe(200);
});
