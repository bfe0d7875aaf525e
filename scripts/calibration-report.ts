import {
  type Calibration,
  falseAccepts,
  falseRejects,
  misidentified,
  type Rate,
  type SiteScores,
} from '../models/calibration.ts';
import { plotHistogram } from './echarts-report-plots.ts';
import type { Report, ReportTable } from './eval-report.ts';

interface Setting {
  threshold: number;
  margin: number;
}

const drawn = 20_000;
const shownPairs = 100;
const round = (value: number) => Number(value.toPrecision(3));

/** The figures of the last line. Rates 0…1; `…AtMost` with 95 % confidence. */
export function summarise(scores: SiteScores, { threshold, margin, ...found }: Calibration, targetFar: number) {
  const far = falseAccepts(scores, threshold);
  const frr = falseRejects(scores, threshold, margin);
  return {
    people: scores.people,
    templates: scores.templates,
    pairs: scores.impostors.total,
    pairsOfPeople: scores.pairs.total,
    pairsNeeded: found.pairsNeeded,
    targetFar,
    threshold,
    margin,
    far: round(far.rate),
    farAtMost: round(far.atMost),
    frr: round(frr.rate),
    frrAtMost: round(frr.atMost),
    frrTrials: frr.trials,
    misidentified: misidentified(scores, threshold, margin).errors,
    impostorMax: round(scores.impostors.max()),
    alikePairs: alikePairs(scores, { threshold, margin }).length,
    inseparablePairs: scores.inseparable.length,
  };
}

/** Ids and figures only. */
export function calibrationReport(
  site: string,
  scores: SiteScores,
  result: Calibration,
  targetFar: number,
  current: Setting,
): Report {
  const own = scores.genuine.map((probe) => probe.own);
  return {
    title: `Face threshold of ${site}: ${result.basis}`,
    summary: summarise(scores, result, targetFar),
    tables: [
      compareSettings(scores, result, current),
      tableOfAlike(scores, result),
      ...tableOfGroups(scores, result),
      notes(result),
    ],
    plots: [
      {
        title: 'Cosine: different people, and own looks',
        svg: plotHistogram({ different: scores.impostors.sample(drawn), same: own }, -0.3, 1),
      },
    ],
    cases: [],
  };
}

function cells({ errors, trials, rate, atMost }: Rate): (string | number)[] {
  return [trials === 0 ? 'no trial' : `${errors} of ${trials}`, round(rate), round(atMost)];
}

function compareSettings(scores: SiteScores, result: Calibration, current: Setting): ReportTable {
  const row = (name: string, { threshold, margin }: Setting) => [
    ...[name, threshold, margin],
    ...cells(falseAccepts(scores, threshold)),
    ...cells(falseRejects(scores, threshold, margin)),
  ];
  return {
    title: 'Settings',
    header: [
      'setting',
      'threshold',
      'margin',
      'false accepts',
      'rate',
      'at most',
      'false rejections',
      'rate',
      'at most',
    ],
    rows: [
      row('in force', current),
      row(`proposed (${result.basis})`, result),
      ...(result.measured === undefined ? [] : [row('measured', { ...result, threshold: result.measured })]),
      ...(result.extrapolated === undefined
        ? []
        : [row('extrapolated, fitted tail', { ...result, threshold: result.extrapolated })]),
    ],
  };
}

/** Pairs that reach the threshold, or come as near as the margin. */
function alikePairs({ alike }: SiteScores, { threshold, margin }: Setting) {
  return alike.filter(({ score }) => score >= threshold - margin);
}

function tableOfAlike(scores: SiteScores, result: Calibration): ReportTable {
  const found = alikePairs(scores, result);
  const what = (pair: (typeof found)[number]) => {
    if (scores.inseparable.includes(pair))
      return 'as alike as one person: twins, or one person enrolled twice; use cards';
    return pair.score >= result.threshold ? 'only the margin parts them' : 'near the threshold';
  };
  return {
    title: `Pairs that look alike: ${found.length}`,
    header: ['person', 'person', 'score', 'what it means'],
    rows: found.slice(0, shownPairs).map((pair) => [pair.a, pair.b, round(pair.score), what(pair)]),
  };
}

function tableOfGroups(scores: SiteScores, { threshold, margin }: Calibration): ReportTable[] {
  const names = new Set([...scores.groups.keys(), ...scores.genuine.flatMap(({ group }) => group ?? [])]);
  if (names.size === 0) return [];
  const rows = [...names].sort().map((name) => {
    const pairs = scores.groups.get(name);
    const accepts = pairs ? cells(falseAccepts(pairs, threshold)) : ['no pair', '', ''];
    return [name, ...accepts, ...cells(falseRejects(scores, threshold, margin, name))];
  });
  const header = ['group', 'false accepts', 'rate', 'at most', 'false rejections', 'rate', 'at most'];
  return [{ title: 'By group, at the proposed setting', header, rows }];
}

function notes({ pairsNeeded }: Calibration): ReportTable {
  return {
    title: 'How to read this',
    header: ['', ''],
    rows: [
      [
        'pairs',
        'template against template of different people; pairs as alike as one person to themselves are left out and listed',
      ],
      ['at most', '95 % confidence; false accepts by pairs of people, since the looks of one person hang together'],
      [
        'measured',
        `needs ${pairsNeeded} pairs of people without an error; with fewer the tail is extrapolated, and is a guess`,
      ],
      [
        'false rejections',
        'each enrolled look against the others of the same person. Looks of one day are more alike than visits months later: expect more at the door',
      ],
      ['one frame', 'these are single comparisons; a door asks for two agreeing frames and counts those that disagree'],
    ],
  };
}
