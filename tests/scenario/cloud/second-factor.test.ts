import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CloudConfig } from '../../../cloud/cloud-config.ts';
import { phoneCode } from '../../fixtures/otpauth-phone.ts';
import { logIn, type Person, startTenancyDesk, type TenancyDesk } from './tenancy-desk.ts';
import { type Answer, codeOf, password as firstPassword, removeFolder, startTestCloud } from './test-cloud.ts';

const path = '/v1/session/second-factor';
const proxies = ['127.0.0.1'];
const stepMs = 30_000;
/** Of the cloud and the phone, ahead of this machine's. */
let aheadMs = 0;
const clock = { wallMs: () => Date.now() + aheadMs, monotonicMs: () => performance.now() + aheadMs };
const folders: string[] = [];
let closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  aheadMs = 0;
});
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
  for (const folder of folders.splice(0)) removeFolder(folder);
});

async function start(): Promise<TenancyDesk> {
  const desk = await startTenancyDesk({ clock, config: { proxies } });
  closing.push(desk.cloud.close);
  folders.push(desk.cloud.folder);
  return desk;
}

const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0];
/** What the phone shows now; each code opens once, so the next one is waited for. */
function nextCode(secret: string): string {
  aheadMs += stepMs;
  return phoneCode(secret, clock.wallMs());
}

/** Puts a second factor into the phone of somebody, in whose session the cookie goes on. */
async function enrol(ask: Person['ask'], password: string) {
  const begun = (await ask(path, { json: { password } })).body as { secret: string; enrolment: string; uri: string };
  const { secret, enrolment } = begun;
  const json = { enrolment, code: nextCode(secret) };
  const answer = await ask(path, { method: 'PUT', json });
  if (answer.status !== 200) throw new Error(`enrolment: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { recoveryCodes } = answer.body as { recoveryCodes: string[] };
  return { ...begun, recoveryCodes, code: json.code, cookie: cookieOf(answer)! };
}

test('once a code is asked after the password, neither the password alone nor a code that was seen opens, and other sessions have ended', async () => {
  const { cloud, root, person } = await start();
  const ann = await person('ann', 'viewer tenant:a');
  const elsewhere = await logIn(cloud, 'ann', ann.password);
  expect((await ann.ask(path)).body).toEqual({ state: 'off', required: false });
  const wrong = await ann.ask(path, { json: { password: 'not this one' } });
  expect([wrong.status, codeOf(wrong)]).toEqual([401, 'wrong-password']);
  const { secret, uri, recoveryCodes, code, cookie } = await enrol(ann.ask, ann.password);
  expect(decodeURIComponent(uri)).toContain('Ringward cloud:ann');
  expect(new Set(recoveryCodes).size).toBe(10);
  expect([(await elsewhere('/v1/gateways')).status, (await ann.ask('/v1/gateways')).status]).toEqual([401, 401]);
  expect((await cloud.request('/v1/gateways', { headers: { cookie } })).status).toBe(200);

  let tries = 0;
  const logInWith = (more: object) => {
    tries += 1;
    const headers = { 'x-forwarded-for': `203.0.113.${tries}` };
    return cloud.request('/v1/session', { headers, json: { user: 'ann', password: ann.password, ...more } });
  };
  const bare = await logInWith({});
  expect([bare.status, codeOf(bare), cookieOf(bare)]).toEqual([401, 'code-needed', undefined]);
  for (const spoilt of [code, '000000', recoveryCodes[0]!.replace(/.$/, '0')]) {
    const refused = await logInWith({ code: spoilt });
    expect([refused.status, codeOf(refused), cookieOf(refused)]).toEqual([401, 'wrong-code', undefined]);
  }
  const wrongBoth = await logInWith({ password: 'not this one', code: nextCode(secret) });
  expect(codeOf(wrongBoth)).toBe('wrong-password');
  const fresh = nextCode(secret);
  // of two at the same moment one finds it used
  const two = await Promise.all([logInWith({ code: fresh }), logInWith({ code: fresh })]);
  expect(two.map(({ status }) => status).sort()).toEqual([200, 401]);
  expect((await logInWith({ code: ` ${recoveryCodes[0]!.toUpperCase()} ` })).status).toBe(200);
  expect((await logInWith({ code: recoveryCodes[0] })).status).toBe(401);

  expect((await cloud.request(path, { headers: { cookie } })).body).toMatchObject({ state: 'on', recoveryCodes: 9 });
  const { acts } = (await root.ask('/v1/audit?operator=ann')).body as { acts: { deed: string }[] };
  expect(acts.map(({ deed }) => deed)).toEqual(['operator.use-recovery-code', 'operator.enrol-second-factor']);
  // who has only the database has neither the phone's secret nor a code
  const data = join(cloud.folder, 'data');
  const database = readdirSync(data).filter((name) => name.startsWith('cloud.db'));
  const bytes = Buffer.concat(database.map((name) => readFileSync(join(data, name)))).toString('latin1');
  expect(bytes).toContain('enrol-second-factor');
  for (const text of [secret, ...recoveryCodes]) expect(bytes).not.toContain(text);
});

test('a secret counts only with a code of it, in time, and for who began', async () => {
  const { person } = await start();
  const [ann, eve] = [await person('ann', 'viewer tenant:a'), await person('eve', 'viewer tenant:a')];
  const begin = async () =>
    (await ann.ask(path, { json: { password: ann.password } })).body as { secret: string; enrolment: string };
  const { secret, enrolment } = await begin();
  const confirm = ({ ask }: Person, json: object) => ask(path, { method: 'PUT', json });
  expect(codeOf(await confirm(ann, { enrolment, code: '000000' }))).toBe('wrong-code');
  expect(codeOf(await confirm(eve, { enrolment, code: nextCode(secret) }))).toBe('second-factor-state');
  const forged = enrolment.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'));
  expect(codeOf(await confirm(ann, { enrolment: forged, code: nextCode(secret) }))).toBe('second-factor-state');
  aheadMs += 11 * 60_000;
  expect(codeOf(await confirm(ann, { enrolment, code: nextCode(secret) }))).toBe('second-factor-state');
  expect((await ann.ask(path)).body).toMatchObject({ state: 'off' });
});

test('who has the password and guesses codes waits wherever he comes from, and the owner is let in after it', async () => {
  const { cloud, person } = await start();
  const ann = await person('ann', 'viewer tenant:a');
  const { secret } = await enrol(ann.ask, ann.password);
  const guess = (code: string, address: number) =>
    cloud.request('/v1/session', {
      json: { user: 'ann', password: ann.password, code },
      headers: { 'x-forwarded-for': `203.0.113.${address}` },
    });
  for (let index = 0; index < 5; index += 1) expect((await guess('000000', index)).status).toBe(401);
  const early = await guess(phoneCode(secret, clock.wallMs() + stepMs), 9);
  expect([early.status, codeOf(early), early.headers.get('retry-after')]).toEqual([429, 'too-many-attempts', '5']);
  expect((await guess(nextCode(secret), 10)).status).toBe(200);
});

test('a new password by an administrator keeps the second factor; who has lost his phone asks him to take it off', async () => {
  const { cloud, root, person } = await start();
  const ann = await person('ann', 'viewer tenant:a');
  const chief = await person('chief', 'administrator tenant:a');
  const stranger = await person('stranger', 'administrator tenant:b');
  await enrol(ann.ask, ann.password);
  const renewed = await chief.ask(`/v1/operators/${ann.id}/password`, { method: 'POST' });
  const { password } = renewed.body as { password: string };
  const again = () => cloud.request('/v1/session', { json: { user: 'ann', password } });
  expect(codeOf(await again())).toBe('code-needed');
  const removal = `/v1/operators/${ann.id}/second-factor/removal`;
  const json = { reason: 'the phone was lost' };
  expect((await stranger.ask(removal, { json })).status).toBe(404);
  const { operators } = (await chief.ask('/v1/operators')).body as {
    operators: { sign: string; secondFactorSinceMs: number | null }[];
  };
  expect(operators.filter(({ secondFactorSinceMs }) => secondFactorSinceMs !== null)).toMatchObject([{ sign: 'ann' }]);
  expect((await chief.ask(removal, { json })).status).toBe(204);
  expect((await again()).status).toBe(200);
  expect(codeOf(await chief.ask(removal, { json }))).toBe('second-factor-state');
  const { acts } = (await root.ask('/v1/audit?operator=chief')).body as { acts: object[] };
  expect(acts[0]).toMatchObject({ deed: 'operator.remove-second-factor', subject: 'ann', reason: json.reason });
  // his own goes with his password
  const own = { headers: { cookie: (await enrol(chief.ask, chief.password)).cookie } };
  const evasion = await cloud.request(`/v1/operators/${chief.id}/second-factor/removal`, { json, ...own });
  expect([evasion.status, codeOf(evasion)]).toEqual([403, 'forbidden']);
  expect((await cloud.request(`${path}/removal`, { json: { password: 'guessed' }, ...own })).status).toBe(401);
  const removed = await cloud.request(`${path}/removal`, { json: { password: chief.password }, ...own });
  expect(removed.status).toBe(204);
  const after = await cloud.request(path, { headers: { cookie: cookieOf(removed)! } });
  expect(after.body).toMatchObject({ state: 'off' });
});

test('where the cloud requires it, who has a password does nothing before he has enrolled, the first account neither', async () => {
  const config: Partial<CloudConfig> = { secondFactor: 'required' };
  const before = await start();
  const ann = await before.person('ann', 'viewer tenant:a');
  const wish = { title: 'export', permissions: ['fleet.see'], expiresAtMs: clock.wallMs() + 3_600_000 };
  const { token } = (await ann.ask('/v1/tokens', { json: wish })).body as { token: string };
  await before.cloud.close();
  closing = [];
  const cloud = await startTestCloud({ folder: before.cloud.folder, clock, config });
  closing.push(cloud.close);
  const { cookie } = await cloud.login();
  const ask: Person['ask'] = (at, options = {}) =>
    cloud.request(at, { ...options, headers: { cookie, ...options.headers } });
  for (const fenced of ['/v1/gateways', '/v1/operators', '/v1/live', '/v1/tokens']) {
    const answer = await ask(fenced);
    expect([answer.status, codeOf(answer)], fenced).toEqual([403, 'enrolment-needed']);
  }
  expect((await ask('/v1/session')).body).toMatchObject({ mustEnrol: true });
  expect((await ask(path)).body).toEqual({ state: 'off', required: true });
  const enrolled = { headers: { cookie: (await enrol(ask, firstPassword)).cookie } };
  expect((await cloud.request('/v1/gateways', enrolled)).status).toBe(200);
  expect((await cloud.request('/v1/session', enrolled)).body).not.toHaveProperty('mustEnrol');
  // programs go on: their tokens were made by somebody who was let in
  const byToken = await cloud.request('/v1/gateways', { headers: { authorization: `Bearer ${token}` } });
  expect(byToken.status).toBe(200);
});

test('the first account keeps its second factor under the sign that it acts under, for as long as the session would have lasted', async () => {
  const { cloud } = await start();
  const begun = await cloud.request('/v1/session', { json: { password: firstPassword, sign: 'duty-3' } });
  const { expiresAtMs } = begun.body as { expiresAtMs: number };
  const cookie = cookieOf(begun)!;
  const ask: Person['ask'] = (at, options = {}) =>
    cloud.request(at, { ...options, headers: { cookie, ...options.headers } });
  aheadMs += 600_000;
  const enrolled = await enrol(ask, firstPassword);
  const session = await cloud.request('/v1/session', { headers: { cookie: enrolled.cookie } });
  expect(session.body).toMatchObject({ sign: 'duty-3', expiresAtMs });
});
