import { Worker } from 'node:worker_threads';

export interface FuzzProblem {
  kind: 'crash' | 'hang' | 'memory';
  what: string;
  input: Uint8Array;
}

/** What the thread is told. */
export interface FuzzJob {
  /** URL of the folder of targets. */
  folder: string;
  name: string;
  inputs: number;
  seed: number;
  /** By coverage; blind otherwise, which starts sooner. */
  guided: boolean;
  /** What broke it once. */
  replay: Uint8Array[];
  /** Two numbers of 32 bits: how many inputs, and how long the present one is; then the input. */
  shared: SharedArrayBuffer;
}

interface Progress {
  inputs: number;
  /** Blocks of the program that ran for the first time since the target was loaded. */
  edges: number;
  corpus: number;
}
export type FuzzNews =
  | { kind: 'problem'; problem: FuzzProblem }
  | ({ kind: 'progress' } & Progress)
  | ({ kind: 'end'; growthMb: number } & Progress);

export interface FuzzResult extends Progress {
  name: string;
  seconds: number;
  growthMb: number;
  problems: FuzzProblem[];
}

export interface FuzzOptions extends Omit<FuzzJob, 'shared'> {
  /** Without a word from the thread: also of a machine that is busy with other things. */
  hangMs?: number;
}

const mostBytes = 1024 * 1024;
const memoryMb = 768;

/** Fuzzes one target in a thread of its own, which a hang, a full heap or an error that nobody caught may end. Never rejects. */
export function fuzzInThread({ hangMs = 20_000, ...options }: FuzzOptions): Promise<FuzzResult> {
  const shared = new SharedArrayBuffer(8 + mostBytes);
  const counts = new Int32Array(shared, 0, 2);
  const beganMs = performance.now();
  const problems: FuzzProblem[] = [];
  let last: Progress & { growthMb: number } = { inputs: 0, edges: 0, corpus: 0, growthMb: 0 };
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), {
      workerData: { ...options, shared } satisfies FuzzJob,
      name: `fuzz ${options.name}`,
      // a test runner's own flags would not work there
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const blame = (kind: FuzzProblem['kind'], what: string) => {
      const input = Uint8Array.from(new Uint8Array(shared, 8, Math.min(counts[1]!, mostBytes)));
      problems.push({ kind, what, input });
    };
    let heard = { count: -1, atMs: beganMs };
    const watch = setInterval(() => {
      const count = Atomics.load(counts, 0);
      // nothing has begun yet, or something new
      if (count === 0 || count !== heard.count) heard = { count, atMs: performance.now() };
      if (performance.now() - heard.atMs < hangMs) return;
      blame('hang', `hang: no end after ${hangMs} ms`);
      void worker.terminate();
    }, 100);
    worker.on('message', (news: FuzzNews) => {
      if (news.kind === 'problem') problems.push(news.problem);
      else last = { ...last, ...news };
      heard.atMs = performance.now();
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      blame(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', error.stack ?? String(error)),
    );
    worker.on('exit', () => {
      clearInterval(watch);
      const { inputs, edges, corpus, growthMb } = last;
      const seconds = Math.round((performance.now() - beganMs) / 100) / 10;
      resolve({ name: options.name, inputs, edges, corpus, growthMb: Math.round(growthMb), seconds, problems });
    });
  });
}
