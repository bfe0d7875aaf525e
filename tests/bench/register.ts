import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { drawFullCourt } from '../../firmware-sims/compound/full-court.ts';
import { createExchangeDesk } from '../../gateway/compose/people/exchange-desk.ts';
import type { ConsoleExchange, ConsoleImport } from '../../gateway/console/people/exchange-ports.ts';
import { systemClock as clock } from '../../gateway/kernel/clock.ts';
import { openStore } from '../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../gateway/ledger/sqlite-ledger.ts';
import type { TableKind } from '../../gateway/register/exchange/raw-table.ts';
import { writeExcel } from '../../gateway/register/exchange/write-excel.ts';
import { byteOrderMark, writeCsvRows } from '../../gateway/register/exchange/write-table.ts';
import { openRegister } from '../../gateway/register/register.ts';
import type { Register } from '../../gateway/register/register-types.ts';
import { seedSite } from '../../gateway/register/seed/seed-site.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { quietLog as log } from '../fixtures/quiet.ts';

/**
 * `npm run bench -- register [FACTOR]`: the full compound, ten times by default, as a CSV and as an XLSX file through the import
 * into a fresh database on disk; look-ups; and the start of a gateway, in a process of its own, until its first decision.
 * Pauses are those of the event loop, in which a door would have to wait.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const factor = Number(args[0] ?? 10);
  const { site, people } = drawFullCourt({ factor });
  const dir = mkdtempSync(join(tmpdir(), 'ringward-register-'));
  const siteFile = join(dir, 'site.yaml');
  writeFileSync(siteFile, stringify(site), { mode: 0o600 });
  const files: Record<TableKind, Uint8Array> = {
    csv: Buffer.from(byteOrderMark + writeCsvRows(people)),
    xlsx: await writeExcel(people),
  };
  const open = (name: string) => {
    const store = openStore(join(dir, name));
    const ledger = createLedger(store, clock);
    const register = openRegister({ store, ledger, site, clock, log });
    seedSite({ register, store, site, clock, log });
    return { store, register, desk: createExchangeDesk({ site, dataDir: dir, register, ledger, clock, log }) };
  };
  const cards = people.slice(1).flatMap((row) => row[12]!.split(';').filter(Boolean));
  const result: Record<string, unknown> = { people: people.length - 1, cards: cards.length };
  for (const kind of ['xlsx', 'csv'] as const) {
    const { store, register, desk } = open(`${kind}.db`);
    result[kind] = { bytes: files[kind].length, ...(await importFile(desk, kind, files[kind])) };
    console.log(kind, JSON.stringify(result[kind]));
    if (kind === 'csv') Object.assign(result, lookUp(register, cards, people), await exportAgain(desk, register));
    await desk.close();
    store.close();
  }
  const start = ['tests/bench/parts/first-decision.ts', siteFile, join(dir, 'csv.db'), cards[0]!];
  result.restart = JSON.parse(execFileSync(process.execPath, start, { encoding: 'utf8' }));
  rmSync(dir, { recursive: true });
  return result;
}

/** Seconds, and the longest pause of each part in milliseconds. */
async function importFile(desk: ConsoleExchange, kind: TableKind, bytes: Uint8Array): Promise<Record<string, number>> {
  const checking = watchPauses();
  let view = await desk.begin(Readable.from([bytes]), kind, 'bench');
  view = await until(desk, view, ['checked', 'failed']);
  const checked = checking();
  if (view.state !== 'checked' || view.errors > 0) {
    throw new Error(`the table was not taken: ${JSON.stringify(desk.problems(view.id, 0, 3))}`);
  }
  const applying = watchPauses();
  desk.apply(view.id, { skipBadRows: false, reason: 'benchmark' }, 'bench');
  view = await until(desk, view, ['applied', 'failed', 'checked']);
  const applied = applying();
  if (view.state !== 'applied') throw new Error(`the import was not applied: ${view.failure}`);
  return {
    checkS: checked.seconds,
    applyS: applied.seconds,
    totalS: round(checked.seconds + applied.seconds),
    checkLongestPauseMs: checked.longestMs,
    checkLongestOwnMs: checked.longestOwnMs,
    applyLongestPauseMs: applied.longestMs,
    applyLongestOwnMs: applied.longestOwnMs,
  };
}

async function until(desk: ConsoleExchange, { id }: ConsoleImport, states: readonly string[]): Promise<ConsoleImport> {
  for (;;) {
    const view = desk.show(id)!;
    if (states.includes(view.state)) return view;
    await sleep(20);
  }
}

const round = (value: number) => Math.round(value * 100) / 100;

/**
 * How long the event loop was away between two turns, by the clock and by what this thread itself computed meanwhile: where
 * others use the machine, only the second one is ours.
 */
function watchPauses() {
  let [longestMs, longestOwnMs] = [0, 0];
  let [wall, own] = [performance.now(), process.threadCpuUsage()];
  const startedAt = wall;
  const look = () => {
    const used = process.threadCpuUsage(own);
    const now = performance.now();
    longestMs = Math.max(longestMs, now - wall);
    longestOwnMs = Math.max(longestOwnMs, (used.user + used.system) / 1000);
    [wall, own] = [now, process.threadCpuUsage()];
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return {
      seconds: round((performance.now() - startedAt) / 1000),
      longestMs: round(longestMs),
      longestOwnMs: round(longestOwnMs),
    };
  };
}

function lookUp(register: Register, cards: readonly string[], people: readonly string[][]): Record<string, number> {
  const time = (work: (at: number) => unknown, times: number) => {
    const taken = Array.from({ length: times }, (_, at) => {
      const startedAt = performance.now();
      work(at);
      return (performance.now() - startedAt) * 1000;
    });
    return { median: round(percentile(taken, 0.5)), p99: round(percentile(taken, 0.99)) };
  };
  const card = time((at) => register.rights.card(cards[(at * 7919) % cards.length]!), 50_000);
  const found = time((at) => register.findPeople(people[1 + ((at * 7919) % (people.length - 1))]![6]!, 20), 300);
  return { cardUsMedian: card.median, cardUsP99: card.p99, findUsMedian: found.median, findUsP99: found.p99 };
}

/** The export, handed in again: it must change nothing. */
async function exportAgain(desk: ConsoleExchange, register: Register): Promise<Record<string, unknown>> {
  const watching = watchPauses();
  const by = { user: 'bench', roles: ['property'] as const };
  const file = await desk.people('csv', { purpose: 'administration', reason: 'benchmark' }, by);
  const parts: Uint8Array[] = [];
  for await (const part of file.body as Readable) parts.push(Buffer.from(part as string));
  const exported = watching();
  const begun = await desk.begin(Readable.from(parts), 'csv', 'bench');
  const view = await until(desk, begun, ['checked', 'failed']);
  return {
    exportS: exported.seconds,
    exportLongestPauseMs: exported.longestMs,
    exportLongestOwnMs: exported.longestOwnMs,
    unchangedByExport: view.people.unchanged === view.rows && view.errors === 0,
    revision: register.revision,
    heapMb: Math.round(process.memoryUsage().heapUsed / 1024 / 1024),
  };
}
