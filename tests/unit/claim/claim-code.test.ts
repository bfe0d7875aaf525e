import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  formatClaimCode,
  formatClaimSecret,
  formatClaimUri,
  formatPin,
  parseClaimCode,
} from '../../../devices/contracts/claim.ts';

const code = {
  secret: formatClaimSecret(randomBytes(8)),
  pin: formatPin(createHash('sha256').update('an authority').digest()),
};
const text = formatClaimCode(code);

test('an operator reads out eight groups of five, and they come back however they are typed', () => {
  expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/);
  const typed = [text, text.toLowerCase(), text.replaceAll('-', ' '), ` ${text.replaceAll('-', '')}\n`];
  const mistaken = text.replaceAll('0', 'O').replaceAll('1', 'l');
  for (const each of [...typed, mistaken]) expect(parseClaimCode(each)).toEqual({ ok: true, value: code });
});

test('the QR code carries the address beside the code', () => {
  const url = 'https://cloud.example:8743';
  expect(parseClaimCode(formatClaimUri({ ...code, url }))).toEqual({ ok: true, value: { ...code, url } });
  for (const bad of ['http://cloud.example', 'https://user@cloud.example', 'https://cloud.example/path', ''])
    expect(parseClaimCode(formatClaimUri({ ...code, url: bad }))).toMatchObject({ ok: false });
});

test('every single wrong character and every swap of two neighbours is noticed', () => {
  const plain = text.replaceAll('-', '');
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (let at = 0; at < plain.length; at += 1) {
    for (const char of alphabet) {
      if (char === plain[at]) continue;
      expect(parseClaimCode(plain.slice(0, at) + char + plain.slice(at + 1)).ok, `${char} at ${at}`).toBe(false);
    }
    const [left, right] = [plain[at], plain[at + 1]];
    if (right === undefined || left === right) continue;
    expect(parseClaimCode(plain.slice(0, at) + right + left + plain.slice(at + 2)).ok, `swap at ${at}`).toBe(false);
  }
});

test('what is wrong with a code is told without telling the code', () => {
  const wrong = [
    text.slice(0, -1),
    `${text}0`,
    text.replace(/^./, 'U'),
    text.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  ];
  for (const each of wrong) {
    const parsed = parseClaimCode(each);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problem).not.toContain(text.slice(0, 5));
  }
});

test('the pin keeps the first 130 bits of the hash', () => {
  expect(formatPin(Buffer.alloc(32))).toBe('0'.repeat(26));
  expect(formatPin(Buffer.alloc(32, 255))).toBe('Z'.repeat(26));
  const hash = createHash('sha256').update('x').digest();
  const flipped = Buffer.from(hash);
  flipped[16]! ^= 0x40;
  expect(formatPin(flipped)).not.toBe(formatPin(hash));
});
