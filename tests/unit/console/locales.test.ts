import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alarmTypes } from '../../../devices/contracts/alarms.ts';
import { cameraKinds, deviceKinds } from '../../../devices/contracts/site-file.ts';
import { en } from '../../../gateway/console/web/locales/en.ts';
import { zh } from '../../../gateway/console/web/locales/zh.ts';
import { lostReasons } from '../../../gateway/perception/streams/lost-reasons.ts';
import { conflictingPermissions } from '../../../gateway/privacy/roles.ts';

const web = new URL('../../../gateway/console/web', import.meta.url).pathname;

function flatten(words: object, prefix = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

test('every text is there in both languages, not empty, with the same values in it', () => {
  const chinese = new Map(flatten(zh));
  const english = new Map(flatten(en));
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  for (const [key, text] of chinese) {
    expect(text.trim(), key).not.toBe('');
    expect(placeholders(english.get(key)!), key).toEqual(placeholders(text));
  }
});

test('Chinese texts are Chinese and English ones are not', () => {
  const shared = new Set(['language.switch', 'value.angleDegrees', 'value.lelPercent']);
  for (const [key, text] of flatten(zh)) if (!shared.has(key)) expect(text, key).toMatch(/[\u4e00-\u9fff]/);
  for (const [key, text] of flatten(en)) if (!shared.has(key)) expect(text, key).not.toMatch(/[\u4e00-\u9fff]/);
});

test('every alarm, device and camera kind, and every reason for a missing picture has its words', () => {
  expect(Object.keys(zh.alarm).sort()).toEqual([...alarmTypes].sort());
  for (const kind of deviceKinds) expect(zh.device, kind).toHaveProperty(kind);
  for (const kind of cameraKinds) expect(zh.camera, kind).toHaveProperty(kind);
  for (const reason of lostReasons) expect(zh.reason, reason).toHaveProperty(reason);
});

test.each([
  'unknown-card',
  'card-not-active',
  'no-rights',
  'unknown-person',
  'no-consent',
  'not-live',
  'unknown-plate',
  'partial-plate',
  'plate-revoked',
  'plate-listed',
  'plate-class',
  'colour-mismatch',
  'no-vehicle-at-loop',
  'door-not-served',
  'expired-event',
  'granted',
  'controller-offline',
  'guard',
])('the decision code %s is said in words', (reason) => {
  expect(zh.reason).toHaveProperty(reason);
});

test('no text is kept that the page never shows', () => {
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('locales'))
    .map((path) => readFileSync(join(web, path), 'utf8'))
    .join('\n');
  /** Groups whose keys are put together from data: by template or by `code`. */
  const built = new Set(
    [...sources.matchAll(/`(\w+(?:\.\w+)*)\.\$\{|code\('(\w+)'/g)].map(
      ([, byTemplate, byCode]) => byTemplate ?? byCode,
    ),
  );
  const isBuilt = (key: string) => [...built].some((group) => key.startsWith(`${group}.`));
  const unused = flatten(zh)
    .map(([key]) => key)
    .filter((key) => !isBuilt(key) && !sources.includes(`'${key}'`));
  expect(unused).toEqual([]);
});

test('a guard reads one word for one thing: a lockdown is 封锁 and an entry policy 出入管控, in every text', () => {
  for (const [key, text] of flatten(zh)) expect(text, key).not.toMatch(/封闭|管制|通行政策|吊销/);
});

test('a reason has one text, and no part of the words hides a group of another', async () => {
  const read = async (name: string) =>
    (await import(`../../../gateway/console/web/locales/${name}-zh.ts`)) as Record<string, object>;
  const parts = await Promise.all(['access', 'alarm', 'desk', 'duty', 'people', 'register'].map(read));
  const words = new Map<string, string>();
  for (const group of parts.flatMap((part) =>
    Object.entries(part).filter(([name]) => /Reasons?Zh$|^reasonZh$/.test(name)),
  )) {
    for (const [code, text] of Object.entries(group[1])) {
      expect(text, `${code} in ${group[0]}`).toBe(words.get(code) ?? text);
      words.set(code, text);
    }
  }
  const source = readFileSync(join(web, 'locales/zh.ts'), 'utf8');
  const spread = [...source.matchAll(/\.\.\.(\w+)Zh,/g)].map(([, name]) => name!);
  const groups = (await Promise.all(spread.map(async (name) => Object.keys((await read(name))[`${name}Zh`]!)))).flat();
  expect(groups.toSorted()).toEqual([...new Set(groups)].toSorted());
});

test('what two people have to do is named in words, not by its permission', () => {
  const named: Record<string, object> = zh.permission;
  for (const [, approving] of conflictingPermissions) {
    const [group, deed] = approving.split('.');
    expect(named[group!], approving).toHaveProperty(deed!);
  }
});
