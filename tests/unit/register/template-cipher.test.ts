import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createTemplateCipher, openTemplateKey } from '../../../gateway/register/template-cipher.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);
const owner = { id: 't1', person: 'r-lin', model: 'm1' };
const template = Float32Array.from({ length: 512 }, (_, n) => Math.sin(n) / 16);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'ringward-key-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a sealed template opens again exactly, for the person, model and row it was sealed for', () => {
  const cipher = createTemplateCipher(key(1));
  const sealed = cipher.seal(template, owner);
  expect(cipher.open(sealed, owner)).toEqual(template);
  for (const other of [{ person: 'r-wu' }, { model: 'm2' }, { id: 't2' }]) {
    expect(cipher.open(sealed, { ...owner, ...other }), JSON.stringify(other)).toBeUndefined();
  }
  // Parts that run together the same way are still other parts.
  const joined = cipher.seal(template, { id: 'a', person: 'bc', model: 'm' });
  expect(cipher.open(joined, { id: 'ab', person: 'c', model: 'm' })).toBeUndefined();
});

test('a template that was altered in any place, cut short or made up does not open', () => {
  const cipher = createTemplateCipher(key(1));
  const sealed = cipher.seal(template, owner);
  for (let at = 0; at < sealed.length; at += 7) {
    const altered = Uint8Array.from(sealed);
    altered[at]! ^= 1;
    expect(cipher.open(altered, owner), `byte ${at}`).toBeUndefined();
  }
  for (const length of [0, 1, 28, 29, 33, sealed.length - 4]) {
    expect(cipher.open(sealed.subarray(0, length), owner)).toBeUndefined();
  }
});

test('another site’s key opens nothing, and two keys have two names', () => {
  const sealed = createTemplateCipher(key(1)).seal(template, owner);
  expect(createTemplateCipher(key(2)).open(sealed, owner)).toBeUndefined();
  expect(createTemplateCipher(key(2)).keyId).not.toBe(createTemplateCipher(key(1)).keyId);
});

test('the same template sealed twice looks different, and shows nothing of its values', () => {
  const cipher = createTemplateCipher(key(1));
  const [one, two] = [cipher.seal(template, owner), cipher.seal(template, owner)];
  expect(one).not.toEqual(two);
  expect(Buffer.from(one).includes(Buffer.from(template.buffer, 0, 16))).toBe(false);
});

test('the key is made once, readable by its owner only', () => {
  const path = join(folder(), 'data', 'template.key');
  const made = openTemplateKey(path, false);
  expect(made).toHaveLength(32);
  expect(openTemplateKey(path, true)).toEqual(made);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a missing key is not replaced while templates are sealed with it, and a damaged one is refused by name', () => {
  const path = join(folder(), 'template.key');
  expect(() => openTemplateKey(path, true)).toThrow(/missing.*template\.key/);
  expect(() => readFileSync(path)).toThrow();
  writeFileSync(path, 'short');
  expect(() => openTemplateKey(path, false)).toThrow(/5 bytes/);
});
