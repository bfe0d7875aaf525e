import { Worker } from 'node:worker_threads';
import type { ParsedRows } from './parse-rows.ts';
import type { TableJob, TablePart } from './table-worker.ts';

/** A file of the largest size that is taken needs about half of each on a small gateway. */
const timeLimitMs = 120_000;
const memoryMb = 1024;

/**
 * Reads a table in a thread of its own with limits of time and memory, so that no door waits for it. What goes wrong with the
 * thread is a problem of the file. Never rejects; a signal ends it with nothing read.
 */
export function readPeopleFile(job: TableJob, signal: AbortSignal, limitMs = timeLimitMs): Promise<ParsedRows> {
  const read: ParsedRows = { rows: [], problems: [], count: 0 };
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./table-worker.ts', import.meta.url), {
      workerData: job,
      name: 'table',
      // Nothing of ours is needed there, and a test runner's own flags would not work.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
    });
    const end = (result: ParsedRows) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      void worker.terminate();
      resolve(result);
    };
    const fail = () => end({ rows: [], problems: [{ row: 0, code: 'took-too-long' }], count: 0 });
    const stop = () => end({ rows: [], problems: [], count: 0 });
    const timer = setTimeout(fail, limitMs);
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', ({ rows, problems, count, last }: TablePart) => {
      for (const row of rows) read.rows.push(row);
      for (const problem of problems) read.problems.push(problem);
      read.count = count;
      if (last) end(read);
      else worker.postMessage('next');
    });
    worker.on('error', fail);
    worker.on('exit', fail);
    if (signal.aborted) stop();
  });
}
