import { expect, test } from 'vitest';
import { filmBytes } from './hand-fed-evidence.ts';
import { startConsole } from './start-console.ts';

async function consoleWithFilm() {
  const console = await startConsole();
  const cookie = await console.signIn();
  const { id } = console.site.raise({ type: 'smoke', priority: 1, camera: 'cam-gate', clip: 'ready' });
  const ask = (path: string, options: { method?: string; body?: unknown; headers?: Record<string, string> } = {}) =>
    console.ask(path, { cookie, ...options });
  const order = (more: object = {}) =>
    ask(`/api/alarms/${id}/exports`, {
      method: 'POST',
      body: { what: 'clip', show: 'nobody', reason: 'asked for by the police', ...more },
    });
  return { console, cookie, id, ask, order };
}

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

test('a film comes whole or in the part that a player asks for', async () => {
  const { id, ask } = await consoleWithFilm();
  const whole = await ask(`/api/alarms/${id}/clip`);
  expect(whole.status).toBe(200);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    'cache-control': 'no-store',
  });
  expect(await bytesOf(whole)).toEqual(filmBytes);
  const ranges: [header: string, from: number, to: number][] = [
    ['bytes=0-99', 0, 99],
    ['bytes=900-', 900, 999],
    ['bytes=-10', 990, 999],
    ['bytes=990-5000', 990, 999],
  ];
  for (const [range, from, to] of ranges) {
    const part = await ask(`/api/alarms/${id}/clip`, { headers: { range } });
    expect([part.status, part.headers.get('content-range')], range).toEqual([206, `bytes ${from}-${to}/1000`]);
    expect(await bytesOf(part), range).toEqual(filmBytes.slice(from, to + 1));
  }
});

test('a part beyond the end is refused with the length; a range of another kind gets the whole film', async () => {
  const { id, ask } = await consoleWithFilm();
  for (const range of ['bytes=1000-', 'bytes=-0']) {
    const beyond = await ask(`/api/alarms/${id}/clip`, { headers: { range } });
    expect([beyond.status, beyond.headers.get('content-range')], range).toEqual([416, 'bytes */1000']);
    expect(await beyond.json()).toMatchObject({ code: 'no-such-range' });
  }
  for (const range of ['bytes=5-2', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', `bytes=${'9'.repeat(40)}-`]) {
    expect((await ask(`/api/alarms/${id}/clip`, { headers: { range } })).status, range).toBe(200);
  }
});

test('an alarm without a film says so, and so does one that is not there', async () => {
  const { console, ask } = await consoleWithFilm();
  const bare = console.site.raise({ type: 'gas', priority: 1, clip: 'pending' });
  for (const id of [bare.id, 'nothing']) {
    const answer = await ask(`/api/alarms/${id}/clip`);
    expect([answer.status, await answer.json()], id).toMatchObject([404, { code: 'no-clip' }]);
  }
});

test('a copy is made only for a reason, of what there is, and for a choice that is known', async () => {
  const { console, ask, order } = await consoleWithFilm();
  for (const more of [{ reason: 'why' }, { reason: '        ' }, { reason: 'x'.repeat(301) }, { show: 'everybody' }]) {
    expect((await order(more)).status, JSON.stringify(more)).toBe(400);
  }
  expect((await order({ reason: undefined })).status).toBe(400);
  const bare = console.site.raise({ type: 'gas', priority: 1 });
  const body = { what: 'clip', show: 'nobody', reason: 'asked for by the police' };
  const refusal = async (alarm: string) => {
    const answer = await ask(`/api/alarms/${alarm}/exports`, { method: 'POST', body });
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  expect(await refusal(bare.id)).toEqual([409, 'no-evidence']);
  expect(await refusal('nothing')).toEqual([404, 'no-alarm']);
  for (let n = 0; n < 5; n += 1) expect((await order()).status).toBe(202);
  expect((await order()).status).toBe(429);
});

test('a copy is taken away as a file with a plain name, and whoever took it is on record', async () => {
  const { id, ask, order } = await consoleWithFilm();
  const made = (await (await order({ reason: '  asked for by the police ' })).json()) as { id: string };
  expect(made).toMatchObject({ alarm: id, user: 'guard', reason: 'asked for by the police', state: 'ready' });
  expect(await (await ask('/api/exports')).json()).toMatchObject([{ id: made.id }]);
  const file = await ask(`/api/exports/${made.id}/file`);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="clip-gate.mp4"');
  expect(await bytesOf(file)).toEqual(filmBytes);
  expect((await ask(`/api/exports/${made.id}/file`, { method: 'HEAD' })).status).toBe(404);
  expect(await (await ask(`/api/exports/${made.id}`, { method: 'DELETE' })).json()).toEqual({ outcome: 'deleted' });
  expect((await ask(`/api/exports/${made.id}/file`)).status).toBe(404);
  expect((await ask(`/api/exports/${made.id}`, { method: 'DELETE' })).status).toBe(404);
  const audit = (await (await ask('/api/evidence/audit')).json()) as { action: string; user: string }[];
  expect(audit.map(({ action, user }) => `${user} ${action}`)).toEqual([
    'guard export.deleted',
    'guard export.downloaded',
    'guard export.asked',
  ]);
});

test('nobody sees a film, a copy or the record without having signed in, or from another site', async () => {
  const { console, cookie, id, order } = await consoleWithFilm();
  const made = (await (await order()).json()) as { id: string };
  const paths = [`/api/alarms/${id}/clip`, '/api/exports', `/api/exports/${made.id}/file`, '/api/evidence/audit'];
  for (const path of paths) expect((await console.ask(path)).status, path).toBe(401);
  const body = { what: 'clip', show: 'nobody', reason: 'asked for by the police' };
  const post = { method: 'POST', body };
  expect((await console.ask(`/api/alarms/${id}/exports`, post)).status).toBe(401);
  expect((await console.ask(`/api/exports/${made.id}`, { method: 'DELETE' })).status).toBe(401);
  const elsewhere = { cookie, headers: { origin: 'https://elsewhere.example' } };
  expect((await console.ask(`/api/alarms/${id}/exports`, { ...post, ...elsewhere })).status).toBe(403);
  expect((await console.ask(`/api/exports/${made.id}`, { method: 'DELETE', ...elsewhere })).status).toBe(403);
});
