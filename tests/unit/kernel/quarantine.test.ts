import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { trimQuarantine } from '../../../gateway/kernel/mend-store.ts';

const day = 86_400_000;
let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ringward-quarantine-'));
  file = join(dir, 'site.db');
  writeFileSync(file, '');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function putAside(name: string, daysAgo: number, isDone = true): string {
  const folder = join(dir, 'quarantine', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'site.db'), Buffer.alloc(5000));
  if (isDone) writeFileSync(join(folder, 'salvage.json'), '{}');
  const at = (Date.now() - daysAgo * day) / 1000;
  utimesSync(folder, at, at);
  return folder;
}
const left = () => readdirSync(join(dir, 'quarantine')).sort();

test('what was put aside goes after thirty days while the gateway runs, and beyond two', () => {
  for (const [name, daysAgo] of [
    ['a', 31],
    ['b', 20],
    ['c', 10],
  ] as const)
    putAside(name, daysAgo);
  expect(trimQuarantine(file, { nowMs: Date.now() })).toBe(5000);
  expect(left()).toEqual(['b', 'c']);
  putAside('d', 1);
  expect(trimQuarantine(file, { nowMs: Date.now() })).toBe(5000);
  expect(left()).toEqual(['c', 'd']);
});

test('for want of room all of it goes but what was not taken over yet', () => {
  putAside('a', 2);
  const unfinished = putAside('b', 1, false);
  expect(trimQuarantine(file, { all: true })).toBe(5000);
  expect(existsSync(unfinished)).toBe(true);
  expect(left()).toEqual(['b']);
});

test('nothing goes by its age while nobody knows whether the clock is right', () => {
  putAside('a', 31);
  expect(trimQuarantine(file)).toBe(0);
  expect(left()).toEqual(['a']);
});
