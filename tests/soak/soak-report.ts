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
    title: 'Soak: the reference compound at sixty times its traffic',
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
      { title: 'How to read this', header: ['', ''], rows: notes },
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

const notes: [string, string][] = [
  [
    'sixty times',
    'the traffic: what the compound does in thirty hours is done in thirty minutes, with its peaks and nights. People walk and barriers move as much quicker. The clocks of gateway and cloud run as ever: how long a command may live, an alarm waits or a device may be silent is not sixty times shorter, and a latency is one',
  ],
  [
    'devices and cameras',
    'simulated devices over MQTT; one perception node over its sealed link, which says what cameras would have seen: no picture is taken or read, and nobody is enrolled, so that faces are refused',
  ],
  [
    'three weeks later',
    'after the thirty hours the gateway is started again with its wall clock 21 days ahead; the site keeps passages, events, alarms and visits for 20 days, and while people come and go the sweep takes what the run has left. Nothing else was sped up: what a site does once a day or an hour came as often as in half an hour',
  ],
  [
    'flat',
    'the median slope between any two looks (Theil and Sen) over the last two thirds, times their length, is below 5 % of the level; of latencies, which follow the hour, below 50 %; or below what one page, visit or batch weighs (8 handles, 8 MiB resident, 2 MiB heap, 10 ms)',
  ],
  [
    'heap',
    'after a full collection at each look; the pause of that collection is in the latencies and not in the delay of the loop',
  ],
  ['database bytes an event', 'of the last third at most a quarter more than of the third before'],
];

const minute = ({ atS }: SoakSample): number => Math.round(atS / 0.6) / 100;
