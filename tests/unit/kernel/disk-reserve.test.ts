import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDiskReserve } from '../../../gateway/kernel/disk-reserve.ts';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-reserve-'));
  file = join(dir, 'site.db-reserve');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('what is set aside is there after a restart, nobody else can read it, and it goes at once', async () => {
  expect(await openDiskReserve(file).make(100_000)).toBe(true);
  const reserve = openDiskReserve(file);
  expect(reserve.heldBytes()).toBe(100_000);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(reserve.giveUp()).toBe(true);
  expect(readdirSync(dir)).toEqual([]);
  expect(reserve.giveUp()).toBe(false);
});

test('given up while it is being made it leaves nothing behind', async () => {
  const reserve = openDiskReserve(file);
  const made = reserve.make(4 * 1024 * 1024);
  await expect.poll(() => existsSync(`${file}.new`), { timeout: 10_000, interval: 1 }).toBe(true);
  expect(reserve.giveUp()).toBe(false);
  expect(await made).toBe(false);
  expect(readdirSync(dir)).toEqual([]);
});

test('what a kill has left half made is gone with the next start', () => {
  writeFileSync(`${file}.new`, 'half');
  expect(openDiskReserve(file).heldBytes()).toBe(0);
  expect(readdirSync(dir)).toEqual([]);
});

test('a folder that is not there keeps nothing from going on', async () => {
  const reserve = openDiskReserve(join(dir, 'missing', 'site.db-reserve'));
  expect(await reserve.make(1000)).toBe(false);
  expect(reserve.heldBytes()).toBe(0);
});
