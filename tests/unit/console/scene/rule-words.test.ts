import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { objectClasses, type WatchRule } from '../../../../devices/contracts/camera-scene.ts';
import { findSceneProblems, sceneProblemCodes } from '../../../../devices/contracts/scene-problems.ts';
import { weekdays } from '../../../../devices/contracts/time-span.ts';
import { en } from '../../../../gateway/console/web/locales/en.ts';
import type { Language, Translate } from '../../../../gateway/console/web/locales/i18n.ts';
import { zh } from '../../../../gateway/console/web/locales/zh.ts';
import { sayChanges } from '../../../../gateway/console/web/scene/changes-summary.ts';
import { removeRule, toDrawing, toScene } from '../../../../gateway/console/web/scene/drawing.ts';
import { createRule, missingFor, ruleKinds } from '../../../../gateway/console/web/scene/new-rule.ts';
import { problemTexts } from '../../../../gateway/console/web/scene/problem-texts.ts';
import { dayTexts, objectTexts, sayRule } from '../../../../gateway/console/web/scene/rule-words.ts';
import { createHandFedScenes } from '../../../scenario/console/hand-fed-scenes.ts';

const texts = createInstance({
  lng: 'zh',
  resources: { zh: { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
await texts.init();
const site = createHandFedScenes([]).ports.site();
const drawing = toDrawing({
  areas: [
    {
      id: 'lawn',
      name: { zh: '草坪', en: 'Lawn' },
      polygon: [
        [0, 0],
        [1, 0],
        [1, 1],
      ],
    },
  ],
  lines: [{ id: 'step', name: { zh: '台阶', en: 'Step' }, from: [0, 0], to: [1, 1] }],
});
const say = (rule: WatchRule, language: Language) =>
  sayRule(rule, { t: texts.getFixedT(language) as unknown as Translate, language, drawing, site });

test('a guard reads a rule as one plain sentence, in either language', () => {
  const rule: WatchRule = {
    kind: 'intrusion',
    area: 'lawn',
    objects: ['person', 'dog'],
    during: [{ from: '22:00', to: '06:00', days: ['sat', 'sun'] }],
  };
  expect(say(rule, 'en')).toBe(
    'A person or dog in “Lawn” between 22:00 and 06:00 (Sat, Sun) raises Intrusion, priority 1.',
  );
  expect(say(rule, 'zh')).toBe('周六、周日的 22:00 至 06:00 期间，人或狗进入“草坪”，即报“区域入侵”，优先级 1。');
});

test('each kind of rule that can be added says its place, its times and its alarm', () => {
  for (const kind of ruleKinds) {
    const rule = createRule(kind, drawing, site, undefined)!;
    for (const language of ['zh', 'en'] as const) {
      const said = say(rule, language);
      expect(said, kind).not.toMatch(/\{\{|undefined|scene\./);
      const words = language === 'zh' ? zh.alarm : en.alarm;
      expect(said, kind).toContain(words[site.raises[kind].type]);
      expect(said, kind).toMatch(language === 'zh' ? /草坪|台阶|整个画面/ : /Lawn|Step|whole picture/);
    }
  }
  const lane: WatchRule = { kind: 'fire-lane', area: 'lawn' };
  expect(say(lane, 'en')).toContain('a warning after 3 min and raises Fire lane blocked after 10 min');
  expect(say({ kind: 'loitering', area: 'lawn', afterS: 90 }, 'en')).toContain('for 90 s');
});

test('of a façade the guard reads where somebody below makes it urgent; a new rule shows storeys enough', () => {
  const made = createRule('falling-object', drawing, site, undefined)!;
  expect(findSceneProblems(toScene({ ...drawing, rules: [{ key: 'r', rule: made }] }), new Set())).toEqual([]);
  const rule: WatchRule = {
    kind: 'falling-object',
    area: 'lawn',
    storeyHeight: 0.08,
    lowestFloor: 1,
    groundArea: 'lawn',
  };
  expect(say(rule, 'en')).toContain('priority 2, or 1 if somebody is in “Lawn”');
  expect(say(rule, 'zh')).toContain('优先级 2；“草坪”内有人时为 1 级');
});

test('a rule is offered only where there is something for it to watch', () => {
  const nothing = toDrawing({});
  expect(ruleKinds.filter((kind) => missingFor(kind, nothing, site) === undefined)).toEqual(['e-bike-in-lift']);
  expect(missingFor('tailgating', drawing, { ...site, doors: [] })).toBe('scene.needLineAndDoor');
  expect(createRule('crowding', nothing, site, undefined)).toBeUndefined();
  const chosen = createRule('intrusion', drawing, site, { kind: 'line', id: 'step' });
  expect(chosen).toMatchObject({ area: 'lawn' });
});

test('before saving the guard is told what would change', () => {
  const t = texts.getFixedT('en') as unknown as Translate;
  const before = toDrawing({ rules: [{ kind: 'e-bike-in-lift' }, { kind: 'e-bike-in-lift', forS: 5 }] });
  const after = { ...removeRule(before, 'rule-1'), areas: drawing.areas };
  expect(sayChanges(before, after, t)).toBe('Area added: 1 · Rule deleted: 1');
  expect(sayChanges(before, before, t)).toBe('');
});

test('every class, weekday, kind of rule and problem of the contract has its words', () => {
  expect(Object.keys(objectTexts).sort()).toEqual([...objectClasses].sort());
  expect(Object.keys(dayTexts)).toEqual([...weekdays]);
  expect([...ruleKinds].sort()).toEqual(Object.keys(site.raises).sort());
  for (const code of sceneProblemCodes) expect(texts.exists(problemTexts[code]), code).toBe(true);
});
