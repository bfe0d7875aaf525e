import { setImmediate as afterIo } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** A few rows, or that there are no more. */
export type ExcelPart = string[][] | 'end';

const timeLimitMs = 120_000;
const rowsAPart = 100;

/** Rows of texts, headings first, as an XLSX file; written in a thread of its own. Rejects where that takes too much. */
export async function writeExcel(rows: Iterable<string[] | undefined>): Promise<Uint8Array> {
  const worker = new Worker(new URL('./excel-write-worker.ts', import.meta.url), {
    name: 'excel',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const timer = setTimeout(() => reject(new Error('the spreadsheet took too long to write')), timeLimitMs);
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`the thread that writes the spreadsheet ended with ${code}`)));
  try {
    let part: string[][] = [];
    for (const row of rows) {
      if (row) part.push(row);
      if (row && part.length < rowsAPart) continue;
      worker.postMessage(part);
      part = [];
      await afterIo();
    }
    worker.postMessage(part);
    worker.postMessage('end');
    return await promise;
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined); // Somebody else's error is on its way already.
    await worker.terminate();
  }
}
