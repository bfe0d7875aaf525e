import { afterEach, beforeEach, expect, test } from 'vitest';
import { gat1400 } from '../../../cloud/exports/adapters/gat1400.ts';
import { answerChallenge, parseChallenge } from '../../../cloud/exports/http-digest.ts';
import { createOutbound } from '../../../cloud/exports/outbound.ts';
import { type AnswerOf, type ShareReceiver, startReceiver } from '../../fixtures/share-receiver.ts';

const device = '31011500002020000001';
const challenge = 'Digest realm="viid", qop="auth", nonce="n-1", algorithm=MD5';
const outbound = createOutbound(['127.0.0.1']);
let library: ShareReceiver;
let close: () => Promise<void>;
/** What the library says to each object. */
let status: AnswerOf;

/** A view library of our own making: it asks for the digest, and takes objects only from who is registered. */
beforeEach(async () => {
  library = await startReceiver();
  status = { status: 200, body: '{"ResponseStatusListObject":{"ResponseStatusObject":[{"StatusCode":0}]}}' };
  let registered = false;
  library.answer = ({ path, headers }) => {
    if (path === '/VIID/System/Register') {
      const cnonce = /cnonce="([^"]+)"/.exec(headers.authorization ?? '')?.[1] ?? '';
      const asked = { method: 'POST', uri: path, user: 'ringward', password: 'pass word', cnonce };
      registered = headers.authorization === answerChallenge(parseChallenge(challenge)!, asked);
      return registered
        ? { status: 200, body: '{"ResponseStatusObject":{"StatusCode":0}}' }
        : { status: 401, headers: { 'www-authenticate': challenge } };
    }
    return registered && headers['user-identify'] === device ? status : { status: 403 };
  };
});
afterEach(async () => {
  await close?.();
  await library.close();
});

function open(password = 'pass word') {
  const target = {
    url: library.url,
    deviceId: device,
    user: 'ringward',
    password,
    organisation: '310115000000',
    dispositionId: '3'.repeat(33),
  };
  const parsed = gat1400.parseTarget(target, outbound);
  expect(JSON.stringify(parsed.target)).not.toContain('pass word');
  const line = gat1400.open(parsed, { share: 'ef'.repeat(16), outbound, nowMs: Date.now });
  close = () => line.close();
  return line;
}

const item = (alarmType: string, index: number) => ({
  id: `${index}`.padStart(32, '0'),
  fields: {
    ...{ event: 'ringward.alarm.raised', time: '2026-09-21T14:13:20.000Z', alarmType },
    ...{ gateway: 'gw-1', source: 'smoke-3' },
  },
});
const always = () => true;
const paths = () => library.messages.map(({ path, status: answered }) => `${answered} ${path}`);

test('the cloud registers by digest at a view library and posts alarms; a person’s alarm is left out and counted', async () => {
  const line = open();
  expect(await line.deliver([item('smoke', 1), item('person-unknown', 2), item('gas', 3)], always)).toEqual({
    taken: 3,
    leftOut: 1,
  });
  expect(paths()).toEqual([
    '401 /VIID/System/Register',
    '200 /VIID/System/Register',
    '200 /VIID/DispositionNotifications',
    '200 /VIID/DispositionNotifications',
  ]);
  expect(library.messages.map(({ body }) => body).join()).not.toContain('person');
  expect(library.messages[2]!.headers['content-type']).toBe('application/VIID+JSON;charset=utf-8');
});

test('a library that does not let the cloud in is a failure, and no event is lost or blamed', async () => {
  const trouble = { kind: 'failed', why: 'HTTP 401' };
  expect(await open('wrong').deliver([item('smoke', 1)], always)).toEqual({ taken: 0, leftOut: 0, trouble });
});

test('what the library says within its answer counts: a busy one is tried again, content that it will not have is refused', async () => {
  const line = open();
  const said = (code: number) => `{"ResponseStatusListObject":{"ResponseStatusObject":[{"StatusCode":"${code}"}]}}`;
  status = { status: 200, body: said(2) };
  expect((await line.deliver([item('smoke', 1)], always)).trouble).toEqual({ kind: 'failed', why: 'VIID 2' });
  status = { status: 200, body: said(8) };
  expect((await line.deliver([item('smoke', 1)], always)).trouble).toEqual({ kind: 'refused', why: 'VIID 8' });
  expect(paths().filter((path) => path === '200 /VIID/System/Register')).toHaveLength(2);
});
