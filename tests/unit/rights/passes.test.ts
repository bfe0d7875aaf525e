import { createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readPass } from '../../../devices/contracts/read-pass.ts';
import { maxPassChars, type VisitorPass } from '../../../devices/contracts/visitor-pass.ts';
import { signPass } from '../../../gateway/rights/sign-pass.ts';
import { openSiteKey } from '../../../gateway/rights/site-key.ts';
import { quietLog } from '../../fixtures/quiet.ts';

const dir = mkdtempSync(join(tmpdir(), 'ringward-passes-'));
afterAll(() => rmSync(dir, { recursive: true }));
const key = openSiteKey(join(dir, 'site.key'), quietLog);
const pass: VisitorPass = {
  jti: 'pass-1',
  iss: 'linden',
  nbf: 1_790_000_000,
  exp: 1_790_003_600,
  at: ['gate'],
  uses: 3,
};
const { text } = signPass(pass, key);
const [header, body, signature] = text.split('.') as [string, string, string];
const read = (candidate: string) => readPass(candidate, key.verifyKey);
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (head: string, content: string) =>
  `${head}.${content}.${Buffer.from(key.sign(Buffer.from(`${head}.${content}`))).toString('base64url')}`;

describe('a visitor’s pass', () => {
  test('says what the site signed, long after it has ended too: whether it holds is another question', () => {
    expect(read(text)).toEqual(pass);
    const old = signPass({ ...pass, nbf: 1, exp: 2 }, key).text;
    expect(read(old)?.exp).toBe(2);
  });

  test('signed with another key is nobody’s pass', () => {
    const other = openSiteKey(join(dir, 'other.key'), quietLog);
    expect(read(signPass(pass, other).text)).toBeUndefined();
  });

  test.each([
    ['no algorithm', base64url({ alg: 'none', typ: 'ringward-pass+jws' })],
    ['a shared secret', base64url({ alg: 'HS256', typ: 'ringward-pass+jws' })],
    ['the same fields in another order', base64url({ typ: 'ringward-pass+jws', alg: 'EdDSA' })],
    ['a field more', base64url({ alg: 'EdDSA', typ: 'ringward-pass+jws', jwk: {} })],
  ])('is refused when its header asks for %s, even if the site signed it', (_, head) => {
    expect(read(signed(head, body))).toBeUndefined();
  });

  test('is refused when it is signed with the public key as a secret, or not at all', () => {
    const head = base64url({ alg: 'HS256', typ: 'ringward-pass+jws' });
    const mac = createHmac('sha256', key.publicKey).update(`${head}.${body}`).digest('base64url');
    expect(read(`${head}.${body}.${mac}`)).toBeUndefined();
    expect(read(`${header}.${body}.`)).toBeUndefined();
    expect(read(`${header}.${body}`)).toBeUndefined();
  });

  test('has one text only: another encoding of the same bytes is refused', () => {
    // The last letter of 64 bytes carries four bits that nobody needs.
    const spare = String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1);
    const twin = `${header}.${body}.${signature.slice(0, -1)}${spare}`;
    expect(Buffer.from(twin.split('.')[2]!, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
    const standard = signature.replaceAll('-', '+').replaceAll('_', '/');
    for (const other of [
      twin,
      `${text}=`,
      `${text}==`,
      ` ${text}`,
      `${text}\n`,
      `${text}.`,
      `${header}.${body}.${standard}=`,
    ]) {
      expect(read(other), other).toBeUndefined();
    }
  });

  test('is refused when what the site signed is no pass', () => {
    for (const content of [
      base64url({ ...pass, more: 1 }),
      base64url({ ...pass, uses: 0 }),
      base64url({ ...pass, at: [] }),
      base64url([]),
      Buffer.from([0xff, 0xfe]).toString('base64url'),
    ]) {
      expect(read(signed(header, content))).toBeUndefined();
    }
  });

  test('is never longer than readers take: the last places are left out, and it says so', () => {
    const at = Array.from({ length: 32 }, (_, index) => `door-${index}-${'x'.repeat(50)}`);
    const made = signPass({ ...pass, at }, key);
    expect(made.text.length).toBeLessThanOrEqual(maxPassChars);
    expect(made.at.length).toBeGreaterThan(3);
    expect(made.at).toEqual(at.slice(0, made.at.length));
    expect(read(made.text)?.at).toEqual(made.at);
    expect(read(signed(header, base64url({ ...pass, at })))).toBeUndefined();
    expect(read('x'.repeat(1_000_000))).toBeUndefined();
  });
});

describe('the site key', () => {
  test('is made at the first start, is the same at the next, and is readable for its owner only', () => {
    const path = join(dir, 'deep', 'site.key');
    const warnings: string[] = [];
    const log = { ...quietLog, warn: (_: object, message: string) => void warnings.push(message) };
    const first = openSiteKey(path, log);
    expect(warnings).toHaveLength(1);
    const second = openSiteKey(path, log);
    expect(warnings).toHaveLength(1);
    expect(second.publicKey).toBe(first.publicKey);
    expect(second.keyId).toMatch(/^[0-9a-f]{8}$/);
    expect(second.derive('a')).toBe(first.derive('a'));
    expect(second.derive('b')).not.toBe(first.derive('a'));
    expect(readFileSync(join(dir, 'deep', 'site-key.pub'), 'utf8')).toBe(`${first.publicKey}\n`);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that is no key, or a key of another kind, is a fault that says which file', () => {
    const path = join(dir, 'broken.key');
    writeFileSync(path, 'nonsense');
    expect(() => openSiteKey(path, quietLog)).toThrow(/broken\.key holds no private key/);
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    expect(() => openSiteKey(path, quietLog)).toThrow(expect.objectContaining({ code: 'site-key-unusable' }));
  });
});
