import { expect, test } from 'vitest';
import { openEventStream } from './event-stream.ts';
import { startConsole } from './start-console.ts';

const enrolment = (id: string) => `/api/residents/${id}/enrolment`;
const order = { camera: 'cam-gate', seconds: 30 };

test('a guard finds a resident by a part of the name; nobody is listed without a search', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const why = `purpose=enrolment&reason=${encodeURIComponent('住户办理人脸')}`;
  const find = (query: string) => console.ask(`/api/residents?query=${encodeURIComponent(query)}&${why}`, { cookie });
  const found = await find('林');
  expect(found.status).toBe(200);
  expect(await found.json()).toMatchObject({
    residents: [{ id: 'r-lin', room: '101', consent: 'live', templates: 2 }],
    more: false,
  });
  expect((await find('')).status).toBe(400);
  expect((await console.ask('/api/residents', { cookie })).status).toBe(400);
  // Nobody is found without a purpose and a reason.
  expect((await console.ask('/api/residents?query=r-lin', { cookie })).status).toBe(400);
  expect((await find('x'.repeat(61))).status).toBe(400);
});

test('an enrolment begins, is told to every page by ids only, and can be called off', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const overview = await (await console.ask('/api/overview', { cookie })).json();
  const stream = await openEventStream(console, cookie, { after: overview.cursor });
  const started = await console.ask(enrolment('r-lin'), { method: 'POST', body: order, cookie });
  expect(started.status).toBe(202);
  expect(await started.json()).toMatchObject({ resident: 'r-lin', camera: 'cam-gate', state: 'running' });
  const told = await stream.next(({ event }) => event === 'change');
  expect(told.data).toMatchObject({ kind: 'enrolment', enrolment: { resident: 'r-lin', hint: 'look-at-camera' } });
  expect(JSON.stringify(told.data)).not.toContain('林测试');
  const again = await (await console.ask('/api/overview', { cookie })).json();
  expect(again.enrolments).toMatchObject([{ resident: 'r-lin', state: 'running' }]);
  const cancel = () => console.ask(enrolment('r-lin'), { method: 'DELETE', cookie });
  expect((await cancel()).status).toBe(204);
  expect((await stream.next(({ event }) => event === 'change')).data).toMatchObject({
    enrolment: { state: 'refused', reasons: ['cancelled'] },
  });
  expect((await cancel()).status).toBe(404);
});

test('what stands in the way of an enrolment has its own code', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const enrol = async (id: string, body: object = order) => {
    const response = await console.ask(enrolment(id), { method: 'POST', body, cookie });
    return `${response.status} ${(await response.json()).code ?? 'started'}`;
  };
  expect(await enrol('r-nobody')).toBe('404 no-resident');
  expect(await enrol('r-he')).toBe('409 no-consent');
  expect(await enrol('r-lin')).toBe('202 started');
  expect(await enrol('r-lin')).toBe('409 busy');
  for (const body of [
    {},
    { camera: 'cam-gate', seconds: 1 },
    { camera: 'cam-gate', seconds: 1e6 },
    { camera: '../x' },
  ]) {
    expect(await enrol('r-wu', body), JSON.stringify(body)).toBe('400 invalid-request');
  }
});

test('templates are removed on request, and a foreign page can neither remove nor enrol', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const remove = (id: string, headers = {}) =>
    console.ask(`/api/residents/${id}/templates`, { method: 'DELETE', cookie, headers });
  expect((await remove('r-lin', { origin: 'http://evil.example' })).status).toBe(403);
  const foreign = { method: 'POST', body: order, cookie, headers: { origin: 'http://evil.example' } };
  expect((await console.ask(enrolment('r-lin'), foreign)).status).toBe(403);
  expect(await (await remove('r-lin')).json()).toEqual({ removed: 2 });
  expect(await (await remove('r-lin')).json()).toEqual({ removed: 0 });
  expect((await remove('r-nobody')).status).toBe(404);
});
