import { expect, test } from 'vitest';
import {
  calibrate,
  compareSite,
  type EnrolledPerson,
  falseAccepts,
  falseRejects,
  misidentified,
} from '../../../models/calibration.ts';
import { upperBound } from '../../../models/error-bounds.ts';
import { createScoreCounts } from '../../../models/score-counts.ts';

const defaults = { threshold: 0.42, margin: 0.08 };

function unit(values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

/** A fixed stream of numbers, so that each run sees the same people. */
function draws(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** People in 128 dimensions, each seen several times with some noise: strangers about 0 ± 0.09, own looks about 0.7. */
function crowd(n: number, looks = 2, seed = 7): EnrolledPerson[] {
  const next = draws(seed);
  return Array.from({ length: n }, (_, at) => {
    const self = Array.from({ length: 128 }, next);
    return {
      person: `p${at}`,
      group: at % 2 ? 'b' : 'a',
      templates: Array.from({ length: looks }, () => unit(self.map((value) => value + 0.65 * next()))),
    };
  });
}

test('the bound is the textbook’s: the rule of three without errors, Clopper and Pearson’s otherwise', () => {
  expect(upperBound(0, 100)).toBeCloseTo(0.02951, 4);
  expect(upperBound(0, 30_000) * 30_000).toBeCloseTo(2.996, 2);
  expect(upperBound(1, 100)).toBeCloseTo(0.04656, 4);
  expect(upperBound(5, 1000)).toBeCloseTo(0.01048, 4);
  expect(upperBound(300, 1000)).toBeCloseTo(0.3247, 3);
  expect(upperBound(10, 10)).toBe(1);
  expect(upperBound(0, 0)).toBe(1);
});

test('counts know how many scores reach a threshold, and the least threshold that few reach', () => {
  const counts = createScoreCounts();
  for (const score of [-0.2, 0.1, 0.3, 0.3, 0.5]) counts.add(score);
  expect(counts.atLeast(0.3)).toBe(3);
  expect(counts.atLeast(0.3001)).toBe(1);
  for (const most of [0, 1, 3]) expect(counts.atLeast(counts.thresholdFor(most))).toBeLessThanOrEqual(most);
  expect(counts.thresholdFor(0)).toBeCloseTo(0.5001, 6);
  expect(counts.thresholdFor(1)).toBeCloseTo(0.3001, 6);
  expect(counts.max()).toBeCloseTo(0.5, 3);
  expect(counts.quantile(0.5)).toBeCloseTo(0.3, 6);
});

test('every look is compared with every other person’s once, and with its own person’s', () => {
  const people = [
    { person: 'a', templates: [unit([1, 0, 0, 0]), unit([1, 0.5, 0, 0])] },
    { person: 'b', templates: [unit([0, 1, 0, 0])] },
    { person: 'c', templates: [unit([0, 0, 1, 0]), unit([0, 0, 1, 0.2])] },
  ];
  const scores = compareSite(people);
  expect([scores.impostors.total, scores.pairs.total, scores.templates]).toEqual([8, 3, 5]);
  expect(scores.alike[0]).toMatchObject({ a: 'a', b: 'b' });
  expect(scores.alike[0]!.score).toBeCloseTo(0.4472, 4);
  expect(scores.genuine).toHaveLength(4);
  expect(scores.genuine[1]!.other).toBeCloseTo(0.4472, 4);
  expect(falseAccepts(scores, 0.4)).toMatchObject({ errors: 1, trials: 8 });
});

test('with enough people the wished rate is measured: not more pairs pass than the confidence allows', () => {
  const scores = compareSite(crowd(120));
  const result = calibrate(scores, 1e-3, defaults);
  expect(result.basis).toBe('measured');
  expect(falseAccepts(scores, result.threshold).atMost).toBeLessThanOrEqual(1e-3);
  // A hundredth less would not do: the threshold is no stricter than it has to be.
  expect(falseAccepts(scores, result.measured! - 0.01).atMost).toBeGreaterThan(1e-3);
  expect(falseRejects(scores, result.threshold, result.margin).rate).toBeLessThan(0.05);
});

test('with too few people it says so, extrapolates, and is never more lenient than the default or what was seen', () => {
  const scores = compareSite(crowd(20));
  const result = calibrate(scores, 1e-4, defaults);
  expect(result).toMatchObject({ basis: 'extrapolated', measured: undefined, pairsNeeded: 29_956 });
  expect(result.threshold).toBeGreaterThanOrEqual(Math.max(0.42, result.extrapolated!, scores.impostors.max()) - 1e-9);
  const strict = calibrate(scores, 1e-4, { threshold: 0.6, margin: 0.08 });
  expect(strict.threshold).toBe(0.6);
});

test('the fitted tail is on the safe side: of other people from the same town fewer pass than was wished', () => {
  const result = calibrate(compareSite(crowd(30)), 1e-3, { threshold: 0, margin: 0.08 });
  const others = compareSite(crowd(200, 1, 99));
  const passing = others.impostors.atLeast(result.extrapolated!) / others.impostors.total;
  expect(passing).toBeLessThanOrEqual(1e-3);
});

test('twins are named, and do not lock everybody else out', () => {
  const people = crowd(120);
  const [first] = people;
  const twin = {
    person: 'twin',
    templates: first!.templates.map((look) => unit([...look].map((v, at) => v + 0.02 * Math.sin(at)))),
  };
  const without = calibrate(compareSite(people), 1e-3, defaults);
  const scores = compareSite([...people, twin]);
  expect(scores.inseparable).toMatchObject([{ a: 'p0', b: 'twin' }]);
  expect(scores.alike[0]).toBe(scores.inseparable[0]);
  expect(calibrate(scores, 1e-3, defaults).threshold).toBeCloseTo(without.threshold, 1);
  // Their looks are turned away by the margin rather than taken for each other.
  expect(misidentified(scores, without.threshold, 0.3).errors).toBe(0);
  expect(falseRejects(scores, without.threshold, 0.3).errors).toBeGreaterThanOrEqual(4);
});

test('poor photos of some residents do not make strangers count as one person', () => {
  const blurred = crowd(40).map(({ person, templates }, at) => ({
    person,
    templates: at < 30 ? [templates[0]!, crowd(40, 1, at + 500)[0]!.templates[0]!] : templates,
  }));
  const scores = compareSite(blurred);
  expect(scores.inseparable).toEqual([]);
  expect(scores.impostors.total).toBe(780 * 4);
});

test('groups are judged apart, pairs within a group only', () => {
  const scores = compareSite(crowd(20));
  expect([...scores.groups.keys()].sort()).toEqual(['a', 'b']);
  expect(scores.groups.get('a')!.pairs.total).toBe(45);
  expect(falseRejects(scores, 0.9, 0.08, 'a').trials).toBe(20);
});
