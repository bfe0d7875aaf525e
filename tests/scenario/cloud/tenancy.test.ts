import { afterEach, expect, test } from 'vitest';
import { openEventStream } from './event-stream.ts';
import { logIn, startTenancyDesk, type TenancyDesk } from './tenancy-desk.ts';
import { alarmEvent, batchOf, codeOf, password, removeFolder, statusOf } from './test-cloud.ts';

let desk: TenancyDesk | undefined;
afterEach(async () => {
  await desk?.cloud.close();
  if (desk) removeFolder(desk.cloud.folder);
  desk = undefined;
});

async function start(): Promise<TenancyDesk> {
  desk = await startTenancyDesk();
  return desk;
}

test('a tenant’s operator changes nothing of another tenant’s, and is told that there is no such gateway', async () => {
  const { cloud, person } = await start();
  await cloud.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  const bob = await person('bob', 'duty tenant:b', 'engineer tenant:b', 'administrator tenant:b');
  const ann = await person('ann', 'duty district:a-east');
  const foreign = await bob.ask('/v1/alarms/gw-1/alarm-1/acknowledgement', { json: {} });
  expect([foreign.status, codeOf(foreign)]).toEqual([404, 'not-found']);
  for (const layer of ['fleet', 'tenant:a', 'site:north', 'gateway:gw-1']) {
    const json = { content: {}, why: 'because' };
    const answer = await bob.ask(`/v1/layers/${layer}`, { method: 'PUT', headers: { 'if-match': '"0"' }, json });
    expect([layer, answer.status]).toEqual([layer, 404]);
  }
  const group = { content: {}, why: 'because', members: ['gw-1', 'gw-2'] };
  const join = await bob.ask('/v1/layers/group:mine', { method: 'PUT', headers: { 'if-match': '"0"' }, json: group });
  expect(join.status).toBe(404);
  const grab = await bob.ask('/v1/places/site:north', { method: 'PUT', json: { title: 'mine', parent: 'tenant:b' } });
  expect(grab.status).toBe(404);
  const give = await bob.ask(`/v1/operators/${ann.id}/roles`, { json: { place: 'tenant:b', role: 'viewer' } });
  expect(give.status).toBe(404);
  const anywhere = await bob.ask('/v1/claim-codes', { json: { accept: 'automatic' } });
  expect(anywhere.status).toBe(404);
  const seen = await ann.ask('/v1/alarms/gw-1/alarm-1/acknowledgement', { json: {} });
  expect(seen.status).toBe(200);
  const narrow = await ann.ask('/v1/gateways/gw-1/identity/revocation', { json: { reason: 'trying' } });
  expect([narrow.status, codeOf(narrow)]).toEqual([403, 'forbidden']);
});

test('a gateway of one tenant that says it stands at another’s site is refused and counted', async () => {
  const { cloud, person } = await start();
  const moved = await cloud.uplink('status', statusOf({ site: 'south' }));
  expect([moved.status, codeOf(moved)]).toEqual([403, 'tenant-mismatch']);
  expect((await cloud.request('/metrics')).body).toMatch(/refusals_total\{code="tenant-mismatch"\} 1\n/);
  const bob = await person('bob', 'viewer tenant:b');
  expect((await bob.ask('/v1/gateways')).body).toMatchObject({ gateways: [{ gateway: 'gw-2' }] });
});

test('whoever is disabled is out at once, his tokens too, and is not let in again', async () => {
  const { cloud, root, person } = await start();
  const ann = await person('ann', 'viewer tenant:a');
  const wish = { title: 'export', permissions: ['fleet.see'], expiresAtMs: Date.now() + 3_600_000 };
  const { token } = (await ann.ask('/v1/tokens', { json: wish })).body as { token: string };
  const byToken = () => cloud.request('/v1/gateways', { headers: { authorization: `Bearer ${token}` } });
  expect((await byToken()).status).toBe(200);
  const live = await fetch(`${cloud.url}/v1/live`, { headers: { authorization: `Bearer ${token}` } });
  const ended = live.text().catch(() => 'ended');
  const json = { disabled: true, reason: 'has left' };
  expect((await root.ask(`/v1/operators/${ann.id}/standing`, { method: 'PUT', json })).status).toBe(204);
  expect((await ann.ask('/v1/gateways')).status).toBe(401);
  expect((await byToken()).status).toBe(401);
  await ended;
  await expect(logIn(cloud, 'ann', ann.password)).rejects.toThrow('401');
});

test('a token does what it was made for, never manages anybody, and ends when it is told to', async () => {
  const { cloud, person } = await start();
  const ann = await person('ann', 'duty tenant:a', 'administrator tenant:a');
  const make = (permissions: string[], title = 'export') =>
    ann.ask('/v1/tokens', { json: { title, permissions, expiresAtMs: Date.now() + 60_000 } });
  expect((await make(['operators.manage'])).status).toBe(400);
  expect((await make(['settings.change'])).status).toBe(403);
  const { token, view } = (await make(['fleet.see'])).body as { token: string; view: { id: string } };
  const ask = (path: string, options = {}) =>
    cloud.request(path, { headers: { authorization: `Bearer ${token}` }, ...options });
  expect((await ask('/v1/gateways')).body).toMatchObject({ gateways: [{ gateway: 'gw-1' }] });
  expect((await ask('/v1/operators')).status).toBe(403);
  const own = await ask('/v1/tokens');
  expect([own.status, codeOf(own)]).toEqual([403, 'token-too-weak']);
  const act = await ask('/v1/alarms/gw-1/none/notes', { json: { note: 'no' } });
  expect(act.status).toBe(403);
  expect(JSON.stringify((await ann.ask('/v1/tokens')).body)).not.toContain(token);
  expect((await ann.ask(`/v1/tokens/${view.id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await ask('/v1/gateways')).status).toBe(401);
});

test('one person who would ask and approve needs a written reason, and it is kept', async () => {
  const { root, person } = await start();
  const ann = await person('ann', 'engineer site:north');
  const give = (json: object) => root.ask(`/v1/operators/${ann.id}/roles`, { json });
  const bare = await give({ place: 'tenant:a', role: 'approver' });
  expect([bare.status, codeOf(bare)]).toEqual([409, 'roles-collide']);
  expect((await give({ place: 'tenant:b', role: 'approver' })).status).toBe(204);
  const reason = 'alone on duty until Monday';
  expect((await give({ place: 'tenant:a', role: 'approver', reason })).status).toBe(204);
  const { operators } = (await root.ask('/v1/operators')).body as { operators: { id: string; grants: object[] }[] };
  expect(operators.find(({ id }) => id === ann.id)!.grants).toContainEqual(
    expect.objectContaining({ place: 'tenant:a', role: 'approver', reason }),
  );
  const { acts } = (await root.ask('/v1/audit')).body as { acts: { deed: string; reason: string }[] };
  expect(acts[0]).toMatchObject({ deed: 'role.give', by: 'operator', reason: `approver: ${reason}` });
});

test('a place is not moved where somebody would come to ask and approve alone by it', async () => {
  const { root, person } = await start();
  for (const [place, parent] of [
    ['district:a-west', 'city:a-town'],
    ['site:west', 'district:a-west'],
  ] as const)
    expect((await root.ask(`/v1/places/${place}`, { method: 'PUT', json: { title: place, parent } })).status).toBe(204);
  await person('ann', 'engineer site:west', 'approver district:a-east');
  const move = (parent: string) => root.ask('/v1/places/site:west', { method: 'PUT', json: { title: 'West', parent } });
  const refused = await move('district:a-east');
  expect([refused.status, codeOf(refused)]).toEqual([409, 'roles-collide']);
  expect((await move('city:a-town')).status).toBe(204);
  expect((await move('tenant:b')).status).toBe(204);
});

test('the last administrator of the whole cloud can neither be disabled nor lose the role', async () => {
  const { root, person } = await start();
  const json = { disabled: true, reason: 'trying' };
  const last = await root.ask('/v1/operators/operator/standing', { method: 'PUT', json });
  expect([last.status, codeOf(last)]).toEqual([409, 'last-administrator']);
  const eve = await person('eve', 'administrator cloud');
  expect((await eve.ask('/v1/operators/operator/standing', { method: 'PUT', json })).status).toBe(204);
  expect((await root.ask('/v1/gateways')).status).toBe(401);
  const roles = `/v1/operators/${eve.id}/roles?place=cloud&role=administrator`;
  expect((await eve.ask(roles, { method: 'DELETE' })).status).toBe(409);
});

test('an administrator of one tenant cannot take over an account that has roles elsewhere', async () => {
  const { root, person } = await start();
  const both = await person('both', 'viewer tenant:a', 'administrator tenant:b');
  const ann = await person('ann', 'administrator tenant:a');
  const renewed = await ann.ask(`/v1/operators/${both.id}/password`, { method: 'POST' });
  expect([renewed.status, codeOf(renewed)]).toEqual([403, 'forbidden']);
  expect(
    (await ann.ask(`/v1/operators/${both.id}/roles`, { json: { place: 'cloud', role: 'administrator' } })).status,
  ).toBe(404);
  expect((await root.ask(`/v1/operators/${both.id}/password`, { method: 'POST' })).status).toBe(200);
  expect((await both.ask('/v1/gateways')).status).toBe(401);
});

test('the audit list is paged in the order of time, and everybody reads of his own places only', async () => {
  const { cloud, root, person } = await start();
  await cloud.uplink('events', batchOf([alarmEvent(1)], { lane: 'alarm' }));
  await root.ask('/v1/alarms/gw-1/alarm-1/acknowledgement', { json: {} });
  const ann = await person('ann', 'officer tenant:a');
  const bob = await person('bob', 'officer tenant:b');
  type Page = {
    acts: { deed: string; place: string | null; gateway: string | null; atMs: number }[];
    next: string | null;
  };
  const pages: Page['acts'] = [];
  for (let next: string | null = ''; next !== null; ) {
    const page: Page = (await root.ask(`/v1/audit?limit=3${next && `&before=${next}`}`)).body as Page;
    pages.push(...page.acts);
    next = page.next;
  }
  const whole = (await root.ask('/v1/audit?limit=500')).body as Page;
  expect(pages).toEqual(whole.acts);
  expect(pages.map(({ atMs }) => atMs)).toEqual(pages.map(({ atMs }) => atMs).sort((x, y) => y - x));
  const ofAnn = ((await ann.ask('/v1/audit')).body as Page).acts;
  expect(ofAnn.map(({ deed }) => deed)).toContain('acknowledged');
  const ofBob = ((await bob.ask('/v1/audit')).body as Page).acts;
  expect(ofBob.every(({ place }) => place?.endsWith('b') || place === 'site:south')).toBe(true);
  expect((await bob.ask('/v1/audit?gateway=gw-1')).status).toBe(404);
});

test('an open page hears only of gateways that its operator sees, and from the next moment of those given to him', async () => {
  const { cloud, root, person } = await start();
  const bob = await person('bob', 'duty tenant:b');
  const login = await cloud.request('/v1/session', { json: { user: 'bob', password: bob.password } });
  const stream = await openEventStream(cloud.url, { cookie: login.headers.get('set-cookie')!.split(';')[0]! });
  const hear = (sequence: number, alarm: string, gateway: 'gw-1' | 'gw-2') =>
    cloud.uplink(
      'events',
      batchOf([alarmEvent(sequence, { alarm }, gateway)], { gateway, lane: 'alarm', first: sequence }),
      gateway,
    );
  let sequence = 0;
  /** Both gateways raise alarms until the page hears of one: those that come with a `refresh` are read, not told. */
  const firstHeard = async (): Promise<string[]> => {
    let told: string[] | undefined;
    const next = stream.next<{ alarms: { alarm: string }[] }>('alarms').then(({ alarms }) => {
      told = alarms.map(({ alarm }) => alarm.slice(0, 4));
    });
    while (!told) {
      sequence += 1;
      await hear(sequence, `of-a-${sequence}`, 'gw-1');
      await hear(sequence, `of-b-${sequence}`, 'gw-2');
      await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 600))]);
    }
    return [...new Set(told)].sort();
  };
  expect(await firstHeard()).toEqual(['of-b']);
  await root.ask(`/v1/operators/${bob.id}/roles`, { json: { place: 'site:north', role: 'duty' } });
  await expect.poll(firstHeard, { timeout: 10_000 }).toEqual(['of-a', 'of-b']);
  stream.close();
});

test('whoever changes his own password says the old one, is logged out, and comes in with the new one', async () => {
  const { cloud, root, person } = await start();
  const ann = await person('ann', 'viewer tenant:a');
  const change = (old: string, fresh: string) =>
    ann.ask('/v1/session/password', { method: 'PUT', json: { old, new: fresh } });
  expect(codeOf(await change('not the old one', 'a new long password'))).toBe('wrong-password');
  expect(codeOf(await change(ann.password, 'seven77'))).toBe('request-invalid');
  expect(codeOf(await change(ann.password, 'Dragon2026'))).toBe('password-common');
  expect(codeOf(await change(ann.password, 'ann-ringward-1'))).toBe('password-of-place');
  expect((await change(ann.password, 'a new long password')).status).toBe(204);
  expect((await ann.ask('/v1/gateways')).status).toBe(401);
  const again = await logIn(cloud, 'ann', 'a new long password');
  expect((await again('/v1/gateways')).status).toBe(200);
  const shared = await root.ask('/v1/operators/operator/password', { method: 'POST' });
  expect([shared.status, codeOf(shared)]).toEqual([403, 'forbidden']);
});

test('the log says who logged in and to whom what was refused, and holds neither passwords nor cookies', async () => {
  const said: object[] = [];
  const keep = (fields: object, message: string) => void said.push({ ...fields, message });
  desk = await startTenancyDesk({ log: { debug: keep, info: keep, warn: keep, error: keep } });
  const ann = await desk.person('ann', 'viewer tenant:a');
  expect((await ann.ask('/v1/operators')).status).toBe(403);
  expect(said).toContainEqual({ operator: ann.id, address: '127.0.0.1', message: 'an operator logged in' });
  const refused = { code: 'forbidden', where: 'GET /v1/operators', operator: ann.id, address: '127.0.0.1' };
  expect(said).toContainEqual({ ...refused, message: 'an operator was refused' });
  const text = JSON.stringify(said);
  for (const secret of [password, ann.password, 'ringward-cloud=']) expect(text).not.toContain(secret);
});

test('nobody acts under the sign of somebody else, and a sign is never given twice', async () => {
  const { cloud, root, person } = await start();
  await person('ann', 'viewer tenant:a');
  const borrowed = await cloud.request('/v1/session', { json: { password, sign: 'ann' } });
  expect([borrowed.status, codeOf(borrowed)]).toEqual([409, 'sign-taken']);
  for (const sign of ['ann', 'policy', 'operator']) {
    const json = { sign, grants: [{ place: 'tenant:b', role: 'viewer' }] };
    expect(codeOf(await root.ask('/v1/operators', { json }))).toBe('sign-taken');
  }
});
