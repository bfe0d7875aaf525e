import { totalmem } from 'node:os';
import { createBackOff } from '../../kernel/back-off.ts';
import { type Clock, systemClock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { FaceSettings, FromPerception, PerceptionCamera, ToPerception } from '../messages.ts';
import { startWorkerLife, type WorkerLife } from './worker-life.ts';

/** What a perception process tells the pool. */
export interface WorkerOn {
  ready(faceModelId: string): void;
  /** Everything but `ready` and `failed`. */
  message(message: FromPerception): void;
  /** It is gone, and is started again. */
  lost(reason: string): void;
  /** It ended by itself before it was ever ready, and is not started again: what is missing does not come by waiting. */
  failed(problem: string): void;
}

export interface WorkerProcessOptions {
  index: number;
  cameras: readonly PerceptionCamera[];
  modelsDir: string;
  faces: FaceSettings;
  log: Log;
  clock?: Clock;
  random?: () => number;
  limits?: Partial<WorkerLimits>;
  on: WorkerOn;
}

export interface WorkerLimits {
  /** Without a sign of life for this long it is killed. */
  hungMs: number;
  /** Resident memory above which it is killed; looked at every two seconds. */
  maxRssBytes: number;
  firstRetryMs: number;
  lastRetryMs: number;
  /** So many deaths within `deathWindowMs` go straight to the longest wait. */
  maxDeaths: number;
  deathWindowMs: number;
  stopMs: number;
}

const gib = 2 ** 30;

/**
 * What each of so many processes may take: four times of what one takes on a busy site, or where that is too much an equal share of
 * half of the memory there is, so that the other half is left for doors; with less than the least none could look at anything.
 */
export const maxRssBytesOf = (processes: number, memoryBytes = usableBytes()): number =>
  Math.max(gib / 2, Math.min(2 * gib, memoryBytes / 2 / processes));

/** The machine's memory, or what a container or a service may have of it. */
function usableBytes(): number {
  const [machine, allowed] = [totalmem(), process.constrainedMemory()];
  return allowed > 0 && allowed < machine ? allowed : machine;
}

export const defaultWorkerLimits: WorkerLimits = {
  hungMs: 10_000,
  maxRssBytes: maxRssBytesOf(1),
  firstRetryMs: 500,
  lastRetryMs: 15_000,
  maxDeaths: 3,
  deathWindowMs: 60_000,
  stopMs: 2500,
};

/** One perception process, started again for as long as it takes. */
export interface WorkerProcess {
  start(): void;
  /** False while there is no process to send to. */
  send(message: ToPerception): boolean;
  pid(): number | undefined;
  stop(): Promise<void>;
}

export function createWorkerProcess(options: WorkerProcessOptions): WorkerProcess {
  const { on, clock = systemClock } = options;
  const limits = { ...defaultWorkerLimits, ...options.limits };
  const nextWaitMs = createRestartPolicy(limits, clock, options.random);
  let life: WorkerLife | undefined;
  let everReady = false;
  let stopped = false;
  let problem: string | undefined;
  let retry: NodeJS.Timeout | undefined;

  const onMessage = (message: FromPerception) => {
    if (message.kind === 'failed') problem = message.problem;
    else if (message.kind !== 'ready') on.message(message);
    else {
      everReady = true;
      on.ready(message.faceModelId);
    }
  };
  const onEnd = (how: string, wasKilled: boolean) => {
    life = undefined;
    const reason = problem ?? how;
    // what it said itself, or a crash while it began, is the same the next time; memory may be there again by then
    const isRefusal = problem !== undefined || !wasKilled;
    problem = undefined;
    if (stopped) return;
    if (!everReady && isRefusal) return on.failed(reason);
    if (everReady) on.lost(reason);
    else options.log.warn({ worker: options.index, reason }, 'a perception process ended before it was ready');
    retry = setTimeout(start, nextWaitMs());
  };
  const start = () => {
    life = startWorkerLife({ ...options, ...limits, clock, onMessage, onEnd });
  };

  return {
    start,
    pid: () => life?.pid,
    send: (message) => life?.send(message) ?? false,
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await life?.stop();
    },
  };
}

/** Longer from death to death; a process that ran long enough begins anew, one that dies often waits longest. */
export function createRestartPolicy(limits: WorkerLimits, clock: Clock, random?: () => number): () => number {
  const backOff = createBackOff(limits.firstRetryMs, limits.lastRetryMs, random);
  let deaths: number[] = [];
  return () => {
    const nowMs = clock.monotonicMs();
    deaths = [...deaths.filter((atMs) => nowMs - atMs < limits.deathWindowMs), nowMs];
    if (deaths.length === 1) backOff.reset();
    return deaths.length >= limits.maxDeaths ? limits.lastRetryMs : backOff.nextMs();
  };
}
