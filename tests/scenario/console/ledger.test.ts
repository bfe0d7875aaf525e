import { afterEach, expect, test } from 'vitest';
import { createLedgerDesk } from '../../../gateway/compose/privacy/ledger-desk.ts';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { registerConsolePlugins } from '../../../gateway/console/console-plugins.ts';
import { addLedgerRoutes } from '../../../gateway/console/privacy/ledger-routes.ts';
import { addRetentionRoutes } from '../../../gateway/console/privacy/retention-routes.ts';
import { addRequestRules } from '../../../gateway/console/request-rules.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openRetention } from '../../../gateway/privacy/open-retention.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { entriesOf, ledgerOf, tamper } from '../../fixtures/ledger-of.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The ledger's and the retention's routes before a real ledger; whoever asks is whom the test names. */
async function consoleWithLedger() {
  const { store, ledger, clock } = ledgerOf(entriesOf(250));
  const site = smallSite();
  const retention = openRetention({
    ...{
      site,
      store,
      ledger,
      clock,
      clockKnown: () => true,
      unsure: () => [],
      log: quietLog,
      metrics: createMetrics(),
    },
  });
  const desk = createLedgerDesk({ site, store, ledger, anchorer: { taken: () => [] }, retention, clock });
  let who: { user: string; roles: Role[] } = { user: 'eve', roles: ['auditor'] };
  const app = createConsoleFastify(quietLog, 'Asia/Shanghai');
  await registerConsolePlugins(app, Buffer.alloc(32, 7));
  const current = () => ({
    ...who,
    id: 's',
    mustChange: false,
    sinceMs: 0,
    alive: () => true,
    rolesNow: () => who.roles,
  });
  addRequestRules(app, { current });
  addLedgerRoutes(app, desk.ledger);
  addRetentionRoutes(app, desk.retention);
  await app.ready();
  closing.push(() => app.close());
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) => {
    const headers = { host: 'console', origin: 'http://console' };
    const payload = method === 'POST' ? (body ?? {}) : undefined;
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
  const be = (user: string, ...roles: Role[]) => {
    who = { user, roles };
  };
  return { store, ledger, ask, be };
}

test('an auditor reads the ledger page by page, and stands in it for having done so', async () => {
  const { ledger, ask } = await consoleWithLedger();
  const first = await ask('GET', '/api/ledger?action=access&limit=100');
  expect(first).toMatchObject({ status: 200, body: { next: 52, entries: { length: 100 } } });
  expect(first.body.entries[0]).toMatchObject({ seq: 250, action: 'access.decided', detail: { n: 250 } });
  const next = await ask('GET', '/api/ledger?action=access&limit=100&beforeSeq=52');
  expect(next.body.entries).toHaveLength(25);
  expect(next.body.next).toBeUndefined();
  expect(ledger.find({ actor: 'user:eve', limit: 2 })).toMatchObject([
    { action: 'ledger.viewed', detail: { action: 'access', beforeSeq: 52, entries: 25 } },
    { action: 'ledger.viewed', detail: { action: 'access', entries: 100 } },
  ]);
  expect((await ask('GET', '/api/ledger/head')).body).toEqual(ledger.head());
});

test('whatever an auditor types to look for is answered, and no number that names somebody comes into the ledger by it', async () => {
  const { ledger, ask } = await consoleWithLedger();
  for (const typed of ['沪A12345', '13812345678', 'x'.repeat(100)]) {
    expect(await ask('GET', `/api/ledger?subject=${encodeURIComponent(typed)}`)).toMatchObject({ status: 200 });
    expect(JSON.stringify(ledger.find({ limit: 1 }))).not.toContain(typed);
  }
  expect(await ask('GET', `/api/ledger?actor=${'x'.repeat(80)}`)).toMatchObject({ status: 200 });
});

test('an auditor has the chain walked and is told the place of the damage', async () => {
  const { store, ask } = await consoleWithLedger();
  expect(await ask('POST', '/api/ledger/verify')).toMatchObject({ status: 200, body: { ok: true, entries: 250 } });
  tamper(store, "UPDATE ledger SET actor = 'user:nobody' WHERE seq = 7");
  const [one, other] = await Promise.all([ask('POST', '/api/ledger/verify'), ask('POST', '/api/ledger/verify')]);
  expect(one.body).toMatchObject({ ok: false, seq: 7, problem: expect.stringContaining('column actor') });
  expect(other.body).toEqual(one.body);
});

test('a guard reads neither the ledger nor the report, and nobody asks for what makes no sense', async () => {
  const { ask, be } = await consoleWithLedger();
  for (const bad of ['limit=0', 'limit=5000', 'action=DROP', 'beforeSeq=x', 'nonsense=1'])
    expect((await ask('GET', `/api/ledger?${bad}`)).status).toBe(400);
  be('anna', 'guard');
  for (const [method, url] of [
    ['GET', '/api/ledger'],
    ['GET', '/api/ledger/head'],
    ['POST', '/api/ledger/verify'],
    ['GET', '/api/reports/retention'],
    ['POST', '/api/holds'],
    ['DELETE', '/api/holds/x'],
  ] as const)
    expect((await ask(method, url)).status).toBe(403);
});

test('the owners’ committee sees what is kept for how long; an order to keep is placed by one and released by another', async () => {
  const { ask, be, ledger } = await consoleWithLedger();
  be('owner', 'committee');
  const report = await ask('GET', '/api/reports/retention');
  expect(report.body.lines.map((line: { class: string }) => line.class)).toContain('ended-people');
  be('li', 'lead');
  const order = { document: 'police 77/2026', zones: ['gate'], fromMs: 1000, toMs: 2000 };
  expect((await ask('POST', '/api/holds', { ...order, toMs: 1000 })).status).toBe(400);
  expect((await ask('POST', '/api/holds', { ...order, zones: ['moon'] })).status).toBe(404);
  const placed = await ask('POST', '/api/holds', order);
  expect(placed).toMatchObject({ status: 201, body: { ...order, placedBy: 'li' } });
  expect((await ask('DELETE', `/api/holds/${placed.body.id}`)).status).toBe(403);
  be('wang', 'manager');
  expect((await ask('GET', '/api/holds')).body.holds).toEqual([placed.body]);
  expect((await ask('DELETE', `/api/holds/${placed.body.id}`)).status).toBe(204);
  expect((await ask('DELETE', `/api/holds/${placed.body.id}`)).status).toBe(404);
  expect(ledger.find({ subject: placed.body.id, limit: 3 }).map(({ action }) => action)).toEqual([
    'hold.released',
    'hold.placed',
  ]);
});
