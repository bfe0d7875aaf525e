import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { readExcelTable } from './excel-table.ts';
import { type ParsedRows, parseRows } from './parse-rows.ts';
import type { TableKind } from './raw-table.ts';
import { readTable } from './read-table.ts';

/** What the thread is told to read. */
export interface TableJob {
  path: string;
  kind: TableKind;
  /** The site's day, YYYY-MM-DD. */
  today: string;
}

/** What it answers: as many parts as it takes, of which the last one says so. */
export interface TablePart extends ParsedRows {
  last: boolean;
}

/** Taking in more than this at once would keep a door waiting. */
const rowsAPart = 250;
const problemsAPart = 1000;

/** The thread of one table: it reads the file, tells what is in it and ends. */
async function work({ path, kind, today }: TableJob): Promise<void> {
  // On Linux this is the priority of this thread alone; elsewhere it would be the whole gateway's.
  if (process.platform === 'linux') setPriority(0, 10);
  const bytes = readFileSync(path);
  const table = kind === 'csv' ? readTable(bytes) : await readExcelTable(bytes);
  const { rows, problems, count } = table.ok
    ? parseRows(table.rows, today)
    : { rows: [], problems: [table.problem], count: 0 };
  // One part at a time: what waits for the other side is all taken in within one turn there.
  const send = async (part: TablePart) => {
    parentPort?.postMessage(part);
    if (parentPort && !part.last) await once(parentPort, 'message');
  };
  for (let at = 0; at < problems.length; at += problemsAPart) {
    await send({ rows: [], problems: problems.slice(at, at + problemsAPart), count, last: false });
  }
  for (let at = 0; at < rows.length; at += rowsAPart) {
    await send({ rows: rows.slice(at, at + rowsAPart), problems: [], count, last: false });
  }
  await send({ rows: [], problems: [], count, last: true });
}

if (parentPort) await work(workerData as TableJob);
