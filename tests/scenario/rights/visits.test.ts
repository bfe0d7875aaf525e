import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readPass } from '../../../devices/contracts/read-pass.ts';
import { createVisitDesk } from '../../../gateway/compose/doors/visit-desk.ts';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { registerConsolePlugins } from '../../../gateway/console/console-plugins.ts';
import { addControllerRoutes, addVisitRoutes } from '../../../gateway/console/doors/pass-routes.ts';
import { addRequestRules } from '../../../gateway/console/request-rules.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { passSite } from '../../fixtures/pass-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { openTestRegister } from '../../fixtures/register-of.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The visits' routes before a real register; whoever asks is whom the test names. */
async function consoleWithVisits(approval: 'host' | 'host-and-staff' = 'host') {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-visits-'));
  closing.push(() => rmSync(dir, { recursive: true }));
  const key = openSiteKey(join(dir, 'site.key'), quietLog);
  const site = passSite({ access: { visitors: { approval } } });
  const at = openTestRegister(site);
  closing.push(() => at.store.close());
  let who: { user: string; roles: Role[] } = { user: 'gao', roles: ['guard'] };
  const app = createConsoleFastify(quietLog, 'Asia/Shanghai');
  await registerConsolePlugins(app, Buffer.alloc(32, 7));
  addRequestRules(app, {
    current: () => ({ ...who, id: 's', mustChange: false, sinceMs: 0, alive: () => true, rolesNow: () => who.roles }),
  });
  addVisitRoutes(app, createVisitDesk({ ...at, site, key, log: quietLog }));
  const { publicKey, keyId } = key;
  addControllerRoutes(app, { list: () => [], siteKey: () => ({ publicKey, keyId }) });
  await app.ready();
  closing.push(() => app.close());
  const send = (method: 'GET' | 'POST', url: string, body?: object) => {
    const payload = method === 'POST' ? (body ?? {}) : undefined;
    return app.inject({
      method,
      url,
      headers: { host: 'console', origin: 'http://console' },
      ...(payload && { payload }),
    });
  };
  const ask = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await send(method, url, body);
    return { status: answer.statusCode, body: answer.json() };
  };
  const be = (user: string, ...roles: Role[]) => {
    who = { user, roles };
  };
  const nowMs = at.clock.wallMs();
  const order = {
    host: 'r-lin',
    home: 'b1-u1-101',
    visitor: '访客甲',
    plate: '粤B54321',
    fromMs: nowMs,
    toMs: nowMs + 3_600_000,
  };
  return { ...at, key, send, ask, be, order };
}

test('a guard asks the host, and hands a code out that is a picture and opens gate and unit door', async () => {
  const { ask, send, order, key, ledger } = await consoleWithVisits();
  const asked = await ask('POST', '/api/visits', order);
  expect(asked).toMatchObject({
    status: 201,
    body: { state: 'requested', waitsFor: ['host'], uses: 4, requestedBy: 'gao' },
  });
  const { id } = asked.body;
  expect(await ask('GET', `/api/visits/${id}/pass`)).toMatchObject({ status: 409, body: { code: 'not-approved' } });
  expect(await ask('POST', `/api/visits/${id}/agree`)).toMatchObject({ status: 200, body: { state: 'approved' } });
  const { body: pass } = await ask('GET', `/api/visits/${id}/pass`);
  expect(readPass(pass.text, key.verifyKey)).toMatchObject({ at: ['u1-door', 'gate', 'lane'], uses: 4 });
  expect(pass.svg).toMatch(/^<svg /);
  const picture = await send('GET', `/api/visits/${id}/pass.png`);
  expect(picture.headers['content-type']).toBe('image/png');
  expect(picture.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  expect(await ask('GET', '/api/visits?current=true')).toMatchObject({ body: { visits: [{ id }], more: false } });
  expect(await ask('POST', `/api/visits/${id}/cancel`, { reason: 'not coming' })).toMatchObject({
    body: { state: 'cancelled' },
  });
  expect(await ask('GET', `/api/visits/${id}/pass`)).toMatchObject({ status: 409 });
  expect(ledger.find({ subject: id, action: 'visit', limit: 20 }).map(({ action }) => action)).toEqual([
    ...['visit.cancelled', 'visit.pass-shown', 'visit.pass-shown', 'visit.agreed', 'visit.requested'],
  ]);
});

test('only a lead approves, and not a visit of their own', async () => {
  const { ask, be, order } = await consoleWithVisits('host-and-staff');
  const { id } = (await ask('POST', '/api/visits', order)).body;
  expect(await ask('POST', `/api/visits/${id}/approve`)).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  be('gao', 'guard', 'lead');
  expect(await ask('POST', `/api/visits/${id}/approve`)).toMatchObject({ status: 403, body: { code: 'own-request' } });
  be('li', 'lead');
  expect(await ask('POST', '/api/visits', order)).toMatchObject({ status: 403 });
  expect(await ask('POST', `/api/visits/${id}/approve`)).toMatchObject({
    body: { decidedBy: 'li', waitsFor: ['host'] },
  });
  be('gao', 'guard');
  expect(await ask('POST', `/api/visits/${id}/agree`)).toMatchObject({ body: { state: 'approved' } });
  be('an', 'auditor');
  expect(await ask('GET', '/api/visits')).toMatchObject({ status: 403 });
  expect(await ask('GET', `/api/visits/${id}/pass`)).toMatchObject({ status: 403 });
});

test('what is wrong with a visit is said with the field, and leaves nothing behind', async () => {
  const { ask, order, register } = await consoleWithVisits();
  const wrong: [object, string | undefined, number][] = [
    [{ ...order, plate: 'NOPLATE' }, 'plate-malformed', 422],
    [{ ...order, toMs: order.fromMs + 100 * 3_600_000 }, 'too-long', 422],
    [{ ...order, host: 'nobody' }, 'no-such-record', 422],
    [{ ...order, uses: 0 }, undefined, 400],
    [{ ...order, visitor: '' }, undefined, 400],
    [{ ...order, more: 1 }, undefined, 400],
    [{}, undefined, 400],
  ];
  for (const [body, code, status] of wrong) {
    expect(await ask('POST', '/api/visits', body)).toMatchObject({ status, body: code ? { code } : {} });
  }
  expect(await ask('POST', '/api/visits/nobody/agree')).toMatchObject({ status: 404, body: { code: 'no-visit' } });
  expect(register.count('visit')).toBe(0);
});

test('a guard reads off which key the controllers have to be put up with', async () => {
  const { ask, key } = await consoleWithVisits();
  const { publicKey, keyId } = key;
  expect(await ask('GET', '/api/controllers')).toEqual({
    status: 200,
    body: { controllers: [], siteKey: { publicKey, keyId } },
  });
});
