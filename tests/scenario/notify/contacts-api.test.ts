import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningConsole, startConsole } from '../console/start-console.ts';
import { openWebhookReceiver, type WebhookReceiver } from './hand-receivers.ts';
import { type NotifyHouse, openNotifyHouse } from './notify-house.ts';

let hook: WebhookReceiver;
let house: NotifyHouse;
let desk: RunningConsole;
let guard: string;
let manager: string;

beforeEach(async () => {
  hook = await openWebhookReceiver();
  house = openNotifyHouse({
    consoleUrl: 'http://console.test',
    channels: {
      webhooks: [{ id: 'desk', url: hook.url }],
      smtp: { host: '127.0.0.1', port: 9, from: 'a@example.org' },
    },
  });
  house.room.check();
  desk = await startConsole({ rooms: house.room.ports });
  guard = await desk.signIn('guard');
  manager = await desk.signIn('manager');
});

afterEach(async () => {
  await house.close();
  await hook.close();
});

const put = (cookie: string, path: string, body: object) => desk.ask(path, { method: 'PUT', cookie, body });
const post = (path: string, body: object, cookie?: string) =>
  desk.ask(path, { method: 'POST', body, ...(cookie !== undefined && { cookie }) });
const wish = { language: 'zh', priorities: [1, 2, 3] };

test('a manager says how to be reached, and the contacts of others are for those who plan duty', async () => {
  expect((await put(manager, '/api/contacts/manager/webhook:desk', wish)).status).toBe(200);
  const others = await put(manager, '/api/contacts/guard/webhook:desk', wish);
  expect([others.status, (await others.json()).code]).toEqual([403, 'not-allowed']);
  expect((await put(guard, '/api/contacts/guard-1/email', { ...wish, address: 'g1@example.org' })).status).toBe(200);
  // A lead who received the manager's notices could answer them as the manager.
  const above = await put(guard, '/api/contacts/manager/email', { ...wish, address: 'lead@example.org' });
  expect([above.status, (await above.json()).code]).toEqual([403, 'outranked']);
  expect((await desk.ask('/api/contacts/manager/webhook:desk', { method: 'DELETE', cookie: guard })).status).toBe(403);
  const seenBy = async (cookie: string) =>
    (await (await desk.ask('/api/contacts', { cookie })).json()).map((one: { user: string }) => one.user);
  expect(await seenBy(guard)).toEqual(['guard-1', 'manager']);
  expect(await seenBy(manager)).toEqual(['manager']);
});

test.each([
  ['a line break', 'a@example.org\r\nBcc: thief@example.org'],
  ['a second address', 'a@example.org,thief@example.org'],
  ['a name around it', '"x" <a@example.org>'],
  ['nothing before the sign', '@example.org'],
  ['letters without end', `${'a'.repeat(300)}@example.org`],
])('an address with %s is refused', async (_what, address) => {
  const answer = await put(guard, '/api/contacts/guard/email', { ...wish, address });
  expect(answer.status).toBe(400);
  expect((await answer.json()).message).toContain('address');
});

test('whoever has the link answers without signing in; a scanner that opens it answers nothing', async () => {
  await put(guard, '/api/contacts/guard/webhook:desk', wish);
  house.raise();
  house.pass(1);
  await expect.poll(() => hook.calls.length).toBe(1);
  const { link } = JSON.parse(hook.calls[0]!.body);
  const token = link.split('/').at(-1);
  // What follows the # never leaves the browser: the page is asked for, and no more.
  expect((await desk.ask('/')).status).toBe(200);
  expect((await desk.ask(`/api/notices/acknowledge?token=${token}`)).status).toBe(401);
  const foreign = await desk.ask('/api/notices/acknowledge', {
    method: 'POST',
    body: { token },
    headers: { origin: 'http://elsewhere.test' },
  });
  expect(foreign.status).toBe(403);
  const list = async () => (await desk.ask('/api/notices?mine=true', { cookie: guard })).json();
  expect(await list()).toMatchObject([{ state: 'sent' }]);
  expect(await (await post('/api/notices/acknowledge', { token })).json()).toEqual({ taken: false });
  expect(await list()).toMatchObject([{ state: 'acknowledged', answeredBy: 'link' }]);
  expect((await post('/api/notices/acknowledge', { token, takes: true })).status).toBe(409);
});

test('guessing tokens is slowed down', async () => {
  const answers = [];
  for (let n = 0; n < 22; n += 1) answers.push((await post('/api/notices/acknowledge', { token: `n${n}.x` })).status);
  expect(answers.slice(0, 20)).toEqual(Array(20).fill(404));
  expect(answers.at(-1)).toBe(429);
});

test('an administrator tries a channel and is told why it fails; a guard may not', async () => {
  expect((await post('/api/channels/webhook:desk/test', { language: 'en' }, guard)).status).toBe(403);
  expect(await (await post('/api/channels/webhook:desk/test', { language: 'en' }, manager)).json()).toEqual({
    outcome: 'sent',
  });
  const mail = await post('/api/channels/email/test', { language: 'en', address: 'm@example.org' }, manager);
  expect(await mail.json()).toMatchObject({ outcome: 'failed' });
  const channels = await (await desk.ask('/api/channels', { cookie: guard })).json();
  expect(channels).toMatchObject([
    { id: 'webhook:desk', waiting: 0 },
    { id: 'email', problem: expect.any(String) },
  ]);
  expect((await post('/api/channels/mqtt/test', { language: 'en' }, manager)).status).toBe(404);
});
