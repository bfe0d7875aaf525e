import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { createSeededRandom } from '../../../firmware-sims/compound/seeded-random.ts';
import type { FuzzTarget } from '../fuzz-target.ts';
import { type Coverage, type Point, reaches, startCoverage } from './coverage.ts';
import type { FuzzJob, FuzzNews } from './fuzz-thread.ts';
import { mutate } from './mutate.ts';
import { shrink } from './shrink.ts';
import { wordsOf } from './words-of.ts';

/** An input that takes longer, twice, is a hang. */
const slowCpuMs = 1000;
const mostProblems = 5;
const mostKept = 400;
/** Heap that more inputs may need, once all code has run. */
const mostGrowthMb = 48;

const { folder, name, inputs, seed, guided, replay, shared } = workerData as FuzzJob;
const counts = new Int32Array(shared, 0, 2);
const current = new Uint8Array(shared, 8);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const heapMb = async () => {
  collect();
  // memory outside the heap is given back a turn after what held it
  await setTimeout(10);
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
};
const tell = (news: FuzzNews) => parentPort?.postMessage(news);
const known = new Set<string>();
let found = 0;

/** What the target says to an input: nothing, or what broke. */
async function attempt({ run }: FuzzTarget, input: Uint8Array): Promise<string | undefined> {
  current.set(input.subarray(0, current.length));
  counts[1] = input.length;
  Atomics.add(counts, 0, 1);
  const beganMs = performance.now();
  try {
    const work = run(input);
    if (work) await work;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return performance.now() - beganMs > slowCpuMs ? await timeAgain(run, input) : undefined;
}

/** The machine may have been busy with something else: processor time counts, of a second try. */
async function timeAgain(run: FuzzTarget['run'], input: Uint8Array): Promise<string | undefined> {
  const before = process.threadCpuUsage();
  await run(input);
  const { user, system } = process.threadCpuUsage(before);
  const cpuMs = (user + system) / 1000;
  return cpuMs > slowCpuMs ? `hang: ${Math.round(cpuMs)} ms of processor time for ${input.length} bytes` : undefined;
}

/** Two that break at the same place are one. */
const placeOf = (what: string) => {
  const lines = what.split('\n');
  return `${lines[0]!.slice(0, 40).replace(/\d+/g, '#')} ${lines.find((line) => line.includes('    at ')) ?? ''}`;
};

async function judge(target: FuzzTarget, input: Uint8Array): Promise<void> {
  const what = await attempt(target, input);
  if (what === undefined || known.has(placeOf(what))) return;
  known.add(placeOf(what));
  found += 1;
  const kind = what.startsWith('hang') ? 'hang' : 'crash';
  const isSame = async (tried: Uint8Array) => placeOf((await attempt(target, tried)) ?? '') === placeOf(what);
  tell({ kind: 'problem', problem: { kind, what, input: kind === 'hang' ? input : await shrink(input, isSame) } });
}

/** Those inputs of a batch that reached the new points, a few around each. */
async function whoReached(
  target: FuzzTarget,
  coverage: Coverage,
  batch: Uint8Array[],
  points: Point[],
): Promise<Uint8Array[]> {
  if (points.length === 0) return [];
  // so few are kept together: to part them would cost more than it saves
  if (batch.length <= 4) return batch;
  const half = batch.length >> 1;
  const [first, second] = [batch.slice(0, half), batch.slice(half)];
  coverage.take();
  for (const input of first) await attempt(target, input);
  const seen = coverage.take();
  const inFirst = points.filter((point) => reaches(seen, point));
  const rest = points.filter((point) => !reaches(seen, point));
  return [
    ...(await whoReached(target, coverage, first, inFirst)),
    ...(await whoReached(target, coverage, second, rest)),
  ];
}

async function fuzz(): Promise<void> {
  const coverage = guided ? startCoverage() : undefined;
  const { target } = (await import(new URL(`${name}.ts`, folder).href)) as { target: FuzzTarget };
  const corpus = target.seeds.map((one) => (typeof one === 'string' ? Buffer.from(one) : one));
  const words = wordsOf(target);
  const random = createSeededRandom(seed);
  const { head = 0, maxBytes = 4096, share = 1 } = target;
  const wanted = Math.ceil(inputs * share);
  coverage?.learn(coverage.take());
  let edges = 0;
  let done = 0;
  const learn = (): Point[] => {
    const points = coverage?.learn(coverage.take()) ?? [];
    edges += points.length;
    return points;
  };
  for (const input of [...replay, ...corpus]) await judge(target, input);
  learn();
  let size = 8;
  let startMb: number | undefined;
  while (done < wanted && found < mostProblems) {
    const length = Math.min(size, wanted - done);
    const batch = Array.from({ length }, () => mutate({ random, corpus, words, head, maxBytes }));
    for (const input of batch) await judge(target, input);
    done += batch.length;
    const points = learn();
    for (const input of await (coverage ? whoReached(target, coverage, batch, points.slice(0, 16)) : [])) {
      // the seeds stay; of the rest the oldest go
      if (corpus.length >= mostKept) corpus.splice(target.seeds.length, 1);
      if (!corpus.includes(input)) corpus.push(input);
    }
    size = points.length > 0 ? Math.max(8, size >> 2) : Math.min(1024, size * 2);
    if (done > wanted / 2) startMb ??= await heapMb();
    tell({ kind: 'progress', inputs: done, edges, corpus: corpus.length });
  }
  const endMb = await heapMb();
  const growthMb = Math.max(0, endMb - (startMb ?? endMb));
  if (growthMb > mostGrowthMb) {
    const what = `memory: ${Math.round(growthMb)} MB more after the second half of the inputs`;
    tell({ kind: 'problem', problem: { kind: 'memory', what, input: new Uint8Array() } });
  }
  coverage?.stop();
  tell({ kind: 'end', inputs: done, edges, corpus: corpus.length, growthMb });
}

await fuzz();
process.exit();
