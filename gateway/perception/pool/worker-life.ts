import { type ChildProcess, fork } from 'node:child_process';
import type { Clock } from '../../kernel/clock.ts';
import { type Log, redactUrls } from '../../kernel/log.ts';
import type { FaceSettings, FromPerception, PerceptionCamera, ToPerception } from '../messages.ts';

export interface WorkerLifeOptions {
  index: number;
  cameras: readonly PerceptionCamera[];
  modelsDir: string;
  faces: FaceSettings;
  log: Log;
  clock: Clock;
  /** Without a sign of life for this long it is killed. */
  hungMs: number;
  /** Above this it is killed before it takes the memory of the rest. */
  maxRssBytes: number;
  /** How long it may take to end when it is asked to. */
  stopMs: number;
  onMessage(message: FromPerception): void;
  /** Once, at its end, whoever ended it. `wasKilled`: from outside, for its memory or its silence, and not by itself. */
  onEnd(how: string, wasKilled: boolean): void;
}

/** One perception process from its fork to its end. */
export interface WorkerLife {
  readonly pid: number | undefined;
  /** False once it can no longer be reached. */
  send(message: ToPerception): boolean;
  stop(): Promise<void>;
}

export function startWorkerLife(options: WorkerLifeOptions): WorkerLife {
  const { index, log, clock, hungMs, maxRssBytes } = options;
  const child = forkWorker(options.cameras.length);
  const lastWords = keepLastWords(child);
  const ended = Promise.withResolvers<void>();
  let lastSignMs = clock.monotonicMs();
  let stopping = false;
  let killedFor: string | undefined;

  const watch = setInterval(() => {
    if (clock.monotonicMs() - lastSignMs >= hungMs) kill('gave no sign of life');
  }, hungMs / 10);
  const kill = (why: string) => {
    killedFor ??= why;
    child.kill('SIGKILL');
  };
  child.on('message', (message) => {
    const said = message as FromPerception;
    if (said.kind === 'stats') {
      lastSignMs = clock.monotonicMs();
      if (said.rssBytes > maxRssBytes) kill(`took ${Math.round(said.rssBytes / 2 ** 20)} MiB of memory`);
    }
    options.onMessage(said);
  });
  // A send into a channel that is closing; the end itself is told by 'exit'. A fork that failed has no 'exit'.
  child.on('error', (error) => {
    log.warn({ worker: index, problem: error.message }, 'perception process');
    if (child.pid === undefined) end('could not be started', null);
  });
  child.on('exit', (code, signal) => end(signal ? `ended by ${signal}` : `ended with code ${code}`, signal));

  function end(how: string, signal: NodeJS.Signals | null): void {
    clearInterval(watch);
    const words = lastWords();
    if (words && !stopping) log.warn({ worker: index, stderr: words }, 'last words of a perception process');
    ended.resolve();
    // SIGKILL that is not ours is the kernel's, when memory is short
    options.onEnd(killedFor ?? how, killedFor !== undefined || signal === 'SIGKILL');
  }

  const send = (message: ToPerception): boolean => {
    if (!child.connected) return false;
    child.send(message);
    return true;
  };
  send({ kind: 'configure', modelsDir: options.modelsDir, cameras: [...options.cameras], faces: options.faces });

  return {
    pid: child.pid,
    send,
    stop: async () => {
      stopping = true;
      send({ kind: 'stop' });
      const kill = setTimeout(() => child.kill('SIGKILL'), options.stopMs);
      await ended.promise;
      clearTimeout(kill);
    },
  };
}

function forkWorker(cameras: number): ChildProcess {
  return fork(new URL('../worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    // Pixels and tensors live outside the heap; what is left is small, and V8 would set 48 MB aside for it.
    execArgv: ['--max-semi-space-size=4'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {
      ...process.env,
      // Each camera holds one thread of the pool while it waits for a packet, and another while it decodes.
      UV_THREADPOOL_SIZE: String(2 * cameras + 4),
      // glibc gives each thread a heap of its own otherwise; they are large and never shrink.
      MALLOC_ARENA_MAX: '2',
    },
  });
}

/** What a process that crashes says last, without addresses. */
function keepLastWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  return () => redactUrls(words.trim());
}
