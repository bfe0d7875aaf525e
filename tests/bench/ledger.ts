import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../gateway/kernel/clock.ts';
import { openStore, openStoreToRead, type Store } from '../../gateway/kernel/sqlite-store.ts';
import type { Ledger, LedgerEntry } from '../../gateway/ledger/ledger.ts';
import { createLedger } from '../../gateway/ledger/sqlite-ledger.ts';
import { verifyLedger, verifyLedgerNow } from '../../gateway/ledger/verify-ledger.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';

/**
 * The ledger on disk: what an entry costs the door that waits for it, how many can be noted a second, and how long a long ledger
 * takes to verify. `npm run bench -- ledger [ENTRIES]`; a million if left out.
 */
export async function run(args: string[]): Promise<Record<string, unknown>> {
  const entries = Number(args[0] ?? 1_000_000);
  if (!Number.isSafeInteger(entries) || entries < 1000) throw new Error('how many entries? 1000 or more');
  const dir = mkdtempSync(join(tmpdir(), 'ringward-ledger-'));
  const file = join(dir, 'site.db');
  const store = openStore(file);
  try {
    const ledger = createLedger(store, systemClock);
    const builtS = build(store, ledger, entries);
    console.log(`${entries} entries written in ${builtS} s`);
    const appends = timeAppends(store, ledger);
    console.log(`one entry within a transaction: ${JSON.stringify(appends)} at ${ledger.head().seq} entries`);
    const singleAppendsPerS = timeBatches(store, ledger, 1, 300);
    const batchedAppendsPerS = timeBatches(store, ledger, 50, 200);
    const look = timeLookUps(ledger);
    const offline = openStoreToRead(file);
    const startedAt = performance.now();
    const verdict = verifyLedgerNow(offline);
    const verifyS = round((performance.now() - startedAt) / 1000);
    offline.close();
    if (!verdict.ok) throw new Error(verdict.problem);
    const live = await timeLive(store);
    return {
      entries: verdict.entries,
      ...appends,
      singleAppendsPerS,
      batchedAppendsPerS,
      ...look,
      verifyS,
      verifiedPerS: Math.round(verdict.entries / verifyS),
      ...live,
    };
  } finally {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits;
const startMs = Date.now();

/** As a card at a door is noted. */
function entryOf(n: number): LedgerEntry {
  return {
    atMs: startMs + n,
    actor: n % 5 === 0 ? { kind: 'user', id: `guard-${n % 40}` } : { kind: 'gateway' },
    action: n % 5 === 0 ? 'person.viewed' : 'access.decided',
    subject: `person-${(n * 7919) % 47_370}`,
    ...(n % 5 === 0 ? { purpose: 'visit', reason: '访客在门口等候' } : {}),
    detail: { decision: `d${n}`, door: `door-${n % 60}`, outcome: 'granted', method: 'card', reason: 'resident' },
  };
}

function build(store: Store, ledger: Ledger, entries: number): number {
  const startedAt = performance.now();
  for (let from = 0; from < entries; from += 50_000) {
    store.transaction(() => {
      for (let n = from; n < Math.min(entries, from + 50_000); n += 1) ledger.append(entryOf(n));
    });
  }
  return round((performance.now() - startedAt) / 1000);
}

function timeAppends(store: Store, ledger: Ledger): { appendUsP50: number; appendUsP99: number } {
  const tookUs: number[] = [];
  for (let batch = 0; batch < 100; batch += 1) {
    store.transaction(() => {
      for (let n = 0; n < 50; n += 1) {
        const entry = entryOf(batch * 50 + n);
        const startedAt = performance.now();
        ledger.append(entry);
        tookUs.push((performance.now() - startedAt) * 1000);
      }
    });
  }
  return { appendUsP50: round(percentile(tookUs, 0.5), 1), appendUsP99: round(percentile(tookUs, 0.99), 1) };
}

/** On disk after each transaction (WAL, synchronous=FULL). */
function timeBatches(store: Store, ledger: Ledger, size: number, batches: number): number {
  const startedAt = performance.now();
  for (let batch = 0; batch < batches; batch += 1) {
    store.transaction(() => {
      for (let n = 0; n < size; n += 1) ledger.append(entryOf(batch * size + n));
    });
  }
  return Math.round((size * batches * 1000) / (performance.now() - startedAt));
}

function timeLookUps(ledger: Ledger): Record<string, number> {
  const took = (work: () => unknown) => {
    const startedAt = performance.now();
    work();
    return round(performance.now() - startedAt);
  };
  return {
    findSubjectMs: took(() => ledger.find({ subject: 'person-7919', limit: 100 })),
    findActorMs: took(() => ledger.find({ actor: 'guard-5', limit: 100 })),
    findActionMs: took(() => ledger.find({ action: 'access', limit: 100 })),
    findTimeMs: took(() => ledger.find({ fromMs: startMs, toMs: startMs + 1000, limit: 100 })),
  };
}

/** Beside a running gateway: how long anything else has to wait. */
async function timeLive(store: Store): Promise<Record<string, number>> {
  const waitsMs: number[] = [];
  let expectedAt = performance.now() + 5;
  const timer = setInterval(() => {
    waitsMs.push(Math.max(0, performance.now() - expectedAt));
    expectedAt = performance.now() + 5;
  }, 5);
  const startedAt = performance.now();
  const verdict = await verifyLedger(store);
  clearInterval(timer);
  if (!verdict.ok) throw new Error(verdict.problem);
  return {
    liveVerifyS: round((performance.now() - startedAt) / 1000),
    liveWaitMsP99: round(percentile(waitsMs, 0.99)),
    liveWaitMsMost: round(Math.max(...waitsMs)),
  };
}
