import { afterEach, beforeEach, expect, test } from 'vitest';
import { idleForMs, sessionForMs } from '../../../cloud/api/operator-session.ts';
import { openEventStream } from './event-stream.ts';
import { type Answer, password, removeFolder, startTestCloud, type TestCloud } from './test-cloud.ts';

let cloud: TestCloud;
/** Of the cloud, ahead of this machine's. */
let aheadMs = 0;
const clock = { wallMs: () => Date.now() + aheadMs, monotonicMs: () => performance.now() + aheadMs };
beforeEach(async () => {
  aheadMs = 0;
  cloud = await startTestCloud({ clock });
});
afterEach(async () => {
  await cloud.close();
  removeFolder(cloud.folder);
});

const cookieOf = ({ headers }: Answer) => headers.get('set-cookie')?.split(';')[0];
const read = (cookie: string) => cloud.request('/v1/gateways', { headers: { cookie } });

test('whoever logs in again leaves nothing of the session before: it is refused, its live stream ends, and no restart brings it back', async () => {
  const before = await cloud.login();
  const elsewhere = await cloud.login();
  const stream = await openEventStream(cloud.url, before);
  const again = await cloud.request('/v1/session', { json: { password }, headers: before });
  await stream.closed;
  expect((await read(before.cookie)).status).toBe(401);
  expect((await read(cookieOf(again)!)).status).toBe(200);
  // another place's is its own
  expect((await read(elsewhere.cookie)).status).toBe(200);
  await cloud.close();
  cloud = await startTestCloud({ folder: cloud.folder, clock });
  expect((await read(before.cookie)).status).toBe(401);
  expect((await read(cookieOf(again)!)).status).toBe(200);
}, 60_000);

test('a wrong password ends nobody’s session', async () => {
  const { cookie } = await cloud.login();
  expect((await cloud.request('/v1/session', { json: { password: 'wrong' }, headers: { cookie } })).status).toBe(401);
  expect((await read(cookie)).status).toBe(200);
});

test('a session ends when nothing was asked in it for an hour, lasts while something is, and ends after a shift all the same', async () => {
  const { cookie: first } = await cloud.login();
  expect(cookieOf(await read(first))).toBeUndefined();
  aheadMs += idleForMs - 60_000;
  const renewed = cookieOf(await read(first))!;
  aheadMs += 2 * 60_000;
  expect((await read(first)).status).toBe(401);
  expect((await read(renewed)).status).toBe(200);
  let cookie = renewed;
  while (aheadMs < sessionForMs - idleForMs) {
    aheadMs += idleForMs / 2;
    const answer = await read(cookie);
    expect(answer.status).toBe(200);
    cookie = cookieOf(answer)!;
  }
  aheadMs += idleForMs;
  expect((await read(cookie)).status).toBe(401);
});

test('what the browser has kept is to be forgotten at the log-out', async () => {
  const headers = await cloud.login();
  const answer = await cloud.request('/v1/session', { method: 'DELETE', headers });
  expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([204, '"cache"']);
});

test('whoever logs out after an idle hour ends the copies of his cookie, too', async () => {
  const former = await cloud.login();
  aheadMs += 2 * 60_000;
  const copy = cookieOf(await read(former.cookie))!;
  aheadMs += idleForMs - 60_000;
  expect((await read(former.cookie)).status).toBe(401);
  const renewed = cookieOf(await read(copy))!;
  await cloud.request('/v1/session', { method: 'DELETE', headers: former });
  expect((await read(renewed)).status).toBe(401);
});

test('an operator sees where he is logged in, and ends one place or all others with his password; nobody sees or ends another’s', async () => {
  const logInAs = async (json: object, agent: string) => {
    const answer = await cloud.request('/v1/session', { json, headers: { 'user-agent': agent } });
    return cookieOf(answer)!;
  };
  const here = await logInAs({ password, sign: 'duty-1' }, 'desk');
  const grants = [{ place: 'cloud', role: 'viewer' }];
  const made = await cloud.request('/v1/operators', { json: { sign: 'eve', grants }, headers: { cookie: here } });
  const eve = made.body as { id: string; password: string };
  const hers = await logInAs({ user: 'eve', password: eve.password }, 'hers');
  aheadMs += 5 * 60_000;
  const there = await logInAs({ password }, 'phone');
  const lost = await logInAs({ password }, 'lost');
  const list = async (cookie: string) => {
    const { body } = await cloud.request('/v1/session/list', { headers: { cookie } });
    return (body as { sessions: { id: string; agent: string; address: string; lastMs: number; current: boolean }[] })
      .sessions;
  };
  const seen = await list(there);
  expect(seen).toMatchObject([
    ...seen.slice(0, 2).map(() => ({ address: '127.0.0.1' })),
    { agent: 'desk', sign: 'duty-1', current: false },
  ]);
  expect(seen.filter(({ current }) => current)).toMatchObject([{ agent: 'phone' }]);
  expect((await list(hers)).map(({ agent }) => agent)).toEqual(['hers']);
  // what is used comes first
  aheadMs += 30_000;
  await read(here);
  await expect.poll(async () => (await list(there))[0]?.agent).toBe('desk');

  const end = (cookie: string, json: object) => cloud.request('/v1/session/list/end', { json, headers: { cookie } });
  const session = seen.find(({ agent }) => agent === 'lost')!.id;
  expect((await end(there, { session })).status).toBe(400);
  expect((await end(there, { session, password: 'guessed' })).status).toBe(401);
  expect((await end(hers, { session, password: eve.password })).status).toBe(404);
  expect((await read(lost)).status).toBe(200);
  expect((await end(there, { session, password })).status).toBe(204);
  expect([(await read(lost)).status, (await read(here)).status]).toEqual([401, 200]);
  const rest = await end(there, { password });
  expect(rest.status).toBe(204);
  expect([(await read(here)).status, (await read(there)).status, (await read(hers)).status]).toEqual([401, 401, 200]);
  const last = cookieOf(rest)!;
  expect((await list(last)).map(({ agent, current }) => [agent, current])).toEqual([[expect.any(String), true]]);

  const json = { reason: 'left a page open' };
  const out = await cloud.request(`/v1/operators/${eve.id}/sessions/end`, { json, headers: { cookie: last } });
  expect([out.status, (await read(hers)).status]).toEqual([204, 401]);
});
