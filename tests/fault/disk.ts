import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { mendStore } from '../../gateway/kernel/mend-store.ts';
import type { Salvage } from '../../gateway/kernel/sqlite-salvage.ts';
import { openStoreToRead } from '../../gateway/kernel/sqlite-store.ts';
import { runGateway } from '../fixtures/run-gateway.ts';
import { damageKinds, damagePages } from './disk/damage-pages.ts';
import { type LivedIn, liveIn } from './disk/lived-in-site.ts';
import { createRandom, type FaultSuite, reportOf } from './fault-suite.ts';

const usualRuns = 300;
/** Of so many salvages, one is started as a whole gateway and a card is held to its reader. */
const startEvery = 10;
const leaveOut = ['outbox_lanes', 'outbox_epoch', 'outbox_open_day'];

export const fault: FaultSuite = {
  name: 'disk',
  about:
    'Pages of a real site.db are overwritten, misplaced or cut off; what can be read is taken over, the rest is named, and the gateway opens doors.',
  run: async ({ seed, runs = usualRuns, say }) => {
    const random = createRandom(seed);
    const lived = await liveIn();
    const before = readAll(join(lived.dir, 'data', 'site.db'));
    const total = [...before.values()].reduce((sum, rows) => sum + rows.size, 0);
    const figures = {
      runs: 0,
      salvaged: 0,
      unharmed: 0,
      emptied: 0,
      starts: 0,
      misplacedUnseen: 0,
      rowsKeptPermille: 0,
      slowestSalvageMs: 0,
    };
    const problems: string[] = [];
    let kept = 0;
    for (let run = 0; run < runs; run += 1) {
      const dir = lived.copy();
      const file = join(dir, 'data', 'site.db');
      const kind = random.pick(damageKinds);
      const did = damagePages(file, random, kind, random.between(1, 12));
      const startedMs = performance.now();
      const salvage = mendStore(file, { nowMs: Date.now(), leaveOut });
      figures.slowestSalvageMs = Math.round(Math.max(figures.slowestSalvageMs, performance.now() - startedMs));
      figures.runs += 1;
      if (!salvage) figures.unharmed += 1;
      else if (salvage.all) figures.emptied += 1;
      else figures.salvaged += 1;
      const after = readAll(file);
      const unseen = judge(before, after, salvage);
      // A whole page of another table, or of another time, is sound as far as SQLite can tell: it keeps no checksums.
      const isUndetectable = kind === 'misplaced';
      if (isUndetectable && unseen.length > 0) figures.misplacedUnseen += 1;
      const wrong = isUndetectable ? [] : unseen;
      kept += [...after].reduce((sum, [table, rows]) => sum + (before.has(table) ? rows.size : 0), 0);
      if (run % startEvery === 0) {
        figures.starts += 1;
        wrong.push(...(await startAnyway(lived, dir)));
      }
      problems.push(...wrong.map((problem) => `run ${run}, ${did}: ${problem}`));
      if (wrong.length === 0) rmSync(dir, { recursive: true });
      if (run % 50 === 49) say(`${run + 1} of ${runs}`);
    }
    figures.rowsKeptPermille = Math.round((1000 * kept) / (total * Math.max(1, runs)));
    rmSync(lived.dir, { recursive: true });
    return reportOf(figures, problems);
  },
};

type Tables = Map<string, Map<string, string>>;
/** What the salvage itself writes, and SQLite's own. */
const own = ['salvages', 'rooms', 'outbox_before'];

/** Every row by its place and as text. */
function readAll(file: string): Tables {
  const database = openStoreToRead(file);
  try {
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    return new Map(
      names
        .filter((name) => !name.startsWith('sqlite_') && !own.includes(name) && !leaveOut.includes(name))
        .map((name) => {
          const rows = database.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][];
          return [name, new Map(rows.map((row) => [JSON.stringify(row), '']))];
        }),
    );
  } finally {
    database.close();
  }
}

/** Nothing is invented, and whatever is missing is said to be. */
function judge(before: Tables, after: Tables, salvage: Salvage | undefined): string[] {
  const problems: string[] = [];
  const named = new Set(salvage?.damaged.map(({ table }) => table));
  for (const [table, rows] of after) {
    const strange = [...rows.keys()].filter((row) => !before.get(table)?.has(row));
    if (strange.length > 0)
      problems.push(`${strange.length} rows of ${table} were never written: ${strange[0]!.slice(0, 80)}`);
  }
  for (const [table, rows] of before) {
    const left = after.get(table)?.size ?? 0;
    if (left < rows.size && !salvage) problems.push(`${table} lost rows and nobody noticed`);
    else if (left < rows.size && !salvage?.all && !named.has(table))
      problems.push(`${table} lost rows and is not named`);
  }
  return problems;
}

async function startAnyway({ site, password }: LivedIn, dir: string): Promise<string[]> {
  try {
    const running = await runGateway(site, { dir, password });
    try {
      const controller = await running.device('gate-controller');
      const reader = await running.device('gate-reader');
      await reader.event(100_001, 'card-presented', { card: 'uid:0A1B2C3D' });
      for (let waited = 0; waited < 100 && controller.commands.length === 0; waited += 1)
        await new Promise((done) => setTimeout(done, 50));
      return controller.commands.some(({ action }) => action === 'access')
        ? []
        : ['the card of the site file opens no door'];
    } finally {
      await running.stop();
    }
  } catch (error) {
    return [`the gateway does not start: ${(error as Error).stack}`];
  }
}
