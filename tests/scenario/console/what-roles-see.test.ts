import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setPassword } from '../../../gateway/console/console-server.ts';
import type { Role } from '../../../gateway/privacy/roles.ts';
import { openEventStream } from './event-stream.ts';
import { openPictureStream } from './picture-stream.ts';
import { type RunningConsole, startConsole } from './start-console.ts';

async function signInAs(console: RunningConsole, role: Role): Promise<string> {
  const password = await setPassword(console.dataDir, role, [role]);
  const answer = await console.ask('/api/session', { method: 'POST', body: { user: role, password } });
  return answer.headers.getSetCookie()[0]!.split(';')[0]!;
}

/** As an administrator would, without the session ending. */
function changeRoles({ dataDir }: RunningConsole, user: string, roles: Role[]): void {
  const path = join(dataDir, 'users.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as { users: { name: string }[] };
  const users = file.users.map((one) => (one.name === user ? { ...one, roles } : one));
  writeFileSync(path, JSON.stringify({ ...file, users }));
}

const parts = ['alarms', 'cameras', 'devices', 'passages', 'enrolments'] as const;
type Overview = Record<(typeof parts)[number], unknown[]> & { devices: { values: object }[] };

test.each<[Role, string[]]>([
  ['guard', ['alarms', 'cameras', 'devices', 'values', 'passages', 'enrolments']],
  ['lead', ['alarms', 'cameras', 'devices', 'values', 'passages', 'enrolments']],
  ['manager', ['alarms', 'cameras', 'devices', 'values']],
  ['property', ['cameras', 'devices', 'enrolments']],
  ['committee', []],
  ['administrator', ['alarms', 'cameras', 'devices', 'values']],
  ['auditor', ['alarms', 'cameras', 'devices', 'values', 'passages']],
])('the overview tells the role %s of %j and of nothing else', async (role, told) => {
  const console = await startConsole();
  const guard = await console.signIn();
  console.site.raise({ type: 'smoke', priority: 1 });
  console.site.passage({});
  const body = { camera: 'cam-gate', seconds: 30 };
  const begun = await console.ask('/api/residents/r-lin/enrolment', { method: 'POST', body, cookie: guard });
  expect(begun.status).toBe(202);
  const cookie = await signInAs(console, role);
  const overview = (await (await console.ask('/api/overview', { cookie })).json()) as Overview;
  const seen: string[] = parts.filter((part) => overview[part].length > 0);
  if (overview.devices.some(({ values }) => Object.keys(values).length > 0)) seen.splice(3, 0, 'values');
  expect(seen).toEqual(told);
  const cameras = await console.ask('/api/cameras', { cookie });
  expect(cameras.status).toBe(told.includes('cameras') ? 200 : 403);
  const refusal = `warn a request was not allowed {"user":"${role}","method":"GET","route":"/api/cameras"`;
  expect(console.log.text().includes(refusal)).toBe(cameras.status === 403);
});

test('an open live picture ends when its guard may look no longer, and the updates leave out what the role knew', async () => {
  const console = await startConsole();
  const cookie = await signInAs(console, 'guard');
  const picture = await openPictureStream(console, '/api/cameras/cam-gate/live', { cookie });
  await expect.poll(() => console.site.watching('cam-gate').length).toBe(1);
  const updates = await openEventStream(console, cookie);
  await updates.next(({ event }) => event === 'reload');
  changeRoles(console, 'guard', ['property']);
  expect((await picture.closed).code).toBe(4403);
  await expect.poll(() => console.site.watching('cam-gate')).toEqual([]);
  await updates.next(({ event }) => event === 'reload');
  console.site.passage({});
  console.site.camera('cam-gate', { state: 'lost' });
  expect((await updates.next(({ event }) => event === 'change')).data.kind).toBe('camera');
}, 20_000);

test.each([
  '/api/cameras/Nowhere%20at%20all/snapshot',
  '/api/incidents/%00',
  `/api/alarms/${'x'.repeat(65)}/snapshot`,
  '/api/alarms/nothing/snapshot',
  '/api/cameras/nowhere/snapshot',
])('a wrong name in the address %s is answered with "not there"', async (path) => {
  const console = await startConsole();
  const answer = await console.ask(path, { cookie: await console.signIn() });
  expect(answer.status).toBe(404);
  expect(((await answer.json()) as { code: string }).code).toMatch(/^no(t-found|-)/);
});

test('a wrong field in a body or a query is still named', async () => {
  const console = await startConsole();
  const cookie = await console.signIn();
  const answer = await console.ask('/api/alarms?limit=ten', { cookie });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid-request' }]);
});

test('the sign-in says when the gateway doubts its clock, for the codes of phones may fail then', async () => {
  const { ports } = (await startConsole()).site;
  const modes = { ...ports.modes, clock: () => ({ known: false, problem: 'set-back' as const, nowMs: 1 }) };
  const console = await startConsole({ rooms: { modes } });
  expect(await (await console.ask('/api/sign-in')).json()).toEqual({ doubtedClockMs: expect.any(Number) });
});
