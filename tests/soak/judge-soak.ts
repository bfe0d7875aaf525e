import { type Judgement, judgeBytesPerEvent, judgeGrowth, judgeMost, type Point } from './judge.ts';
import { type LatencyKind, latencyKinds } from './latency-book.ts';
import type { SoakSample } from './soak-sample.ts';
import type { PartSample } from './watched-part.ts';

const bytesPerMib = 1024 * 1024;
/** What one shift's page and session, one visit or one batch may weigh at the moment of a look. */
const floors = { heapMib: 2, rssMib: 8, handles: 8, latencyMs: 10 };
/** Latency follows the hour of the day, which differs between the ends of what is judged: only a half of the level is a trend. */
const latencyShare = 0.5;
/** SQLite begins anew at 4 MiB when nobody reads; somebody always reads a little. */
const mostWalMib = 64;

const parts = ['gateway', 'cloud'] as const;

/** Every figure of a soak that must be flat, level or bounded. */
export function judgeSoak(samples: readonly SoakSample[]): Judgement[] {
  const over = (part: 'gateway' | 'cloud', read: (sample: PartSample) => number): Point[] =>
    samples.map((sample) => [sample.atS, read(sample[part])]);
  return [
    ...parts.flatMap((part) => [
      judgeGrowth(
        `${part}: heap after collection, MiB`,
        over(part, ({ heapBytes }) => heapBytes / bytesPerMib),
        {
          floor: floors.heapMib,
        },
      ),
      judgeGrowth(
        `${part}: resident memory, MiB`,
        over(part, ({ rssBytes }) => rssBytes / bytesPerMib),
        {
          floor: floors.rssMib,
        },
      ),
      ...(['descriptors', 'sockets', 'timers', 'resources'] as const).map((handle) =>
        judgeGrowth(
          `${part}: ${handle}`,
          over(part, (sample) => sample[handle]),
          { floor: floors.handles },
        ),
      ),
      judgeGrowth(
        `${part}: event loop late, p99, ms`,
        over(part, ({ loopP99Ms }) => loopP99Ms),
        {
          ...{ share: latencyShare, floor: floors.latencyMs },
        },
      ),
      judgeBytesPerEvent(
        `${part}: database bytes an event`,
        samples.map((sample): Point => [sample.events, sample[part].databaseBytes]),
      ),
      judgeMost(
        `${part}: write-ahead log, MiB`,
        over(part, ({ walBytes }) => walBytes / bytesPerMib),
        mostWalMib,
      ),
    ]),
    ...latencyKinds.map((kind) =>
      judgeGrowth(`${kind}, p99, ms`, latencyPoints(samples, kind), {
        ...{ share: latencyShare, floor: floors.latencyMs },
      }),
    ),
  ];
}

export function latencyPoints(samples: readonly SoakSample[], kind: LatencyKind): Point[] {
  return samples.flatMap(({ atS, latencies }): Point[] => {
    const window = latencies[kind];
    return window ? [[atS, window.p99Ms]] : [];
  });
}
