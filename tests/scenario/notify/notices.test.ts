import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MailReceiver, openMailReceiver, openWebhookReceiver, type WebhookReceiver } from './hand-receivers.ts';
import { type NotifyHouse, openNotifyHouse } from './notify-house.ts';

const secret = 'a secret of some length';
let hook: WebhookReceiver;
let mail: MailReceiver;
let house: NotifyHouse;

const bodies = () => hook.calls.map(({ body }) => JSON.parse(body));
const states = (alarm = 'a1') =>
  Object.fromEntries(
    house.room.ports.notify.notices({ alarm, limit: 50 }).map((one) => [`${one.recipient} ${one.level}`, one.state]),
  );
const reach = (user: string, channel = 'webhook:desk', priorities: (1 | 2 | 3 | 4)[] = [1, 2, 3, 4]) =>
  house.room.ports.notify.setContact({ user, channel, language: 'zh', priorities }, 'lead-1');
const tokenOf = (link: string) => link.split('/').at(-1)!;

beforeEach(async () => {
  hook = await openWebhookReceiver();
  mail = await openMailReceiver();
  house = openNotifyHouse({
    consoleUrl: 'http://console.test:8080/',
    channels: {
      webhooks: [{ id: 'desk', url: hook.url, secret }],
      smtp: { host: '127.0.0.1', port: mail.port, from: 'ringward@example.org' },
    },
  });
  house.room.check();
});

afterEach(async () => {
  await house.close();
  await hook.close();
  await mail.close();
});

test('a webhook is told of an alarm, signed, without a name or a plate, and the climb goes to lead and manager', async () => {
  for (const user of ['guard-1', 'lead-1', 'boss']) reach(user);
  house.raise({ type: 'door-held' });
  house.pass(2);
  await expect.poll(() => hook.calls.length).toBe(1);
  const { headers, body } = hook.calls[0]!;
  expect(JSON.parse(body)).toMatchObject({
    ...{ kind: 'alarm', recipient: 'guard-1', type: 'door-held', priority: 1, ring: 3, level: 0, alarm: 'a1' },
    place: { zh: 'Smoke（测试）', en: 'Smoke' },
    subject: '[P1] 门开超时 · Smoke（测试） · Linden Court（测试）',
  });
  const { 'webhook-id': id, 'webhook-timestamp': time } = headers;
  const digest = createHmac('sha256', secret).update(`${id}.${time}.${body}`).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${digest}`);
  await expect.poll(() => states()).toEqual({ 'guard-1 0': 'sent' });
  house.pass(60);
  await expect
    .poll(() => bodies().map(({ recipient, level }) => `${recipient} ${level}`))
    .toEqual(['guard-1 0', 'lead-1 1']);
  house.pass(120);
  await expect.poll(() => bodies().at(-1)).toMatchObject({ recipient: 'boss', level: 2 });
});

test('only who is on duty is told; where the rota says nothing, everybody who holds the role', async () => {
  for (const user of ['guard-1', 'guard-2']) reach(user);
  house.onDuty.guard = ['guard-2'];
  house.raise();
  house.pass(1);
  await expect.poll(() => states()).toEqual({ 'guard-2 0': 'sent' });
  delete house.onDuty.guard;
  house.raise();
  house.pass(1);
  await expect.poll(() => states('a2')).toEqual({ 'guard-1 0': 'sent', 'guard-2 0': 'sent' });
});

test('a receiver that is down for a while is tried again, and told once', async () => {
  reach('guard-1');
  hook.answer((response) => void response.writeHead(503).end());
  house.raise();
  house.pass(1);
  await expect.poll(() => house.room.ports.notify.channels()[0]).toMatchObject({ waiting: 1, problem: 'status-503' });
  hook.answer((response) => void response.writeHead(200).end('taken'));
  await expect
    .poll(() => {
      house.pass(1);
      return states();
    })
    .toEqual({ 'guard-1 0': 'sent' });
  const ids = bodies().map(({ notice }) => notice);
  expect(new Set(ids).size).toBe(1);
  expect(house.room.ports.notify.channels()[0]).not.toHaveProperty('problem');
});

test('a notice waits across a restart of the gateway', async () => {
  reach('guard-1');
  hook.answer((response) => void response.destroy());
  house.raise();
  house.pass(1);
  await expect.poll(() => house.room.ports.notify.channels()[0]).toMatchObject({ problem: 'not-reached' });
  hook.answer((response) => void response.writeHead(204).end());
  await house.restart();
  house.pass(1);
  await expect.poll(() => states()).toEqual({ 'guard-1 0': 'sent' });
});

test('what was not sent when the alarm was taken is not sent any more', async () => {
  reach('guard-1');
  hook.answer((response) => void response.writeHead(500).end());
  house.raise();
  house.pass(1);
  await expect.poll(() => house.room.ports.notify.channels()[0]).toMatchObject({ problem: 'status-500' });
  house.change('a1', { state: 'acknowledged' });
  const before = hook.calls.length;
  house.pass(30);
  expect(states()).toEqual({ 'guard-1 0': 'cancelled' });
  expect(hook.calls.length).toBe(before);
});

test('a redirect is not followed: notices go where the site file says', async () => {
  const elsewhere = await openWebhookReceiver();
  reach('guard-1');
  hook.answer((response) => void response.writeHead(302, { location: elsewhere.url }).end());
  house.raise();
  house.pass(1);
  await expect.poll(() => house.room.ports.notify.channels()[0]).toMatchObject({ problem: 'redirected' });
  expect(elsewhere.calls).toEqual([]);
  await elsewhere.close();
});

test('a webhook that never answers delays no mail', async () => {
  hook.answer(() => {});
  reach('guard-1');
  house.room.ports.notify.setContact(
    { user: 'guard-1', channel: 'email', address: 'guard@example.org', language: 'en', priorities: [1] },
    'guard-1',
  );
  house.raise({ drill: true });
  house.pass(1);
  await expect.poll(() => mail.mails.length).toBe(1);
  expect(mail.mails[0]!.to).toEqual(['guard@example.org']);
  expect(mail.mails[0]!.content).toMatch(/^Subject: .*DRILL.*P1.*Smoke/m);
  expect(mail.mails[0]!.content).toContain('This is a drill; nothing has happened.');
});

test('a mail server that hangs is given up on, and the notice waits', { timeout: 20_000 }, async () => {
  mail.hang();
  house.room.ports.notify.setContact(
    { user: 'guard-1', channel: 'email', address: 'guard@example.org', language: 'en', priorities: [1] },
    'guard-1',
  );
  house.raise();
  house.pass(1);
  await expect
    .poll(() => house.room.ports.notify.channels().find(({ id }) => id === 'email'), { timeout: 15_000 })
    .toMatchObject({ waiting: 1, problem: 'timed-out' });
});

test('the name of a place can begin no header of a mail', async () => {
  house.room.ports.notify.setContact(
    { user: 'guard-1', channel: 'email', address: 'guard@example.org', language: 'en', priorities: [1] },
    'guard-1',
  );
  house.raise({ source: 'roof\r\nBcc: thief@example.org\r\n\r\nHello' });
  house.pass(1);
  await expect.poll(() => mail.mails.length).toBe(1);
  const [header] = mail.mails[0]!.content.split('\n\n');
  expect(header).not.toMatch(/^Bcc:/im);
  expect(mail.mails[0]!.to).toEqual(['guard@example.org']);
});

test('the link of a notice answers it once, and takes the alarm only where that is said and the role may', async () => {
  const { notify } = house.room.ports;
  for (const user of ['guard-1', 'guard-2']) reach(user);
  house.raise();
  house.pass(1);
  await expect.poll(() => hook.calls.length).toBe(2);
  const [first, second] = bodies();
  expect(first.link).toMatch(/^http:\/\/console\.test:8080\/#\/notices\//);
  const token = tokenOf(first.link);
  expect(notify.answer(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, true)).toMatchObject({
    code: 'no-notice',
  });
  expect(notify.answer(`${second.notice}.${token.split('.')[1]}`, true)).toMatchObject({ code: 'no-notice' });
  expect(notify.answer(token, false)).toEqual({ kind: 'done', taken: false });
  expect(house.alarms.get('a1')!.state).toBe('raised');
  expect(notify.answer(token, true)).toMatchObject({ code: 'already-answered' });
  expect(house.alarms.get('a1')!.state).toBe('raised');
  expect(notify.answer(tokenOf(second.link), true)).toEqual({ kind: 'done', taken: true });
  expect(house.alarms.get('a1')!).toMatchObject({ state: 'acknowledged', acknowledgedBy: second.recipient });
  expect(house.ledger.find({ action: 'notice.answered', limit: 5 })).toHaveLength(2);
});

test('a link is of no use a day later', async () => {
  reach('guard-1');
  house.raise();
  house.pass(1);
  await expect.poll(() => hook.calls.length).toBe(1);
  house.clock.advance(86_400_001);
  expect(house.room.ports.notify.answer(tokenOf(bodies()[0].link), true)).toMatchObject({ code: 'expired' });
});

test('nobody answers for somebody else', async () => {
  reach('guard-1');
  house.raise();
  house.pass(1);
  await expect.poll(() => hook.calls.length).toBe(1);
  const { notice } = bodies()[0];
  expect(house.room.ports.notify.acknowledge(notice, 'guard-2', true)).toMatchObject({ code: 'no-notice' });
  expect(house.room.ports.notify.acknowledge(notice, 'guard-1', false)).toEqual({ kind: 'done', taken: false });
});

test('contacts are refused where they lead nowhere, and the ledger never holds an address', () => {
  const { notify } = house.room.ports;
  const set = (wanted: object) =>
    notify.setContact({ user: 'guard-1', channel: 'email', language: 'zh', priorities: [1], ...wanted }, 'lead-1');
  expect(set({})).toMatchObject({ code: 'address-needed' });
  expect(set({ channel: 'mqtt' })).toMatchObject({ code: 'no-channel' });
  expect(set({ channel: 'webhook:desk', address: 'a@b.org' })).toMatchObject({ code: 'no-address-here' });
  expect(set({ user: 'nobody', address: 'a@b.org' })).toMatchObject({ code: 'no-user' });
  expect(set({ address: 'guard@example.org' })).toEqual({ kind: 'done' });
  expect(notify.removeContact('guard-1', 'email', 'lead-1')).toBe(true);
  expect(JSON.stringify(house.ledger.find({ action: 'contact', limit: 9 }))).not.toContain('example.org');
  expect(house.ledger.find({ action: 'contact', limit: 9 })).toHaveLength(2);
});

test('the digest goes out once at seven of the site, to those who want it, and a restart sends no second one', async () => {
  reach('boss');
  reach('lead-1', 'webhook:desk', [1]);
  house.raise({ type: 'battery-low', priority: 4 });
  const toSeven = () => {
    const hour = 3_600_000;
    const sinceMidnight = (house.clock.wallMs() + 8 * hour) % (24 * hour);
    house.clock.advance(((7 + 24) * hour - sinceMidnight) % (24 * hour) || 24 * hour);
  };
  toSeven();
  house.room.check();
  await expect.poll(() => bodies().map(({ kind, recipient }) => `${kind} ${recipient}`)).toEqual(['digest boss']);
  expect(bodies()[0].text).toContain('P4: 新增 0, 未关闭 1');
  expect(bodies()[0].text).toContain('电量低 · Smoke（测试）');
  await house.restart();
  house.pass(5);
  toSeven();
  await house.restart();
  house.pass(2);
  await expect.poll(() => hook.calls.length).toBe(2);
});

test('a queue that is full gives up what is least urgent and says so, and never a P1', async () => {
  reach('guard-1');
  hook.answer((response) => void response.writeHead(503).end());
  for (let n = 0; n < 2003; n += 1) house.raise({ type: 'door-held', priority: 3 });
  house.raise({ id: 'urgent' });
  house.pass(1);
  expect(states('urgent')).toEqual({ 'guard-1 0': 'waiting' });
  expect(house.room.ports.notify.channels()[0]!.waiting).toBe(2000);
  await expect.poll(() => house.counted('notices')).toBeGreaterThan(2000);
  const shed = house.store.prepare(`SELECT count(*) AS count FROM notices WHERE state = 'shed'`).get();
  expect(shed).toEqual({ count: 4 });
});
