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
  /** It was never ready, and is not started again: what is missing does not come by waiting. */
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

export const defaultWorkerLimits: WorkerLimits = {
  hungMs: 10_000,
  // four times of what it takes on a busy site, and never so much that none is left for doors
  maxRssBytes: Math.min(2 * 2 ** 30, totalmem() / 2),
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
  const onEnd = (how: string) => {
    life = undefined;
    const reason = problem ?? how;
    problem = undefined;
    if (stopped) return;
    if (!everReady) return on.failed(reason);
    on.lost(reason);
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
