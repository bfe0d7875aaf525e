import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import writeExcelFile from 'write-excel-file/node';
import type { ExcelPart } from './write-excel.ts';

/** The thread of one file: it takes rows, and answers the end of them with the bytes. */
const rows: string[][] = [];

async function write(): Promise<void> {
  const [headings = [], ...body] = rows;
  const cells = [
    headings.map((value) => ({ value, fontWeight: 'bold' as const, type: String })),
    // As texts: a spreadsheet must not make numbers and dates of codes, phone numbers and cards.
    ...body.map((row) => row.map((value) => (value === '' ? null : { value, type: String, format: '@' }))),
  ];
  const columns = headings.map((heading) => ({ width: Math.max(12, heading.length * 2 + 4) }));
  const file = await writeExcelFile(cells, { columns, stickyRowsCount: 1 }).toBuffer();
  parentPort?.postMessage(file);
}

if (process.platform === 'linux') setPriority(0, 10);
parentPort?.on('message', (part: ExcelPart) => {
  if (part === 'end') void write();
  else rows.push(...part);
});
