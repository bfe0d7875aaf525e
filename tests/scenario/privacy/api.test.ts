import type { FastifyRequest } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { createConsoleFastify } from '../../../gateway/console/console-fastify.ts';
import { addPrivacyRoutes } from '../../../gateway/console/privacy/privacy-routes.ts';
import { addRequestRules } from '../../../gateway/console/request-rules.ts';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { openPrivacySite } from '../../fixtures/privacy-site.ts';
import { quietLog } from '../../fixtures/quiet.ts';

/** The routes behind the console's own rules; who is signed in stands in a header: `user role role`. */
async function startApi(options: Parameters<typeof openPrivacySite>[0] = {}) {
  const site = openPrivacySite(options);
  const app = createConsoleFastify(quietLog, 'Asia/Shanghai');
  const current = (request: FastifyRequest) => {
    const [user, ...held] = String(request.headers['x-signed-in'] ?? '').split(' ');
    return user
      ? {
          id: 's',
          user,
          roles: held as Role[],
          mustChange: false,
          sinceMs: 0,
          alive: () => true,
          rolesNow: () => held as Role[],
        }
      : undefined;
  };
  addRequestRules(app, { current });
  addPrivacyRoutes(app, site.desk.ports);
  await app.ready();
  onTestFinished(() => app.close());
  const ask = async (who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const headers = { host: 'site.local', origin: 'http://site.local', 'x-signed-in': who };
    const reply = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
    return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() };
  };
  return { ...site, ask };
}

const why = 'purpose=administration&reason=asked%20at%20the%20desk';

test('nobody sees a person without signing in, without the permission, without a purpose or without a reason', async () => {
  const { ask, actions } = await startApi();
  expect((await ask('', 'GET', `/api/people/p-lin?${why}`)).status).toBe(401);
  expect((await ask('c committee', 'GET', `/api/people/p-lin?${why}`)).body).toMatchObject({ code: 'not-allowed' });
  for (const query of ['', 'purpose=visit', 'purpose=curiosity&reason=because', 'purpose=visit&reason=abc']) {
    expect((await ask('g guard', 'GET', `/api/people/p-lin?${query}`)).status, query).toBe(400);
  }
  expect(actions()).not.toContain('person.viewed');
  const seen = await ask('office property', 'GET', `/api/people/p-lin?${why}`);
  expect(seen).toMatchObject({ status: 200, body: { person: { name: '林测试' }, version: 1 } });
  expect(actions()).toContain('person.viewed');
});

test('a guard’s answer holds no field that the purpose does not need', async () => {
  const { ask } = await startApi();
  const { body } = await ask('g guard', 'GET', '/api/people/p-lin?purpose=maintenance&reason=water%20pipe');
  expect(body.person).toEqual({ id: 'p-lin', phone: '13800000001' });
  const homes = await ask('g guard', 'GET', '/api/homes/h-101/people?purpose=visit&reason=visitor%20at%20gate');
  expect(homes.body.people.map(({ person }: { person: { name: string } }) => person.name).toSorted()).toEqual([
    '吴测试',
    '林测试',
  ]);
  const plate = await ask(
    'g guard',
    'GET',
    `/api/plates/${encodeURIComponent('粤B12345')}/holders?purpose=alarm&reason=blocks%20the%20lane`,
  );
  expect(plate.body.holders).toMatchObject([
    { kind: 'person', person: { id: 'p-lin' }, vehicle: { plate: '粤B12345' } },
  ]);
});

test('whoever asks for a case or a watch-list entry cannot grant it, even holding both roles', async () => {
  const { ask, clock } = await startApi();
  const now = clock.wallMs();
  const wish = { title: 'T', reason: 'a theft in 102', subject: { kind: 'person', id: 'p-lin' } };
  const order = { ...wish, fromMs: now - dayMs, toMs: now, openUntilMs: now + dayMs };
  expect((await ask('m manager', 'POST', '/api/cases', order)).status).toBe(403);
  const { body: one } = await ask('both lead manager', 'POST', '/api/cases', order);
  expect(await ask('both lead manager', 'POST', `/api/cases/${one.id}/approve`, {})).toMatchObject({
    ...{ status: 403, body: { code: 'approver-is-requester' } },
  });
  expect((await ask('both lead manager', 'GET', `/api/cases/${one.id}/trajectory`)).body.code).toBe('case-not-open');
  expect((await ask('m manager', 'GET', '/api/cases/requests')).body.cases).toMatchObject([{ id: one.id }]);
  expect((await ask('m manager', 'POST', `/api/cases/${one.id}/approve`, {})).body.state).toBe('approved');
  expect(await ask('both lead', 'GET', `/api/cases/${one.id}/trajectory`)).toMatchObject({
    status: 200,
    body: { steps: [] },
  });
  expect((await ask('m manager', 'GET', `/api/cases/${one.id}/trajectory`)).status).toBe(403);

  const entry = { plate: '京A99999', reason: 'a stolen car', legalBasis: 'police request', document: 'No. 7' };
  const asked = await ask('both lead manager', 'POST', '/api/watch', { ...entry, expiresAtMs: now + dayMs });
  expect(asked).toMatchObject({ status: 201, body: { state: 'requested', requester: 'both' } });
  expect((await ask('both lead manager', 'POST', `/api/watch/${asked.body.id}/approve`, {})).body.code).toBe(
    'approver-is-requester',
  );
  expect((await ask('g guard', 'GET', '/api/watch')).status).toBe(403);
  expect((await ask('m manager', 'POST', `/api/watch/${asked.body.id}/refuse`, {})).body.state).toBe('refused');
  expect((await ask('both lead', 'DELETE', `/api/watch/${asked.body.id}?reason=not%20needed`)).status).toBe(204);
});

test('an entry for a face, or one without an end, is none', async () => {
  const { ask, clock } = await startApi();
  const entry = {
    reason: 'a person',
    legalBasis: 'police request',
    document: 'No. 7',
    expiresAtMs: clock.wallMs() + dayMs,
  };
  expect((await ask('l lead', 'POST', '/api/watch', { ...entry, person: 'p-lin' })).status).toBe(400);
  expect(
    (await ask('l lead', 'POST', '/api/watch', { ...entry, plate: '京A99999', expiresAtMs: undefined })).status,
  ).toBe(400);
});

test('export, erasure and receipts as their users see them', async () => {
  const { ask, desk } = await startApi();
  expect((await ask('g guard', 'POST', '/api/people/p-lin/export', { reason: 'own request' })).status).toBe(403);
  const { body } = await ask('office property', 'POST', '/api/people/p-lin/export', { reason: 'own request' });
  expect(body).toMatchObject({ format: 'ringward-person-1', person: { id: 'p-lin' }, consents: [{ id: 'f-lin' }] });
  expect(body.credentials.map(({ value }: { value: string }) => value)).toContain('···2C3D');
  expect((await ask('office property', 'POST', '/api/people/p-lin/erase', { reason: 'own request' })).body.code).toBe(
    'still-resident',
  );
  const erased = await ask('office property', 'POST', '/api/people/p-lin/erase', {
    reason: 'own request',
    moveOut: true,
  });
  expect(erased).toMatchObject({ status: 202, body: { cause: 'erased', person: 'p-lin' } });
  await desk.sweep();
  const receipt = await ask('a auditor', 'GET', `/api/receipts/${erased.body.id}`);
  expect(receipt.body).toMatchObject({ finishedMs: expect.any(Number), what: { templates: 0, passages: 0 } });
  expect(receipt.body.basis).toBeUndefined();
  expect((await ask('a auditor', 'GET', '/api/receipts/none')).status).toBe(404);
  expect((await ask('a auditor', 'GET', '/api/receipts?limit=5')).body.receipts).toHaveLength(1);
});

test('consents over the API, and what the reports say of them', async () => {
  const { ask, clock } = await startApi();
  const wish = {
    purpose: 'face',
    notice: 'v2',
    method: 'app',
    expiresAtMs: new Date(clock.wallMs() + 20 * dayMs).toISOString(),
  };
  expect((await ask('g guard', 'POST', '/api/people/p-wu/consents', wish)).status).toBe(403);
  const given = await ask('office property', 'POST', '/api/people/p-wu/consents', wish);
  expect(given).toMatchObject({ status: 201, body: { standing: 'live', notice: 'v2' } });
  expect((await ask('c committee', 'GET', '/api/reports/consents')).body).toMatchObject({ endingSoon: 1 });
  expect((await ask('g guard', 'DELETE', `/api/consents/${given.body.id}?reason=changed%20my%20mind`)).body).toEqual({
    withdrawn: 1,
  });
  expect((await ask('g guard', 'GET', '/api/people/p-wu/consents')).body.consents).toMatchObject([
    { standing: 'withdrawn' },
  ]);
  const span = `fromMs=0&toMs=${clock.wallMs() + dayMs}`;
  expect((await ask('c committee', 'GET', `/api/reports/passages?${span}`)).body.methods).toEqual([]);
  const affected = await ask('a auditor', 'GET', `/api/ledger/affected?user=g&${span}`);
  expect(affected.body.people).toMatchObject([{ person: 'p-wu' }]);
  expect((await ask('c committee', 'GET', `/api/ledger/affected?user=g&${span}`)).status).toBe(403);
});

test('no schema of the API ranks a person', async () => {
  const schemas = await import('../../../gateway/console/privacy/privacy-schemas.ts');
  expect(JSON.stringify(schemas)).not.toMatch(/"[a-z]*(score|risk|rating|rank|suspicion)[a-z]*":/i);
});
