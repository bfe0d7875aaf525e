import { afterEach, expect, test } from 'vitest';
import { createRequestDesk } from '../../../gateway/compose/requests/request-desk.ts';
import { createSitePlaces } from '../../../gateway/compose/site-places.ts';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { registerConsolePlugins } from '../../../gateway/console/console-plugins.ts';
import { addRequestRules } from '../../../gateway/console/request-rules.ts';
import { addRequestRoutes } from '../../../gateway/console/requests/request-routes.ts';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { createRequestPurge } from '../../../gateway/requests/sqlite-requests.ts';
import { passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

type Method = 'GET' | 'POST';

/** The requests' routes before a real register; whoever asks is whom the test names, nobody at first. */
async function openDesk() {
  let trusted = true;
  const site = passSite();
  const at = openTestRegister(site);
  closing.push(() => at.store.close());
  const desk = createRequestDesk({
    ...{ ...at, places: createSitePlaces(site), timeZone: 'Asia/Shanghai' },
    clockKnown: () => trusted,
  });
  let who: { user: string; roles: Role[] } | undefined;
  const app = createConsoleFastify(quietLog, 'Asia/Shanghai');
  await registerConsolePlugins(app, Buffer.alloc(32, 7));
  const session = { id: 's', mustChange: false, sinceMs: 0, alive: () => true };
  addRequestRules(app, { current: () => who && { ...session, ...who, rolesNow: () => who?.roles } });
  addRequestRoutes(app, desk.ports);
  await app.ready();
  closing.push(() => app.close());
  const ask = async (method: Method, url: string, body?: object) => {
    const headers = { host: 'console', origin: 'http://console' };
    const payload = method === 'POST' ? (body ?? {}) : undefined;
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.json() };
  };
  const be = (user?: string, ...roles: Role[]) => {
    who = user === undefined ? undefined : { user, roles };
  };
  const trust = (known: boolean) => {
    trusted = known;
  };
  return { ...at, desk, ask, be, trust };
}

const leak = {
  kind: 'repair',
  urgency: 'soon',
  from: 'resident',
  words: '三楼楼道灯坏了',
  person: 'r-lin',
  home: 'b1-u1-101',
};

test('a resident’s request goes from the first word to the rating, and each step is in the ledger', async () => {
  const { ask, be, ledger } = await openDesk();
  be('gao', 'guard');
  const { status, body: entered } = await ask('POST', '/api/requests', leak);
  expect({ status, state: entered.request.state }).toEqual({ status: 201, state: 'entered' });
  const { id } = entered.request;
  be('wang', 'property');
  const steps: [string, object][] = [
    ['accept', {}],
    ['assign', { to: 'electrician' }],
    ['finish', { words: '换了灯泡' }],
    ['feed-back', { words: '已修好，请看一下' }],
  ];
  for (const [verb, said] of steps)
    expect(await ask('POST', `/api/requests/${id}/${verb}`, said)).toMatchObject({ status: 200 });
  be();
  const followed = await ask('GET', `/api/follow/${entered.followCode}`);
  expect(followed.body).toMatchObject({
    ...{ state: 'fed-back', number: entered.request.number, timeZone: 'Asia/Shanghai' },
  });
  // Whoever asked reads the feedback, and neither who did it nor what staff wrote for each other.
  expect(JSON.stringify(followed.body)).toContain('已修好');
  expect(JSON.stringify(followed.body)).not.toMatch(/换了灯泡|wang|electrician|r-lin/);
  expect(await ask('POST', `/api/follow/${entered.followCode}/rate`, { score: 5 })).toMatchObject({
    body: { state: 'rated', score: 5 },
  });
  const deeds = ledger.find({ subject: id, limit: 20 }).map(({ action }) => action);
  expect(deeds.reverse()).toEqual(
    ['entered', 'accepted', 'assigned', 'done', 'fed-back', 'rated'].map((step) => `request.${step}`),
  );
  // Neither what was said nor the name that was typed for whoever does it.
  expect(JSON.stringify(ledger.find({ limit: 50 }))).not.toMatch(/灯|electrician/);
});

test('whoever is told that it is done, and sees that it is not, sends it back to be done', async () => {
  const { ask, be } = await openDesk();
  be('wang', 'property');
  const { request, followCode } = (await ask('POST', '/api/requests', leak)).body;
  for (const [verb, said] of [
    ['accept', {}],
    ['assign', { to: 'wang' }],
    ['finish', { words: 'done' }],
    ['feed-back', { words: 'done' }],
  ] as const)
    await ask('POST', `/api/requests/${request.id}/${verb}`, said);
  be();
  expect(await ask('POST', `/api/follow/${followCode}/return`, { words: '还是不亮' })).toMatchObject({
    body: { state: 'accepted' },
  });
  be('wang', 'property');
  expect((await ask('GET', `/api/requests/${request.id}`)).body.request).toMatchObject({
    returned: 1,
    state: 'accepted',
  });
});

test('what is due first stands first, and what is over is not among the open ones', async () => {
  const { ask, be } = await openDesk();
  be('gao', 'guard');
  for (const urgency of ['long', 'urgent', 'usual']) await ask('POST', '/api/requests', { ...leak, urgency });
  be('wang', 'property');
  const open = async () => (await ask('GET', '/api/requests?open=true')).body as { id: string; urgency: string }[];
  expect((await open()).map(({ urgency }) => urgency)).toEqual(['urgent', 'usual', 'long']);
  await ask('POST', `/api/requests/${(await open())[0]!.id}/refuse`, { words: 'not ours' });
  expect((await open()).map(({ urgency }) => urgency)).toEqual(['usual', 'long']);
});

test('a wrong code, a wrong order, no words, an unknown home and a wrong role are refused by name', async () => {
  const { ask, be, clock } = await openDesk();
  expect(await ask('GET', '/api/follow/ABCDEFGHJKLMNPQR')).toMatchObject({ status: 404, body: { code: 'no-request' } });
  expect(await ask('GET', '/api/follow/short')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await ask('POST', '/api/requests', leak)).toMatchObject({ status: 401 });
  be('mei', 'committee');
  expect(await ask('GET', '/api/requests')).toMatchObject({ status: 403 });
  be('wang', 'property');
  expect(await ask('POST', '/api/requests', { ...leak, home: 'nowhere' })).toMatchObject({ body: { code: 'no-home' } });
  expect(await ask('POST', '/api/requests', { ...leak, words: '' })).toMatchObject({ status: 400 });
  const { request, followCode } = (await ask('POST', '/api/requests', leak)).body;
  expect(await ask('POST', `/api/requests/${request.id}/finish`, { words: 'x' })).toMatchObject({
    body: { code: 'not-now' },
  });
  expect(await ask('POST', `/api/follow/${followCode}/rate`, { score: 5 })).toMatchObject({
    body: { code: 'not-now' },
  });
  expect(await ask('POST', `/api/follow/${followCode}/rate`, { score: 6 })).toMatchObject({ status: 400 });
  await ask('POST', `/api/requests/${request.id}/refuse`, { words: 'no' });
  clock.advance(31 * dayMs);
  expect(await ask('POST', `/api/requests/${request.id}/return`, { words: 'again' })).toMatchObject({ status: 409 });
});

/** The month in which the clock stands, and when it is published. */
const monthOf = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 7);

test('a month is published when all of it should have been done, without what is small, and stays as it was', async () => {
  const { ask, be, clock, desk, trust } = await openDesk();
  be('wang', 'property');
  for (let n = 0; n < 12; n++) await ask('POST', '/api/requests', leak);
  await ask('POST', '/api/requests', { ...leak, kind: 'complaint' });
  be('mei', 'committee');
  const month = monthOf(clock.wallMs());
  const look = () => ask('GET', `/api/request-figures?month=${month}`);
  expect(await look()).toMatchObject({ status: 409, body: { code: 'not-published' } });
  const [year = 0, number = 0] = month.split('-').map(Number);
  const publishedMs = Date.UTC(year, number, 1) - 8 * 3_600_000 + 15 * dayMs;
  clock.advance(publishedMs - clock.wallMs() - 1000);
  expect(await look()).toMatchObject({ status: 409 });
  clock.advance(1000);
  trust(false);
  // What it says is not from when on: that may have passed.
  expect(await look()).toMatchObject({ status: 409, body: { code: 'clock-unsure' } });
  trust(true);
  const { body } = await look();
  expect(body.kinds).toEqual([{ kind: 'repair', entered: 10 }, { kind: 'complaint' }, { kind: 'help', entered: 0 }]);
  expect(body).not.toHaveProperty('total');
  desk.removeOf('r-lin');
  expect((await look()).body).toEqual(body);
});

test('a resident’s rating is written down at the desk as told, and never by whoever did the work or was given it', async () => {
  const { ask, be, ledger } = await openDesk();
  const finished = async (from: 'resident' | 'staff') => {
    be('gao', 'guard');
    const { id } = (await ask('POST', '/api/requests', { ...leak, from })).body.request;
    be('wang', 'property');
    const steps: [string, object][] = [
      ['accept', {}],
      ['assign', { to: 'lu' }],
      ['finish', { words: '换了灯泡' }],
      ['feed-back', { words: '已修好' }],
    ];
    for (const [verb, said] of steps) await ask('POST', `/api/requests/${id}/${verb}`, said);
    return id as string;
  };
  const rate = (id: string) => ask('POST', `/api/requests/${id}/rate`, { score: 5 });
  const told = await finished('resident');
  for (const worker of ['wang', 'lu']) {
    be(worker, 'property');
    expect(await rate(told)).toMatchObject({ status: 403, body: { code: 'own-work' } });
  }
  be('gao', 'guard');
  expect(await rate(told)).toMatchObject({ status: 200, body: { state: 'rated' } });
  be('wang', 'property');
  expect((await ask('GET', `/api/requests/${told}`)).body.steps.at(-1)).toMatchObject({
    ...{ step: 'rated', by: 'gao', data: { score: 5, told: 'by-resident' } },
  });
  expect(ledger.find({ subject: told, limit: 1 })[0]!.detail).toMatchObject({ told: 'by-resident' });

  const asked = await finished('staff');
  be('hu', 'property');
  expect(await rate(asked)).toMatchObject({ status: 403, body: { code: 'not-asked' } });
  be('gao', 'guard');
  expect(await rate(asked)).toMatchObject({ status: 200 });
});

test('nobody takes a step, or what was published, out of the database by hand', async () => {
  const { ask, be, store, clock, desk } = await openDesk();
  be('wang', 'property');
  const { id } = (await ask('POST', '/api/requests', leak)).body.request;
  await ask('POST', `/api/requests/${id}/accept`);
  const run = (sql: string) => () => store.prepare(sql).run();
  expect(run('DELETE FROM service_request_steps WHERE n = 1')).toThrow('steps are only added');
  expect(run(`INSERT INTO service_request_steps VALUES ('${id}', 9, 'rated', 0, NULL, NULL, '{}')`)).toThrow(
    'only added',
  );
  expect(desk.removeOf('r-lin')).toBe(1);
  expect(store.prepare('SELECT count(*) FROM service_request_steps').pluck().get()).toBe(0);
  clock.advance(60 * dayMs);
  be('mei', 'committee');
  await ask('GET', `/api/request-figures?month=${monthOf(clock.wallMs() - 60 * dayMs)}`);
  expect(run('DELETE FROM service_request_publications')).toThrow('what was published stays');
});

test('an erased resident’s requests are gone, and old ones that are over go with their time', async () => {
  const { ask, be, desk, store, clock } = await openDesk();
  be('wang', 'property');
  await ask('POST', '/api/requests', leak);
  const { person: _, ...staffs } = { ...leak, from: 'staff' };
  const { request } = (await ask('POST', '/api/requests', staffs)).body;
  expect(desk.removeOf('r-lin')).toBe(1);
  expect((await ask('GET', '/api/requests')).body.map(({ id }: { id: string }) => id)).toEqual([request.id]);
  const purge = createRequestPurge(store);
  const all = { fromMs: 0, toMs: clock.wallMs() + 1 };
  expect(purge.slice(all, 100).deleted).toBe(0);
  await ask('POST', `/api/requests/${request.id}/refuse`, { words: 'no' });
  expect(purge.slice(all, 100).deleted).toBe(1);
  expect(await ask('GET', `/api/requests/${request.id}`)).toMatchObject({ status: 404 });
});
