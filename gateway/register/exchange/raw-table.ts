import type { ImportProblem } from './import-problem.ts';

export const tableKinds = ['csv', 'xlsx'] as const;
export type TableKind = (typeof tableKinds)[number];

/** What stands in one cell of a file, before anybody has asked what it means. */
export type Cell = string | number | boolean | Date | null;

export type RawTable = { ok: true; rows: Cell[][] } | { ok: false; problem: ImportProblem };

/** What is taken of one file. A gateway is small, and its doors come first. */
export const tableLimits = {
  fileBytes: 64 * 1024 * 1024,
  rows: 200_000,
  columns: 64,
  cellChars: 500,
  /** What a packed file may hold when unpacked, in how many parts, and how much smaller it may be packed. */
  unpackedBytes: 200 * 1024 * 1024,
  entries: 200,
  ratio: 100,
} as const;

export const tableProblem = (code: ImportProblem['code'], row = 0): RawTable & { ok: false } => ({
  ok: false,
  problem: { row, code },
});

/** Within the limits, or which one it breaks. Lines above the headings may be there, so a few rows more are let pass. */
export function withinLimits(rows: Cell[][]): RawTable {
  if (rows.length > tableLimits.rows + headingRows) return tableProblem('too-many-rows');
  const wide = rows.findIndex((row) => row.length > tableLimits.columns);
  return wide >= 0 ? tableProblem('too-many-columns', wide + 1) : { ok: true, rows };
}

/** Property managers put titles above their headings. */
export const headingRows = 10;
