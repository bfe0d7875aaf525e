import { mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPinDigest } from '../../../gateway/register/pin-digest.ts';
import { isWeakPin } from '../../../gateway/register/pin-strength.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { registerOf } from '../../fixtures/register-of.ts';
import { card, codesOf, desk } from '../../fixtures/register-people.ts';
import { smallSite } from '../../fixtures/small-site.ts';

function keyPath(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ringward-pin-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'pin.key');
}

test('a PIN is known by its digest after a restart, and the digest tells nothing of it without the key', () => {
  const register = registerOf(smallSite());
  const path = keyPath();
  const digest = openPinDigest(path, register, quietLog);
  expect(codesOf(register.commit([card('p', 'r-wu', digest('482913'), { kind: 'pin' })], desk))).toEqual([]);
  expect(register.rights.pin(openPinDigest(path, register, quietLog)('482913'))?.holder.id).toBe('r-wu');
  expect(register.rights.pin(digest('482914'))).toBeUndefined();
  expect(openPinDigest(keyPath(), register, quietLog)('482913')).not.toBe(digest('482913'));
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a key that is lost is told, and one that is damaged stops nobody silently', () => {
  const register = registerOf(smallSite());
  const path = keyPath();
  register.commit([card('p', 'r-wu', openPinDigest(path, register, quietLog)('482913'), { kind: 'pin' })], desk);
  unlinkSync(path);
  const told: object[] = [];
  openPinDigest(path, register, { ...quietLog, error: (fields) => void told.push(fields) });
  expect(told).toEqual([{ pins: 1 }]);
  writeFileSync(path, 'short');
  expect(() => openPinDigest(path, register, quietLog)).toThrow(expect.objectContaining({ code: 'pin-key-unusable' }));
});

test.each(['000000', '123456', '87654321', '121212', '198305', '19830512', '20260101'])('%s is too easy', (digits) => {
  expect(isWeakPin(digits, undefined)).toBe(true);
});

test.each(['482913', '70518264', '198347', '19831399'])('%s will do', (digits) => {
  expect(isWeakPin(digits, undefined)).toBe(false);
});
