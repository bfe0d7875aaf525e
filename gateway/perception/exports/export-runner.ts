import { fork } from 'node:child_process';
import type { Log } from '../../kernel/log.ts';
import { redactUrls } from '../../kernel/log.ts';
import type { ExportJob, FromExport } from './export-job.ts';

export type ExportOutcome = { ok: true } | { ok: false; problem: 'cancelled' | 'timeout' | 'failed' };

export interface ExportRun {
  /** Path of a clip (MP4) or picture (JPEG) of the gateway's own. */
  from: string;
  /** Where the new file goes; what is there after a failure is no use. */
  to: string;
  media: ExportJob['media'];
  /** Who may be shown; nobody if empty. */
  clear: ExportJob['clear'];
  /** 0…1. */
  progress(part: number): void;
  signal: AbortSignal;
}

/** Makes exports, each in a process of its own that ends with it. Never rejects. */
export type ExportRunner = (run: ExportRun) => Promise<ExportOutcome>;

/** A minute of 1080p takes a few minutes on a busy box. */
const defaultTimeoutMs = 20 * 60_000;

export function createExportRunner(options: { modelsDir: string; log: Log; timeoutMs?: number }): ExportRunner {
  const { modelsDir, log, timeoutMs = defaultTimeoutMs } = options;
  return async ({ from, to, media, clear, progress, signal }) => {
    if (signal.aborted) return { ok: false, problem: 'cancelled' };
    const child = fork(new URL('./export-process.ts', import.meta.url), [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' },
    });
    const settled = Promise.withResolvers<ExportOutcome>();
    let outcome: ExportOutcome = { ok: false, problem: 'failed' };
    let words = '';
    const kill = (problem: 'cancelled' | 'timeout') => {
      outcome = { ok: false, problem };
      child.kill('SIGKILL');
    };
    const abort = () => kill('cancelled');
    const timer = setTimeout(() => kill('timeout'), timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-2000);
    });
    child.on('message', (message) => {
      const said = message as FromExport;
      if (said.kind === 'progress') progress(said.part);
      else if (said.kind === 'done') outcome = { ok: true };
      else log.warn({ media, problem: redactUrls(said.problem) }, 'an export failed');
    });
    child.on('error', (error) => {
      log.warn({ err: error }, 'an export process');
      if (child.pid === undefined) settled.resolve(outcome);
    });
    child.on('exit', (code, end) => {
      if (!outcome.ok && outcome.problem === 'failed' && (end || words)) {
        log.warn({ code, signal: end, stderr: redactUrls(words.trim()) }, 'an export process ended');
      }
      settled.resolve(outcome);
    });
    child.send({ kind: 'export', modelsDir, media, from, to, clear } satisfies ExportJob);
    try {
      return await settled.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  };
}
