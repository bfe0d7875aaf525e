import { expect, test } from 'vitest';
import { type AlertRule, defaultRules, rulesAt } from '../../../cloud/health/alert-rule.ts';
import { composeNotices, gatherMs } from '../../../cloud/health/compose-notices.ts';
import { figureNames, readFigures } from '../../../cloud/health/health-figures.ts';
import type { ConditionRow } from '../../../cloud/health/health-store.ts';
import { measureClock } from '../../../cloud/health/measure-clock.ts';
import { writeSubject } from '../../../cloud/health/notice-text.ts';
import { type GatewayFacts, judge, readConditions, staleStatusMs } from '../../../cloud/health/read-conditions.ts';
import { createSampler, sampleEveryMs } from '../../../cloud/health/sampler.ts';
import { nextTryMs } from '../../../cloud/health/send-notices.ts';
import { maxPoints, thinSeries } from '../../../cloud/health/thin-series.ts';
import type { GatewayHealth } from '../../../devices/contracts/gateway-health.ts';
import { statusOf } from '../../scenario/cloud/test-cloud.ts';

const nowMs = 1_790_000_200_000;
const disk = (freeBytes: number) => ({ freeBytes, totalBytes: 100 });
const factsOf = (health: Partial<GatewayHealth>, change: Partial<GatewayFacts> = {}): GatewayFacts => ({
  ...{ gateway: 'gw-1', site: 'linden-court', lastSeenMs: nowMs, statusAtMs: nowMs },
  status: statusOf({ nowMs, health: { atMs: nowMs, ...health } }),
  ...{ missing: 0, driftSinceMs: null, certificateUntilMs: null },
  ...change,
});
const ruled = (id: string, change: Partial<AlertRule> = {}) => [{ id, rule: { ...defaultRules[id]!, ...change } }];

test('the nearer rule counts at a gateway, also where it says that nobody minds', () => {
  const usual = { id: 'usual', rule: defaultRules['usual-disk']! };
  const site = { id: 'site', rule: { ...usual.rule, scope: 'site:linden-court', threshold: 5 } };
  const off = { id: 'off', rule: { ...usual.rule, scope: 'gateway:gw-2', enabled: false } };
  const all = [off, usual, site];
  expect(rulesAt(all, { gateway: 'gw-1', site: 'elsewhere' }).map(({ id }) => id)).toEqual(['usual']);
  expect(rulesAt(all, { gateway: 'gw-1', site: 'linden-court' }).map(({ id }) => id)).toEqual(['site']);
  expect(rulesAt(all, { gateway: 'gw-2', site: 'linden-court' })).toEqual([]);
});

test('between the threshold and clearly within it nothing changes', () => {
  const rule = { kind: 'disk', threshold: 10 } as const;
  expect([9, 10, 11.9, 12].map((value) => judge(rule, { value }))).toEqual(['bad', 'between', 'between', 'good']);
});

test('a clock counts as off only where the uncertainty of the measure leaves no doubt', () => {
  const rules = ruled('usual-clock');
  const off = (offsetMs: number, roundTripMs: number) => {
    const health = { clock: { believed: true, roundTripMs } };
    const facts = factsOf(health);
    return readConditions({ ...facts, status: { ...facts.status!, nowMs: nowMs + offsetMs } }, rules, [], nowMs)[0];
  };
  expect(off(9000, 100)).toMatchObject({ verdict: 'bad', value: 9.05 });
  expect(off(2000, 9000)).toMatchObject({ verdict: 'between', value: 6.5 });
  expect(off(0, 100)).toMatchObject({ verdict: 'good' });
  expect(measureClock({ nowMs: 1000, health: { atMs: 1, clock: { believed: true, roundTripMs: 40 } } }, 1020)).toEqual({
    offsetMs: 0,
    errorMs: 20,
  });
  expect(measureClock({ nowMs: 1000 }, 1020)).toEqual({ offsetMs: -20, errorMs: null });
});

test('what an old status says is said to be unknown: it opens nothing, and closes nothing that stood open', () => {
  const rules = ruled('usual-disk');
  const old = factsOf({ disk: disk(90) }, { statusAtMs: nowMs - staleStatusMs - 1 });
  expect(readConditions(old, rules, [], nowMs)).toEqual([]);
  const open = {
    rule: 'usual-disk',
    gateway: 'gw-1',
    subject: '',
    kind: 'disk',
    sinceMs: 1,
    asOfMs: 2,
    value: 3,
  } as const;
  expect(readConditions(old, rules, [open], nowMs)).toMatchObject([{ verdict: 'unknown', asOfMs: 2, value: 3 }]);
});

test('an older gateway that says nothing of its health has no readings of it', () => {
  const rules = Object.entries(defaultRules).map(([id, rule]) => ({ id, rule }));
  const facts = { ...factsOf({}), status: statusOf({ nowMs }) };
  const kinds = readConditions(facts, rules, [], nowMs).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['clock', 'drift', 'missing', 'offline']);
});

test('each problem that a gateway names is a condition of its own, and one that is gone is over', () => {
  const rules = ruled('usual-problem');
  const open = {
    rule: 'usual-problem',
    gateway: 'gw-1',
    subject: 'templates',
    kind: 'problem',
    sinceMs: 1,
    asOfMs: 2,
    value: 1,
  } as const;
  const readings = readConditions(factsOf({ problems: ['perception'] }), rules, [open], nowMs);
  expect(readings.map(({ subject, verdict }) => [subject, verdict])).toEqual([
    ['perception', 'bad'],
    ['templates', 'good'],
  ]);
});

test('a gateway that was never heard is not called offline', () => {
  expect(readConditions(factsOf({}, { lastSeenMs: null }), ruled('usual-offline'), [], nowMs)).toEqual([]);
  const late = readConditions(factsOf({}, { lastSeenMs: nowMs - 500_000 }), ruled('usual-offline'), [], nowMs);
  expect(late).toMatchObject([{ verdict: 'bad', value: 500, sinceMs: nowMs - 500_000 }]);
});

const rowOf = (id: string, change: Partial<ConditionRow> = {}): ConditionRow => ({
  ...{ id, rule: 'usual-offline', gateway: id, subject: '', kind: 'offline', sinceMs: nowMs - 1000 },
  ...{ asOfMs: nowMs, value: 130, openedMs: nowMs, closedMs: null },
  ...change,
});

test('a district that falls silent at once is one notice with a count', () => {
  const district = Array.from({ length: 300 }, (_, index) => rowOf(`gw-${index}`, { openedMs: nowMs + index * 10 }));
  expect(composeNotices(district, () => true, nowMs + 5000)).toEqual({ notices: [], told: [] });
  const { notices, told } = composeNotices(district, () => true, nowMs + gatherMs);
  expect(notices).toMatchObject([{ kind: 'offline', what: 'opened', count: 300, gateways: 300 }]);
  expect(notices[0]!.conditions).toHaveLength(20);
  expect(told).toHaveLength(300);
  expect(writeSubject(notices[0]!)).toBe('网关离线：300 台 / Gateways offline: 300');
});

test('what nobody wants to hear of is settled without a word', () => {
  const { notices, told } = composeNotices([rowOf('gw-1')], () => false, nowMs);
  expect([notices, told]).toEqual([[], ['gw-1']]);
});

test('the same conditions always make the same notice, so that none is sent twice', () => {
  const ids = [nowMs + gatherMs, nowMs + 2 * gatherMs].map(
    (atMs) => composeNotices([rowOf('gw-1'), rowOf('gw-2')], () => true, atMs).notices[0]!.id,
  );
  expect(ids[0]).toBe(ids[1]);
});

test('a notice that is not taken is tried less and less often', () => {
  const waits = [0, 1, 2, 20].map((tries) => nextTryMs(tries, 0, () => 1));
  expect(waits).toEqual([5000, 10_000, 20_000, 600_000]);
  expect(nextTryMs(0, 0, () => 0)).toBe(2500);
});

test('of a gateway one status in five minutes leaves a row, and one that could not be kept is taken again', () => {
  const sampler = createSampler();
  const status = statusOf();
  const first = sampler.take(status, nowMs)!;
  expect(sampler.take(status, nowMs + 1)).toMatchObject({ atMs: first.atMs });
  sampler.kept(first);
  expect(sampler.take(status, nowMs + 1)).toBeUndefined();
  expect(sampler.take(status, nowMs + sampleEveryMs)).toBeDefined();
});

test('a chart has at most 500 points, and no peak is thinned away', () => {
  const figures = readFigures(statusOf(), nowMs);
  const points = Array.from({ length: 8640 }, (_, index) => ({
    ...{ atMs: index * sampleEveryMs, ...figures },
    ...{ temperatureDeci: index === 4321 ? 910 : 400, diskFreeMb: index === 77 ? 3 : 900 },
    clockOffsetMs: index === 5000 ? -70_000 : 20,
  }));
  const thin = thinSeries(points);
  expect(thin.length).toBeLessThanOrEqual(maxPoints);
  expect(Math.max(...thin.map(({ temperatureDeci }) => temperatureDeci!))).toBe(910);
  expect(Math.min(...thin.map(({ diskFreeMb }) => diskFreeMb!))).toBe(3);
  expect(thin.map(({ clockOffsetMs }) => clockOffsetMs)).toContain(-70_000);
  expect(thin.map(({ atMs }) => atMs)).toEqual(thin.map(({ atMs }) => atMs).sort((a, b) => a - b));
});

test('every figure that is read has a name under which it is kept', () => {
  expect(Object.keys(readFigures(statusOf(), nowMs)).sort()).toEqual([...figureNames].sort());
});

test('who hears of some gateways is told of these at the same moment as the others, and of nothing else', () => {
  const north = [rowOf('gw-1'), { ...rowOf('gw-2'), openedMs: nowMs + 15_000 }, rowOf('gw-3')];
  const only = (...gateways: string[]) =>
    composeNotices(
      north,
      () => true,
      nowMs + gatherMs,
      (each) => gateways.includes(each),
    );
  expect(only('gw-2')).toMatchObject({ notices: [{ count: 1, gateways: 1, conditions: [{ gateway: 'gw-2' }] }] });
  expect(only('gw-9').notices).toEqual([]);
  for (const told of [only('gw-2').told, only('gw-9').told]) expect(told).toHaveLength(3);
});
