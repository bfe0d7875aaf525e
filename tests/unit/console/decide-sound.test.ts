import { expect, test } from 'vitest';
import type { ConsoleAlarm } from '../../../gateway/console/console-ports.ts';
import { decideSound } from '../../../gateway/console/web/sound/decide-sound.ts';
import { createHandFedSite } from '../../scenario/console/hand-fed-site.ts';

const site = createHandFedSite();
const p1: ConsoleAlarm = site.raise({ type: 'smoke', priority: 1 });
const p2: ConsoleAlarm = site.raise({ type: 'manhole', priority: 2 });
const taken: ConsoleAlarm = { ...p1, state: 'acknowledged', acknowledgedBy: 'guard', acknowledgedAtMs: 1 };
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

test('a drill has its own soft sound, which silence holds back, and which a real alarm drowns', () => {
  const drill: ConsoleAlarm = { ...p1, id: 'drill', drill: true };
  expect(decideSound([drill], none, false, 0)).toBe('drill');
  expect(decideSound([drill], new Set([drill.id]), false, 4000)).toBe('drill');
  expect(decideSound([drill], none, true, 0)).toBeUndefined();
  expect(decideSound([drill, p2], none, false, 0)).toBe(2);
  expect(decideSound([drill, p1], none, true, 0)).toBe(1);
});

test('what is shelved or closed makes no sound, not even as P1', () => {
  const shelved: ConsoleAlarm = { ...p1, hidden: { kind: 'shelved', untilMs: 9 } };
  expect(decideSound([shelved, { ...p1, state: 'closed' }], none, false, 99_000)).toBeUndefined();
});
