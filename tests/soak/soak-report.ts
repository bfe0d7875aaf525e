import { plotOverTime } from '../../scripts/echarts-report-plots.ts';
import type { Report } from '../../scripts/eval-report.ts';
import { latencyPoints } from './judge-soak.ts';
import { latencyKinds } from './latency-book.ts';
import type { SoakResult } from './run-soak.ts';
import type { SoakSample } from './soak-sample.ts';
import type { PartSample } from './watched-part.ts';

const bytesPerMib = 1024 * 1024;
const round = (value: number) => Number(value.toPrecision(4));

/** What a soak found, as a page with its curves. */
export function soakReport({ figures, samples, judgements, problems }: SoakResult): Report {
  const both = (read: (sample: PartSample) => number, what = ''): Record<string, [number, number][]> =>
    Object.fromEntries(
      (['gateway', 'cloud'] as const).map((part) => [
        `${part}${what}`,
        samples.map((sample): [number, number] => [minute(sample), read(sample[part])]),
      ]),
    );
  const late = latencyKinds.map((kind): [string, [number, number][]] => [
    kind,
    latencyPoints(samples, kind).map(([atS, ms]) => [atS / 60, ms]),
  ]);
  const memory = {
    ...both(({ rssBytes }) => rssBytes / bytesPerMib, ' resident'),
    ...both(({ heapBytes }) => heapBytes / bytesPerMib, ' heap after collection'),
  };
  const files = {
    ...both(({ databaseBytes }) => databaseBytes / bytesPerMib, ' database'),
    ...both(({ walBytes }) => walBytes / bytesPerMib, ' write-ahead log'),
  };
  return {
    title: 'Soak: the reference compound for hours',
    summary: figures,
    tables: [
      {
        title: 'Judged over the last two thirds',
        header: ['figure', 'holds', 'level', 'found', 'limit'],
        rows: judgements.map(({ name, passed, level, found, limit }) => [
          ...[name, passed ? 'yes' : 'NO'],
          ...[level, found, limit].map(round),
        ]),
      },
      { title: 'Problems', header: [''], rows: problems.map((problem) => [problem]) },
    ],
    plots: [
      { title: 'Memory', svg: plotOverTime('MiB', memory) },
      {
        title: 'Open file descriptors',
        svg: plotOverTime(
          'descriptors',
          both(({ descriptors }) => descriptors),
        ),
      },
      {
        title: 'Active timers',
        svg: plotOverTime(
          'timers',
          both(({ timers }) => timers),
        ),
      },
      { title: 'Latency, p99 of each window', svg: plotOverTime('ms', Object.fromEntries(late)) },
      {
        title: 'Event loop late, p99',
        svg: plotOverTime(
          'ms',
          both(({ loopP99Ms }) => loopP99Ms),
        ),
      },
      { title: 'Files', svg: plotOverTime('MiB', files) },
    ],
    cases: [],
  };
}

const minute = ({ atS }: SoakSample): number => Math.round(atS / 0.6) / 100;
