import { expect, test } from 'vitest';
import { type RetentionRule, retainedClasses, type SitePrivacy } from '../../../devices/contracts/site-privacy.ts';
import { retentionProblems } from '../../../gateway/register/site/retention-problems.ts';
import { retentionTerms } from '../../../gateway/register/site/retention-terms.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const own = 'decision of the owners’ assembly';
const problems = (retention: RetentionRule[], more: SitePrivacy = {}) =>
  retentionProblems(smallSite({ privacy: { ...more, retention } }));

test('a site that says nothing has the usual times, which keep to their own bounds', () => {
  expect(retentionProblems(smallSite())).toEqual([]);
  for (const of of retainedClasses) {
    const { days, basis, minimum, maximum } = retentionTerms[of];
    expect(problems([{ class: of, days, basis }])).toEqual([]);
    expect(minimum.days).toBeLessThanOrEqual(days);
    expect(maximum.days).toBeGreaterThanOrEqual(days);
  }
});

test.each(retainedClasses)('%s may be kept for as long as both bounds, and not a day more or less', (of) => {
  const { minimum, maximum } = retentionTerms[of];
  const rule = (days: number) => problems([{ class: of, days, basis: own }]);
  expect(rule(minimum.days)).toEqual([]);
  expect(rule(maximum.days)).toEqual([]);
  expect(rule(maximum.days + 1)[0]).toContain(`at most ${maximum.days}`);
  if (minimum.days > 1) expect(rule(minimum.days - 1)[0]).toContain(`at least ${minimum.days} are asked for`);
});

test.each<[RetentionRule, string]>([
  [{ class: 'passages', days: 90, basis: 'DB11/T 2552-2026, 6.3' }, 'its basis DB11/T 2552 asks for at least 180'],
  [{ class: 'alarms', days: 60, basis: 'as db11/t2552' }, 'asks for at least 90'],
  [{ class: 'clip', days: 14, basis: 'GB 55029 3.5.2(5)' }, 'asks for at least 30'],
  [{ class: 'ledger', days: 400, basis: '个人信息保护法第五十六条' }, 'asks for at least 1096'],
  [{ class: 'device-events', days: 180, basis: '网络安全法' }, 'asks for at least 184'],
])('a rule is held to the paper that it rests on: %o', (rule, sentence) => {
  expect(problems([rule])).toEqual([expect.stringContaining(sentence)]);
});

test('Chinese minimum times bind no site elsewhere, the longest times every site', () => {
  const short: RetentionRule = { class: 'passages', days: 3, basis: own };
  expect(problems([short])).toHaveLength(1);
  expect(problems([short], { profile: 'eu' })).toEqual([]);
  expect(problems([{ ...short, days: 3000 }], { profile: 'eu' })).toHaveLength(1);
});

test('rules that name no such zone, need none, say a thing twice or contradict the older setting are refused', () => {
  const rule: RetentionRule = { class: 'passages', days: 200, basis: own };
  expect(problems([{ ...rule, zones: ['b1', 'b9'] }])).toEqual([expect.stringContaining('zone "b9"')]);
  expect(problems([{ class: 'visits', days: 30, basis: own, zones: ['b1'] }])).toEqual([
    expect.stringContaining('belong to the whole site'),
  ]);
  expect(problems([rule, { ...rule, days: 300 }])).toEqual(['there are two retention rules for passages']);
  expect(
    problems([
      { ...rule, zones: ['b1'] },
      { ...rule, zones: ['gate', 'b1'] },
    ]),
  ).toEqual(['there are two retention rules for passages in b1']);
  const both = smallSite({
    evidence: { keepDays: { picture: 30 } },
    privacy: { retention: [{ class: 'picture', days: 60, basis: own }] },
  });
  expect(retentionProblems(both)).toEqual([expect.stringContaining('evidence.keepDays.picture 30')]);
});
