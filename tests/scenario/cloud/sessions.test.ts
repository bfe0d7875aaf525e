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
