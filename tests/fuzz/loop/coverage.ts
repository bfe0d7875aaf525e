import { type Profiler, Session } from 'node:inspector';

/** A place in a function that ran for the first time. */
export interface Point {
  fn: string;
  offset: number;
}

type Ranges = readonly Profiler.CoverageRange[];
/** By function: which of its parts ran, from the outermost in; each overrules the one around it. */
type Seen = ReadonlyMap<string, Ranges>;

/** What of the program ran, block by block, in this thread. Scripts that are loaded before it starts are seen by functions only. */
export interface Coverage {
  /** Everything that ran since it was asked before. */
  take(): Seen;
  /** What of it had never run; from now on it has. */
  learn(seen: Seen): Point[];
  stop(): void;
}

/** Whether it ran in this take. */
export function reaches(seen: Seen, { fn, offset }: Point): boolean {
  const inner = seen.get(fn)?.findLast(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset);
  return inner !== undefined && inner.count > 0;
}

const isOurs = (url: string) => !/^node:|\/tests\/fuzz\/(loop|targets)\//.test(url);

/** Precise coverage as V8 counts it (`detailed`); binary, so that hot code is still compiled. */
export function startCoverage(): Coverage {
  const session = new Session();
  session.connect();
  const known = new Map<string, Uint8Array>();
  /** Ways through a function that have nothing new: comparing texts is quicker than painting. */
  const ways = new Set<string>();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });

  const read = (): Profiler.ScriptCoverage[] => {
    let scripts: Profiler.ScriptCoverage[] = [];
    // within one thread the answer is there when the call returns
    session.post('Profiler.takePreciseCoverage', (error, answer) => {
      if (error) throw error;
      scripts = answer.result;
    });
    return scripts.filter(({ url }) => isOurs(url));
  };
  return {
    take: () =>
      new Map(
        read().flatMap(({ scriptId, functions }) =>
          functions
            .filter(({ ranges }) => ranges[0]!.count > 0)
            .map(({ ranges }) => [`${scriptId}:${ranges[0]!.startOffset}-${ranges[0]!.endOffset}`, ranges] as const),
        ),
      ),
    learn(seen) {
      const points: Point[] = [];
      for (const [fn, ranges] of seen) {
        const way = fn + ranges.map(({ startOffset, endOffset, count }) => `${startOffset}-${endOffset}-${count}`);
        if (ways.has(way)) continue;
        ways.add(way);
        const { startOffset: start, endOffset: end } = ranges[0]!;
        const before = known.get(fn) ?? new Uint8Array(end - start);
        known.set(fn, before);
        const offsets = paint(ranges, before);
        for (const offset of offsets) points.push({ fn, offset: start + offset });
      }
      return points;
    },
    stop: () => session.disconnect(),
  };
}

/** Marks what ran, and returns where each new part begins. */
function paint(ranges: Ranges, before: Uint8Array): number[] {
  const ran = new Uint8Array(before.length);
  const start = ranges[0]!.startOffset;
  for (const { startOffset, endOffset, count } of ranges)
    ran.fill(count > 0 ? 1 : 0, startOffset - start, endOffset - start);
  const begins: number[] = [];
  for (let offset = 0; offset < ran.length; offset += 1) {
    const isNew = ran[offset] === 1 && before[offset] === 0;
    if (isNew && !(ran[offset - 1] === 1 && before[offset - 1] === 2)) begins.push(offset);
    // 2: new in this way, so that one part is one point
    if (isNew) before[offset] = 2;
  }
  for (let offset = before.indexOf(2); offset >= 0; offset = before.indexOf(2, offset)) before[offset] = 1;
  return begins;
}
