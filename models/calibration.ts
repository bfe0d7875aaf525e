import { upperBound } from './error-bounds.ts';
import { createScoreCounts, type ScoreCounts, scoreStep } from './score-counts.ts';

export interface EnrolledPerson {
  person: string;
  group?: string | undefined;
  /** Values of length 1. */
  templates: readonly Float32Array[];
}

export interface AlikePair {
  a: string;
  b: string;
  /** Of their most alike templates. */
  score: number;
}

/** One template against all others: the best of the same person, and the best of anybody else. */
interface Probe {
  group: string | undefined;
  own: number;
  other: number;
}

/** Everything compared with everything, once. */
export interface SiteScores {
  people: number;
  templates: number;
  /** Template against template of different people, but for `inseparable` pairs. */
  impostors: ScoreCounts;
  /** The same, each pair of people once, by its most alike templates. */
  pairs: ScoreCounts;
  /** Each template of people who have several, against the best other of the same person. */
  genuine: readonly Probe[];
  /** Most alike first; at most 1,000. */
  alike: readonly AlikePair[];
  /** Pairs as alike as one person is to themselves: twins, or one person enrolled twice. No threshold parts them. */
  inseparable: readonly AlikePair[];
  groups: ReadonlyMap<string, { impostors: ScoreCounts; pairs: ScoreCounts }>;
}

const keptPairs = 1000;
/** Between the highest score of strangers (0.35) and the median of one person's own looks (0.68) on photos measured. */
const leastInseparable = 0.55;

function dot(a: Float32Array, b: Float32Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let at = 0; at + 3 < a.length; at += 4) {
    s0 += a[at]! * b[at]!;
    s1 += a[at + 1]! * b[at + 1]!;
    s2 += a[at + 2]! * b[at + 2]!;
    s3 += a[at + 3]! * b[at + 3]!;
  }
  return s0 + s1 + (s2 + s3);
}

/** Best score of each template against the others of the same person; NaN for a single one. */
function ownScores({ templates }: EnrolledPerson): number[] {
  return templates.map((template, at) => {
    const others = templates.filter((_, other) => other !== at);
    return others.length === 0 ? Number.NaN : Math.max(...others.map((other) => dot(template, other)));
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function compareSite(people: readonly EnrolledPerson[]): SiteScores {
  const own = people.map(ownScores);
  // As alike as half of all genuine looks. A floor, lest poor photos of a few make strangers count as one person.
  const inseparableFrom = Math.max(leastInseparable, median(own.flat().filter((score) => !Number.isNaN(score))) || 0);
  const best = people.map(({ templates }) => new Float64Array(templates.length).fill(-1));
  const [impostors, pairs] = [createScoreCounts(), createScoreCounts()];
  const groups = new Map<string, { impostors: ScoreCounts; pairs: ScoreCounts }>();
  let alike: AlikePair[] = [];
  const inseparable: AlikePair[] = [];
  let leastKept = -1;
  const prune = () => {
    alike = alike.sort((a, b) => b.score - a.score).slice(0, keptPairs);
    if (alike.length === keptPairs) leastKept = alike.at(-1)!.score;
  };
  for (let i = 0; i < people.length; i += 1) {
    for (let j = i + 1; j < people.length; j += 1) {
      const [a, b] = [people[i]!, people[j]!];
      const scores = compareTwo(a, b, best[i]!, best[j]!);
      const score = Math.max(...scores);
      const pair = { a: a.person, b: b.person, score };
      if (score >= inseparableFrom) inseparable.push(pair);
      else {
        for (const one of scores) impostors.add(one);
        pairs.add(score);
        const group = a.group !== undefined && a.group === b.group ? groupOf(groups, a.group) : undefined;
        for (const one of group ? scores : []) group!.impostors.add(one);
        group?.pairs.add(score);
      }
      if (score > leastKept) alike.push(pair);
      if (alike.length > 20 * keptPairs) prune();
    }
  }
  prune();
  const genuine = people.flatMap(({ group }, at) =>
    own[at]!.map((score, n) => ({ group, own: score, other: best[at]![n]! })).filter(
      (probe) => !Number.isNaN(probe.own),
    ),
  );
  const templates = people.reduce((sum, one) => sum + one.templates.length, 0);
  return { people: people.length, templates, impostors, pairs, genuine, alike, inseparable, groups };
}

/** All scores between two people; raises each template's best score against anybody else. */
function compareTwo(a: EnrolledPerson, b: EnrolledPerson, bestA: Float64Array, bestB: Float64Array): number[] {
  const scores: number[] = [];
  for (const [at, one] of a.templates.entries()) {
    for (const [bt, other] of b.templates.entries()) {
      const score = dot(one, other);
      scores.push(score);
      if (score > bestA[at]!) bestA[at] = score;
      if (score > bestB[bt]!) bestB[bt] = score;
    }
  }
  return scores;
}

function groupOf(groups: Map<string, { impostors: ScoreCounts; pairs: ScoreCounts }>, name: string) {
  const known = groups.get(name) ?? { impostors: createScoreCounts(), pairs: createScoreCounts() };
  groups.set(name, known);
  return known;
}

/** Errors among trials, the rate, and what it could be at most with 95 % confidence. */
export interface Rate {
  errors: number;
  trials: number;
  rate: number;
  /** Counted over independent trials: pairs of people, or people's own looks. */
  atMost: number;
}

function rateOf(errors: number, trials: number, bound = upperBound(errors, trials)): Rate {
  return { errors, trials, rate: trials === 0 ? 0 : errors / trials, atMost: bound };
}

/** Different people taken for the same at a threshold. Looks of one person hang together: the bound counts pairs of people. */
export function falseAccepts({ impostors, pairs }: Pick<SiteScores, 'impostors' | 'pairs'>, threshold: number): Rate {
  return rateOf(impostors.atLeast(threshold), impostors.total, upperBound(pairs.atLeast(threshold), pairs.total));
}

/** People's own looks that a threshold and a margin turn away, of one group or of all. */
export function falseRejects({ genuine }: SiteScores, threshold: number, margin: number, group?: string): Rate {
  const probes = group === undefined ? genuine : genuine.filter((probe) => probe.group === group);
  const refused = probes.filter(({ own, other }) => own < threshold || own - Math.max(0, other) < margin);
  return rateOf(refused.length, probes.length);
}

/** Looks that would be taken for somebody else, margin included. */
export function misidentified({ genuine }: SiteScores, threshold: number, margin: number): Rate {
  return rateOf(genuine.filter(({ own, other }) => other >= threshold && other - own >= margin).length, genuine.length);
}

export interface Calibration {
  threshold: number;
  margin: number;
  /**
   * `measured`: the site's own pairs show, with 95 % confidence, that the wished rate is kept. `extrapolated`: there are too
   * few of them; an exponential tail was fitted to the highest scores. `default`: not even that; the default stays.
   */
  basis: 'measured' | 'extrapolated' | 'default';
  /** Lowest threshold that the pairs themselves show to be enough. */
  measured: number | undefined;
  /** What the fitted tail says. */
  extrapolated: number | undefined;
  /** Independent pairs of people that would be needed to measure it. */
  pairsNeeded: number;
}

/** What the site file allows. */
const limits = { threshold: [0.2, 0.9], margin: [0.02, 0.5] } as const;
const tailPart = 0.05;
const leastTail = 30;

export function calibrate(
  scores: SiteScores,
  targetFar: number,
  defaults: { threshold: number; margin: number },
): Calibration {
  const measured = measuredThreshold(scores, targetFar);
  const extrapolated = tailThreshold(scores.impostors, targetFar);
  const basis = measured !== undefined ? 'measured' : extrapolated !== undefined ? 'extrapolated' : 'default';
  // Without proof the threshold is never made more lenient than the default, nor than the highest score seen.
  const unproven = Math.max(defaults.threshold, extrapolated ?? 0, scores.impostors.max());
  const threshold = between(rounded(measured ?? unproven), limits.threshold);
  const worst = Math.max(
    ...scores.genuine.filter(({ other }) => other >= threshold).map(({ own, other }) => other - own),
    -1,
  );
  const margin = between(rounded(Math.max(defaults.margin, worst + 0.02)), limits.margin);
  return {
    threshold,
    margin,
    basis,
    measured,
    extrapolated,
    pairsNeeded: Math.ceil(Math.log(0.05) / Math.log1p(-targetFar)),
  };
}

/** The least threshold at which the upper bound stays within the target; `undefined` if even no error is too little. */
function measuredThreshold({ pairs }: SiteScores, target: number): number | undefined {
  if (upperBound(0, pairs.total) > target) return undefined;
  let [allowed, tooMany] = [0, Math.ceil(pairs.total * target) + 1];
  while (tooMany - allowed > 1) {
    const middle = (allowed + tooMany) >> 1;
    if (upperBound(middle, pairs.total) <= target) allowed = middle;
    else tooMany = middle;
  }
  return pairs.thresholdFor(allowed);
}

/** Peaks over the 95th percentile as an exponential: cosines of strangers fall off faster, so it errs to the safe side. */
function tailThreshold(impostors: ScoreCounts, target: number): number | undefined {
  const from = impostors.quantile(1 - tailPart);
  const above = impostors.atLeast(from);
  if (above < leastTail) return undefined;
  const share = above / impostors.total;
  return from + impostors.meanExcess(from) * Math.log(Math.max(1, share / target));
}

/** Up to the next hundredth. */
function rounded(value: number): number {
  return Math.ceil(value * 100 - scoreStep) / 100;
}

function between(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
