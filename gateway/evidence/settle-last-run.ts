import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../kernel/log.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { EvidenceShelf } from './evidence-shelf.ts';
import type { EvidenceTable } from './sqlite-evidence.ts';
import type { ExportTable } from './sqlite-exports.ts';

export interface LastRun {
  store: Store;
  table: EvidenceTable;
  exports: ExportTable;
  files: EvidenceFiles;
  shelf: EvidenceShelf;
  log: Log;
}

const restarted = 'gateway-restarted';

/** What was under way when the gateway ended is no more: its records say so, its files are taken away. */
export function settleLastRun({ store, table, exports, files, shelf, log }: LastRun): void {
  store.transaction(() => {
    for (const record of table.inState('pending')) table.save({ ...record, state: 'failed', problem: restarted });
    for (const state of ['waiting', 'working'] as const) {
      for (const record of exports.inState(state)) exports.save({ ...record, state: 'failed', problem: restarted });
    }
  });
  const strays = files.clean(new Set(table.inState('kept').map(shelf.nameOf)));
  if (strays.length > 0) log.info({ files: strays.length }, 'unfinished evidence of an earlier run was taken away');
}

/** The folder `snapshots` of versions before evidence was kept by class: each picture becomes evidence of its alarm. */
export async function adoptSnapshots(
  dir: string,
  keep: (alarm: string, atMs: number, jpeg: Uint8Array) => Promise<void>,
): Promise<void> {
  if (!existsSync(dir)) return;
  for (const file of readdirSync(dir)) {
    const path = join(dir, file);
    const [, alarm] = /^([a-z0-9]{1,64})\.jpg$/.exec(file) ?? [];
    if (alarm) await keep(alarm, Math.round((await stat(path)).mtimeMs), await readFile(path));
    await rm(path, { force: true });
  }
  rmdirSync(dir);
}
