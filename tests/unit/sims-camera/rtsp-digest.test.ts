import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDigestGuard, parseDigestAnswer } from '../../../firmware-sims/camera/rtsp-digest.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const uri = 'rtsp://127.0.0.1:554/live';

function createDoor() {
  let now = 1_790_000_000_000;
  const guard = createDigestGuard({
    realm: 'IP Camera',
    credentials: { user: 'admin', password: 's3cret' },
    now: () => now,
  });
  const nonce = () => /nonce="([^"]+)"/.exec(guard.challenge(false))![1]!;
  return { guard, nonce, wait: (ms: number) => (now += ms) };
}

/** What a client sends that read the challenge; `qop` as newer ones do. */
function answer(method: string, nonce: string, password: string, qop = false): string {
  const secret = md5(`admin:IP Camera:${password}`);
  const act = md5(`${method}:${uri}`);
  const response = md5(qop ? `${secret}:${nonce}:00000001:c0ffee:auth:${act}` : `${secret}:${nonce}:${act}`);
  const extra = qop ? ', qop=auth, nc=00000001, cnonce="c0ffee"' : '';
  return `Digest username="admin", realm="IP Camera", nonce="${nonce}", uri="${uri}", response="${response}"${extra}`;
}

test('who knows the password gets in, in the old and in the new way of answering', () => {
  const { guard, nonce } = createDoor();
  expect(guard.check('DESCRIBE', answer('DESCRIBE', nonce(), 's3cret'))).toBe('in');
  expect(guard.check('SETUP', answer('SETUP', nonce(), 's3cret', true))).toBe('in');
});

test('a wrong password, another method, a foreign nonce and no answer stay out', () => {
  const { guard, nonce } = createDoor();
  const foreign = createDoor().nonce();
  expect(guard.check('DESCRIBE', answer('DESCRIBE', nonce(), 'guess'))).toBe('out');
  expect(guard.check('PLAY', answer('DESCRIBE', nonce(), 's3cret'))).toBe('out');
  expect(guard.check('DESCRIBE', answer('DESCRIBE', foreign, 's3cret'))).toBe('out');
  expect(guard.check('DESCRIBE', undefined)).toBe('out');
});

test('Basic is refused even with the right password', () => {
  const { guard } = createDoor();
  const basic = `Basic ${Buffer.from('admin:s3cret').toString('base64')}`;
  expect(guard.check('DESCRIBE', basic)).toBe('out');
  expect(guard.challenge(false)).toMatch(/^Digest /);
});

test('an old nonce is called stale, so that the client answers anew without asking its user', () => {
  const { guard, nonce, wait } = createDoor();
  const old = answer('DESCRIBE', nonce(), 's3cret');
  wait(11 * 60_000);
  expect(guard.check('DESCRIBE', old)).toBe('stale');
  expect(guard.challenge(true)).toContain('stale=true');
});

test('no header makes the check throw', () => {
  const { guard } = createDoor();
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (text) => {
      expect(guard.check('PLAY', text)).toBe('out');
      expect(guard.check('PLAY', `Digest ${text}`)).toBe('out');
      parseDigestAnswer(`Digest username="${text}"`);
    }),
  );
});
