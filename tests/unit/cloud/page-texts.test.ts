import { expect, test } from 'vitest';
import { en } from '../../../cloud/web/locales/en.ts';
import type { Translate } from '../../../cloud/web/locales/texts.ts';
import { zh } from '../../../cloud/web/locales/zh.ts';
import { formatAge, formatTime } from '../../../cloud/web/parts/format-time.ts';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';

function flatten(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );
}
const blanks = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('every text is there in both languages, with the same blanks to fill in', () => {
  const [chinese, english] = [new Map(flatten(zh)), new Map(flatten(en))];
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  for (const [key, text] of chinese) {
    expect(text, key).not.toBe('');
    expect(english.get(key), key).not.toBe('');
    expect(blanks(english.get(key)!), key).toEqual(blanks(text));
  }
  expect(JSON.stringify(en).replace(zh.language.switch, '').replace('中文', '')).not.toMatch(/\p{Script=Han}/u);
});

test('every kind of alarm has words', () => {
  for (const type of alarmTypes) expect([zh.alarm[type], en.alarm[type]], type).not.toContain(undefined);
});

const t: Translate = (key, values) => `${key} ${Object.values(values ?? {}).join(' ')}`;

test('ages have two units at most and are never negative', () => {
  expect(formatAge(-5000, t)).toBe('age.s 0');
  expect(formatAge(59_999, t)).toBe('age.s 59');
  expect(formatAge(61_000, t)).toBe('age.m 1 01');
  expect(formatAge(3_600_000 * 5 + 60_000 * 7, t)).toBe('age.h 5 07');
  expect(formatAge(86_400_000 * 3 + 3_600_000 * 4, t)).toBe('age.d 3 4');
});

test('a time carries its date when it is not today, and its year when it is not this one', () => {
  const now = new Date(2026, 10, 22, 18, 0, 0).getTime();
  expect(formatTime(new Date(2026, 10, 22, 9, 5, 7).getTime(), now)).toBe('09:05:07');
  expect(formatTime(new Date(2026, 10, 21, 23, 59, 59).getTime(), now)).toBe('11-21 23:59:59');
  expect(formatTime(new Date(2025, 0, 2, 3, 4, 5).getTime(), now)).toBe('2025-01-02 03:04:05');
});
