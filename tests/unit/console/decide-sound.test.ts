import { expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import { decideSound } from '../../../gateway/console/web/sound/decide-sound.ts';
import { createHandFedSite } from '../../scenario/console/hand-fed-site.ts';

const site = createHandFedSite();
const p1: ConsoleAlarm = site.raise({ type: 'smoke', priority: 1 });
const p2: ConsoleAlarm = site.raise({ type: 'manhole', priority: 2 });
const taken: ConsoleAlarm = { ...p1, acknowledgedBy: 'guard', acknowledgedAtMs: 1 };
const none = new Set<string>();

test('a new alarm sounds once, the most urgent of several', () => {
  expect(decideSound([p2], none, false, 0)).toBe(2);
  expect(decideSound([p2, p1], none, false, 0)).toBe(1);
  expect(decideSound([p2], new Set([p2.id]), false, 99_000)).toBeUndefined();
});

test('a P1 sounds again and again until a guard has taken it', () => {
  const heard = new Set([p1.id]);
  expect(decideSound([p1], heard, false, 1000)).toBeUndefined();
  expect(decideSound([p1], heard, false, 4000)).toBe(1);
  expect(decideSound([taken], heard, false, 4000)).toBeUndefined();
});

test('silence holds back everything but P1', () => {
  expect(decideSound([p2], none, true, 0)).toBeUndefined();
  expect(decideSound([p2, p1], none, true, 0)).toBe(1);
});
